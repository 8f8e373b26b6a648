import { ButtonStyle } from "discord.js";
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
      lesson.link === null ? "No link is set for this lesson yet; an alternate or the group may help." : null,
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
  return row(
    openButton(lesson),
    state === "open" && !started ? button("Start", { kind: "start", ...study }, { style: ButtonStyle.Primary }) : null,
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
  const { learner, lesson, already, completed, timerDueAt } = started;
  const study = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  if (completed) return alreadyDoneView(learner, lesson);
  const said = already ? `You started ${bold(lesson)} ${whenOf(started.startedAt)}.` : `Enjoy ${bold(lesson)}!`;
  const timer =
    timerDueAt === null
      ? lesson.duration === null
        ? "It has no duration, so I set no timer. Press **Done** when you have finished."
        : "Press **Done** when you have finished, or ask me to remind you."
      : `I'll ask how it went ${whenOf(timerDueAt)}, by direct message.`;
  return view(
    "lesson",
    text(`${said}\n${timer}`),
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
      lesson.nextStep === null ? null : `➡️ ${plain(lesson.nextStep)}`,
      next === null ? null : `Next up: ${bold(next.lesson)}${minutes(next.lesson)}`,
      standing.finished ? "The extras and the completion checklist are in `/checklist`; `/quiz` keeps it fresh." : null,
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
  const { course } = learner.content;
  const enrolmentId = learner.enrolment.id;
  return view(
    "done",
    text(`## 🎓 ${nameOf(course.title)}: complete!`),
    textOf([
      `All ${learner.standing.lessons.length} lessons are done: ${minutesOf(totalMinutes(learner))} of study.`,
      "What is left is yours to enjoy: the extras, a quiz now and then, and helping the others along.",
    ]),
    row(
      button("Quiz me", { kind: "quiz", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
      button("Checklist", { kind: "checklist", enrolmentId, page: 0 }),
      button("Resources", { kind: "resources", enrolmentId, page: 0 }),
    ),
  );
}

function totalMinutes({ standing }: Learner): number {
  return standing.lessons.reduce((sum, { lesson }) => sum + (lesson.duration?.longest ?? 0), 0);
}
