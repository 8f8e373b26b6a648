import type { CourseUpdate, LessonContent } from "../../coach/courses/course-update.ts";
import type { CourseDiff, LessonPart, ListChange } from "../../course/diff.ts";
import type { ListedLesson } from "../../course/lesson-moves.ts";
import type { Dependency, Duration, Lesson } from "../../course/model.ts";
import { clip } from "../clip.ts";
import { durationOf, listOf, nameOf, phaseName, plain, plural } from "./words.ts";

/** Every difference between two texts of a course, a line each. What learners lose comes first. */
export function changeLines({ diff, completions, content }: CourseUpdate): string[] {
  const { title, texts, added, removed, moved, retitled, edited, phases, lists } = diff;
  return [
    ...removed.map(
      (lesson) =>
        `➖ ${named(lesson)} is removed${keptBy(completions.get(lesson.id) ?? 0)}${lost(content.get(lesson.id))}`,
    ),
    ...added.map((lesson) => `➕ ${named(lesson)} is added: ${whereIs(lesson)}${brought(content.get(lesson.id))}`),
    ...moved.map(({ before, after }) => `↕️ ${named(after)}: ${whereIs(before)} → ${whereIs(after)}`),
    ...retitled.map(({ before, after }) => `✏️ ${named(before)} is now called ${named(after)}`),
    ...edited.flatMap(editLines),
    ...phases.removed.map((phase) => `➖ **${phaseName(phase)}** is removed`),
    ...phases.added.map((phase) => `➕ **${phaseName(phase)}** is added`),
    ...phases.changed.flatMap(phaseLines),
    ...(title === null ? [] : [`✏️ The course is now called **${nameOf(title.after)}**`]),
    ...texts.map(({ text, change }) =>
      change === "removed"
        ? `➖ The section **${SECTIONS[text]}** is removed`
        : `${change === "added" ? "➕" : "✏️"} The section **${SECTIONS[text]}** is ${change}`,
    ),
    ...lists.flatMap(listLines),
  ];
}

const SECTIONS = {
  overview: "Overview",
  prerequisites: "Prerequisites",
  notes: "Notes",
  extras: "Additional Resources",
  videos: "Supplementary Videos",
  checklist: "Completion Checklist",
} as const;

function named({ title }: { title: string }): string {
  return `**${nameOf(title)}**`;
}

function whereIs({ phase, position }: ListedLesson): string {
  return `phase ${phase}, lesson ${position}`;
}

function keptBy(completed: number): string {
  return completed === 0 ? "" : ` (completed by ${completed}; kept)`;
}

function lost(content: LessonContent | undefined): string {
  return content === undefined ? "" : `. **Learners lose ${withIt(content)}**`;
}

function brought(content: LessonContent | undefined): string {
  return content === undefined ? "" : `, with ${withIt(content)}`;
}

function withIt({ notes, questions }: LessonContent): string {
  return listOf([...(notes ? ["its notes"] : []), ...(questions > 0 ? [`its ${plural(questions, "question")}`] : [])]);
}

/** Those with a value that is worth a line of its own; the rest are named in one line. */
function editLines({ before, after, parts }: CourseDiff["edited"][number]): string[] {
  const others = parts.filter((part) => part !== "link" && part !== "duration" && part !== "dependencies");
  return [
    ...(parts.includes("link") ? [`🔗 ${named(after)}: ${addressOf(before, after)}`] : []),
    ...(parts.includes("duration")
      ? [`⏱️ ${named(after)}: ${minutesIn(before.duration)} → ${minutesIn(after.duration)}`]
      : []),
    ...(parts.includes("dependencies") ? [`🔒 ${named(after)} ${needsOf(after.dependencies)}`] : []),
    ...(others.length > 0 ? [`✏️ ${named(after)}: ${listOf(others.map((part) => editOf(part, before, after)))}`] : []),
  ];
}

type OtherPart = Exclude<LessonPart, "link" | "duration" | "dependencies">;

function editOf(part: OtherPart, before: Lesson, after: Lesson): string {
  switch (part) {
    case "kind":
      return `${plain(before.kind)} → ${plain(after.kind)}`;
    case "focus":
      return `${howChanged(before.focus, after.focus)} focus`;
    case "nextStep":
      return `${howChanged(before.nextStep, after.nextStep)} next step`;
    case "alternates":
      return `other alternates (${before.alternates.length} → ${after.alternates.length})`;
  }
}

function howChanged(before: string | null, after: string | null): string {
  if (before === null) return "a first";
  return after === null ? "no more" : "another";
}

/** Characters of an address; its end rarely says more. */
const ADDRESS_LENGTH = 60;

function addressOf(before: Lesson, after: Lesson): string {
  const [old, now] = [shortAddress(before.link), shortAddress(after.link)];
  // Two long addresses may differ only in what is cut off.
  return old === now ? "another link" : `${old} → ${now}`;
}

function shortAddress(link: string | null): string {
  return link === null ? "no link" : `\`${clip(link.replace("https://", ""), ADDRESS_LENGTH)}\``;
}

function minutesIn(duration: Duration | null): string {
  return duration === null ? "no duration" : durationOf(duration);
}

function needsOf(dependencies: readonly Dependency[]): string {
  if (dependencies.length === 0) return "no longer waits for anything of its own";
  const names = dependencies.map((each) => (each.kind === "phase" ? `phase ${each.phase}` : `\`${each.lesson}\``));
  return `now waits for ${listOf(names)}`;
}

function phaseLines({ before, after, parts }: CourseDiff["phases"]["changed"][number]): string[] {
  return [
    ...(parts.includes("title") ? [`✏️ **${phaseName(before)}** is now **${phaseName(after)}**`] : []),
    ...(parts.includes("dependencies") ? [`🔒 **${phaseName(after)}** ${needsOf(after.dependencies)}`] : []),
  ];
}

function listLines({ list, added, removed, changed, reordered, gone }: ListChange): string[] {
  const section = `**${SECTIONS[list]}**`;
  if (gone) return [`➖ The section ${section} is removed: ${namesOf(removed)}`];
  return [
    ...(removed.length > 0 ? [`➖ ${section} loses ${namesOf(removed)}`] : []),
    ...(added.length > 0 ? [`➕ ${section} gets ${namesOf(added)}`] : []),
    ...(changed.length > 0 ? [`✏️ ${section}: other words or links for ${namesOf(changed)}`] : []),
    ...(reordered ? [`↕️ ${section} has another order`] : []),
  ];
}

function namesOf(titles: readonly string[]): string {
  return listOf(titles.map((title) => `**${nameOf(title)}**`));
}
