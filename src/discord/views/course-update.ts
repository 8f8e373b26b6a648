import type { CourseUpdate } from "../../coach/courses/course-update.ts";
import type { ListedLesson } from "../../course/diff.ts";
import { textOf } from "../message.ts";
import { fitLines } from "../pages.ts";
import { nameOf, plural } from "./words.ts";

/** Characters of the list of changes. */
const CHANGES_TEXT = 1_000;

/** What changes for learners, lesson by lesson, and what happens to their progress. */
export function updatePart({ from, diff, learners, completions }: CourseUpdate, by: "import" | "rollback") {
  const { added, removed, moved, retitled } = diff;
  const lines = [
    ...added.map((lesson) => `➕ ${named(lesson)} is added: ${whereIs(lesson)}`),
    ...removed.map((lesson) => `➖ ${named(lesson)} is removed${keptBy(completions.get(lesson.id) ?? 0)}`),
    ...moved.map(({ before, after }) => `↕️ ${named(after)}: ${whereIs(before)} → ${whereIs(after)}`),
    ...retitled.map(({ before, after }) => `✏️ ${named(before)} is now called ${named(after)}`),
  ];
  const [gone] = removed;
  const replaced = from === 0 ? "the built-in course" : `version ${from}`;
  return textOf([
    `**What changes**, against ${replaced}`,
    lines.length === 0 ? "No lesson is added, removed, moved or renamed." : fitLines(lines, CHANGES_TEXT),
    by === "rollback" || gone === undefined || added.length === 0
      ? null
      : `-# Only renamed? Write \`Id: ${gone.id}\` below the new title, and it stays the same lesson, with its progress.`,
    learners === 0
      ? "-# Nobody is in this course yet."
      : `-# In it now: ${plural(learners, "learner")}. They keep everything they completed. A lesson that is removed takes nothing away, and counts again if it comes back.`,
  ]);
}

function named({ title }: ListedLesson): string {
  return `**${nameOf(title)}**`;
}

function whereIs({ phase, position }: ListedLesson): string {
  return `phase ${phase}, lesson ${position}`;
}

function keptBy(completed: number): string {
  return completed === 0 ? "" : ` (completed by ${completed}; kept)`;
}
