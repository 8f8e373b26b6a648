import { ButtonStyle } from "discord.js";
import type { ServedCourse } from "../../coach/courses/ports.ts";
import type { Completed } from "../../coach/learning/complete-lesson.ts";
import type { Learner } from "../../coach/learning/learner.ts";
import type { Started } from "../../coach/learning/start-lesson.ts";
import type { Lesson } from "../../course/model.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import { findUnlocked, type LessonStanding } from "../../study/standing.ts";
import { button, line, linkButton, row, text, textOf, type View, view } from "../message.ts";
import { fitLines } from "../pages.ts";
import { notesButtons } from "./notes.ts";
import { closedNote } from "./reminders.ts";
import {
  alternateOf,
  bold,
  durationOf,
  listOf,
  minutesOf,
  nameOf,
  phaseName,
  plain,
  progressOf,
  whenOf,
} from "./words.ts";

/** By how many minutes "not yet" puts off the timer. */
export const SNOOZE_MINUTES = 10;

/** Characters of alternates; with the longest heading the message stays under Discord's 4,000. */
const ALTERNATES_TEXT = 1_300;

/** One lesson: its link and alternates, focus, minutes, and what it unlocks. */
export function lessonView(learner: Learner, standing: LessonStanding): View {
  const { lesson, phase, state } = standing;
  const { course } = learner.content;
  const position = phase.lessons.indexOf(lesson) + 1;
  const heading = [
    `-# ${nameOf(course.title)} · ${phaseName(phase)} · lesson ${position} of ${phase.lessons.length}`,
    `## ${plain(lesson.title)}`,
    lesson.focus === null ? null : plain(lesson.focus),
  ]
    .filter((part) => part !== null)
    .join("\n");
  const alternates = lesson.alternates.map(alternateOf);
  return view(
    state === "done" ? "done" : "lesson",
    text(heading),
    textOf([
      [
        `**${plain(lesson.kind)}**`,
        lesson.duration === null ? "no duration given" : `⏱️ ${durationOf(lesson.duration)}`,
        stateOf(learner, standing),
      ].join(" · "),
      lesson.link === null
        ? `No link is set for this lesson yet; ${alternates.length === 0 ? "" : "an alternate or "}the group may help.`
        : null,
    ]),
    textOf(alternates.length === 0 ? [] : ["**Or instead**", fitLines(alternates, ALTERNATES_TEXT)]),
    line(),
    textOf([
      unlockOf(learner, standing),
      `-# ${progressOf(learner.standing.completedLessons, learner.standing.lessons.length)}`,
    ]),
    lessonButtons(learner, standing),
    row(...notesButtons(learner, lesson.id)),
  );
}

function stateOf({ progress }: Learner, { lesson, state, missing }: LessonStanding): string {
  if (state === "done") return "✅ done";
  if (state === "locked") return `🔒 opens after ${listOf(missing.map(bold))}`;
  const startedAt = progress.started.get(lesson.id);
  if (startedAt !== undefined) return `started ${whenOf(startedAt)}`;
  return missing.length === 0 ? "ready when you are" : `best after ${listOf(missing.map(bold))}`;
}

function unlockOf(learner: Learner, { lesson, state }: LessonStanding): string | null {
  if (state !== "open") return null;
  const { course, mode } = learner.content;
  const unlocked = findUnlocked(course, learner.progress, lesson.id, mode);
  const [first] = unlocked;
  if (first !== undefined) return `🔓 Completing it opens ${phaseName(first.phase)}.`;
  const next = learner.standing.lessons.find((other) => other.state === "open" && other.lesson !== lesson);
  return next === undefined ? null : `Next up: ${bold(next.lesson)}`;
}

function lessonButtons(learner: Learner, { lesson, state }: LessonStanding) {
  const enrolmentId = learner.enrolment.id;
  const lessonId = lesson.id;
  const study = { enrolmentId, lessonId };
  const started = learner.progress.started.has(lessonId);
  // A lesson that was started can be timed again, if it says how long it takes.
  const mayStart = state === "open" && (!started || lesson.duration !== null);
  return row(
    openButton(lesson),
    mayStart
      ? button(started ? "Start again" : "Start", { kind: "start", ...study }, { style: ButtonStyle.Primary })
      : null,
    state === "open" ? button("Done", { kind: "done", ...study }, { style: ButtonStyle.Success }) : null,
    button("Quiz me", { kind: "quiz", ...study }),
    state === "done" ? null : button("Remind me", { kind: "remind", ...study }),
    state === "open" ? null : button("My next lesson", { kind: "learn", enrolmentId, lessonId: null }),
  );
}

/** It is among the others: beside the title, it would squeeze it on a phone. */
function openButton({ link, kind }: Lesson): ReturnType<typeof linkButton> | null {
  return link === null ? null : linkButton(`Open the ${kind.toLowerCase()}`, link);
}

/** After Start, the first time or again. */
export function startedView(started: Started): View {
  const { learner, lesson, completed } = started;
  const study = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  if (completed) return alreadyDoneView(learner, lesson);
  return view(
    "lesson",
    text(saidOnStart(started)),
    closedNote(learner),
    row(
      openButton(lesson),
      button("Done", { kind: "done", ...study }, { style: ButtonStyle.Success }),
      button("Quiz me", { kind: "quiz", ...study }),
      button("Remind me", { kind: "remind", ...study }),
    ),
    row(...notesButtons(learner, lesson.id)),
  );
}

/** What a start did: the first one, one that set the timer again, or one while the timer was running. */
function saidOnStart({ lesson, already, startedAt, timer }: Started): string {
  const since = `You started it ${whenOf(startedAt)}.`;
  if (timer === null) {
    const said = already ? `You started ${bold(lesson)} ${whenOf(startedAt)}.` : `Enjoy ${bold(lesson)}!`;
    return `${said}\nIt has no duration, so I set no timer. Press **Done** when you have finished.`;
  }
  const ask = `I'll ask how it went ${whenOf(timer.dueAt)}, by direct message.`;
  if (timer.kind === "running") return `The timer of ${bold(lesson)} is running. ${since}\n${ask}`;
  return already ? `Timer set again for ${bold(lesson)}. ${since}\n${ask}` : `Enjoy ${bold(lesson)}!\n${ask}`;
}

export function completedView(completed: Completed): View {
  const { learner, lesson, already, phase, next } = completed;
  if (already) return alreadyDoneView(learner, lesson);
  const enrolmentId = learner.enrolment.id;
  const { standing, content } = learner;
  const headline = standing.finished
    ? `## 🎓 ${nameOf(content.course.title)}: complete!`
    : phase === null
      ? `### ✅ ${nameOf(lesson.title)}: done`
      : `## 🎉 ${phaseName(phase)}: complete!`;
  return view(
    "done",
    text(headline),
    textOf([
      standing.finished || phase !== null ? `${bold(lesson)} was the last piece.` : null,
      progressOf(standing.completedLessons, standing.lessons.length),
      next === null ? null : `Next up: ${bold(next.lesson)}${minutes(next.lesson)}`,
      standing.finished ? afterTheEnd(content) : null,
    ]),
    row(
      next === null
        ? null
        : button("Next lesson", { kind: "learn", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
      button("Quiz me on this", { kind: "quiz", enrolmentId, lessonId: lesson.id }),
      next === null ? button("Checklist", { kind: "checklist", enrolmentId, page: 0 }) : null,
    ),
  );
}

/** What is left once every lesson is done; null if that is nothing. */
function afterTheEnd({ course, questions }: ServedCourse): string | null {
  const more = course.extras.length + course.videos.length + course.checklist.length > 0;
  const said = [
    ...(more ? ["the rest of the course is in `/checklist`"] : []),
    ...(questions.length === 0 ? [] : ["`/quiz` keeps it fresh"]),
  ].join("; ");
  return said === "" ? null : `${said[0]?.toUpperCase()}${said.slice(1)}.`;
}

function minutes(lesson: Lesson): string {
  return lesson.duration === null ? "" : ` (${durationOf(lesson.duration)})`;
}

function alreadyDoneView(learner: Learner, lesson: Lesson): View {
  const enrolmentId = learner.enrolment.id;
  return view(
    "done",
    text(`✅ ${bold(lesson)} is already done. Nice work!`),
    row(
      learner.standing.finished
        ? button("Checklist", { kind: "checklist", enrolmentId, page: 0 })
        : button("My next lesson", { kind: "learn", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
      button("Quiz me on this", { kind: "quiz", enrolmentId, lessonId: lesson.id }),
    ),
  );
}

export function snoozedView(learner: Learner, lesson: Lesson, timer: Pick<Schedule, "dueAt"> | null): View {
  if (timer === null) return alreadyDoneView(learner, lesson);
  const study = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  return view(
    "lesson",
    text(`Take your time with ${bold(lesson)}. I'll ask again ${whenOf(timer.dueAt)}.`),
    row(
      button("Done", { kind: "done", ...study }, { style: ButtonStyle.Success }),
      button("Quiz me", { kind: "quiz", ...study }),
    ),
  );
}

/** `/learn` when every lesson is done. */
export function finishedView(learner: Learner): View {
  const { course, questions } = learner.content;
  const enrolmentId = learner.enrolment.id;
  const hasMore = course.extras.length + course.videos.length > 0;
  const left = [
    ...(hasMore ? ["the extras"] : []),
    ...(questions.length === 0 ? [] : ["a quiz now and then"]),
    "helping the others along",
  ];
  return view(
    "done",
    text(`## 🎓 ${nameOf(course.title)}: complete!`),
    textOf([doneOf(learner), `What is left is yours to enjoy: ${listOf(left)}.`]),
    row(
      questions.length === 0
        ? null
        : button("Quiz me", { kind: "quiz", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
      button("Checklist", { kind: "checklist", enrolmentId, page: 0 }),
      hasMore ? button("Resources", { kind: "resources", enrolmentId, page: 0 }) : null,
    ),
  );
}

/** What the lessons are worth, by their durations. Nobody knows how long the learner sat over them. */
function doneOf(learner: Learner): string {
  const { length } = learner.standing.lessons;
  const total = totalMinutes(learner);
  const worth = total === 0 ? "" : `, worth ${minutesOf(total)}`;
  return length === 1 ? `The one lesson is done${worth}.` : `All ${length} lessons are done${worth}.`;
}

function totalMinutes({ standing }: Learner): number {
  return standing.lessons.reduce((sum, { lesson }) => sum + (lesson.duration?.longest ?? 0), 0);
}
