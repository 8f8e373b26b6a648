import { ButtonStyle } from "discord.js";
import type { Completed } from "../../coach/learning/complete-lesson.ts";
import type { Learner } from "../../coach/learning/learner.ts";
import type { Reopened } from "../../coach/learning/reopen-lesson.ts";
import type { Started } from "../../coach/learning/start-lesson.ts";
import type { Lesson } from "../../course/model.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import { findUnlocked, type LessonStanding } from "../../study/standing.ts";
import { button, line, linkButton, row, text, textOf, type View, view } from "../message.ts";
import { fitLines } from "../pages.ts";
import { partsMenu } from "./lesson-parts.ts";
import { hasOwnChecklist, hasQuestions, hasResources } from "./offers.ts";
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

/**
 * One lesson: its link and alternates, focus, minutes, and what it unlocks. `said` is news about it. The buttons follow
 * its state: there is one way on, and what is rarely needed is in the menu.
 */
export function lessonView(learner: Learner, standing: LessonStanding, said: readonly (string | null)[] = []): View {
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
  const isStarted = state === "open" && learner.progress.started.has(lesson.id);
  return view(
    state === "done" ? "done" : "lesson",
    text(heading),
    textOf([
      [
        `**${plain(lesson.kind)}**`,
        lesson.duration === null ? null : `⏱️ ${durationOf(lesson.duration)}`,
        // News of a start says so itself.
        said.length > 0 && isStarted ? null : stateOf(learner, standing),
      ]
        .filter((part) => part !== null)
        .join(" · "),
      lesson.link === null
        ? `No link is set for this lesson yet; ${alternates.length === 0 ? "" : "an alternate or "}the group may help.`
        : null,
    ]),
    textOf(alternates.length === 0 ? [] : ["**Or instead**", fitLines(alternates, ALTERNATES_TEXT)]),
    line(),
    textOf(said),
    textOf([
      unlockOf(learner, standing),
      `-# ${progressOf(learner.standing.completedLessons, learner.standing.lessons.length)}`,
    ]),
    lessonButtons(learner, standing),
    partsMenu(learner, standing),
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
  const remind = button("Remind me", { kind: "remind", ...study });
  switch (state) {
    case "open": {
      const started = learner.progress.started.has(lessonId);
      return row(
        started ? null : button("Start", { kind: "start", ...study }, { style: ButtonStyle.Primary }),
        started ? doneButton(study, ButtonStyle.Success) : null,
        openButton(lesson),
        started ? null : doneButton(study, ButtonStyle.Secondary),
        remind,
      );
    }
    case "locked":
      return row(nextButton(learner), openButton(lesson), remind);
    case "done":
      return row(nextButton(learner), openButton(lesson), button("Mark as not done", { kind: "reopen", ...study }));
  }
}

type Study = { enrolmentId: number; lessonId: string };

function doneButton(study: Study, style: ButtonStyle.Success | ButtonStyle.Secondary) {
  return button("Done", { kind: "done", ...study }, { style });
}

/** Null if no lesson is left. */
function nextButton({ enrolment, standing }: Learner, label = "My next lesson") {
  if (standing.next === null) return null;
  const to = { kind: "turn-lesson", enrolmentId: enrolment.id, lessonId: null } as const;
  return button(label, to, { style: ButtonStyle.Primary });
}

/** Null if the lesson has no questions. */
function quizButton({ enrolment, content }: Learner, lessonId: string) {
  if (!hasQuestions(content, lessonId)) return null;
  return button("Quiz me on this", { kind: "turn-quiz", enrolmentId: enrolment.id, lessonId });
}

/** Null if it would show nothing but the lessons. */
function checklistButton({ enrolment, content }: Learner) {
  return hasOwnChecklist(content)
    ? button("Checklist", { kind: "checklist", enrolmentId: enrolment.id, page: 0 })
    : null;
}

/** It is among the others: beside the title, it would squeeze it on a phone. */
function openButton({ link, kind }: Lesson): ReturnType<typeof linkButton> | null {
  return link === null ? null : linkButton(`Open the ${kind.toLowerCase()}`, link);
}

/** After Start, the first time or again: the lesson stays, with when the coach will ask. */
export function startedView(started: Started): View {
  const { learner, lesson, completed } = started;
  const standing = learner.standing.lessons.find((candidate) => candidate.lesson.id === lesson.id);
  if (completed || standing === undefined) return alreadyDoneView(learner, lesson);
  return lessonView(learner, standing, [saidOnStart(started), closedNote(learner)]);
}

/** After Undo: the lesson, as if Done had not been pressed. */
export function reopenedView({ learner, standing, timerDueAt }: Reopened): View {
  return lessonView(learner, standing, [
    `↩️ ${bold(standing.lesson)} is not done.`,
    timerDueAt === null ? null : askingAt(timerDueAt),
  ]);
}

function askingAt(dueAt: number): string {
  return `I'll ask how it went ${whenOf(dueAt)}, by direct message.`;
}

/** What a start did: the first one, one that set the timer again, or one while the timer was running. */
function saidOnStart({ lesson, already, startedAt, timer }: Started): string {
  const since = `You started it ${whenOf(startedAt)}.`;
  if (timer === null) {
    const said = already ? `You started ${bold(lesson)} ${whenOf(startedAt)}.` : `Enjoy ${bold(lesson)}!`;
    return `${said}\nIt has no duration, so I set no timer. Press **Done** when you have finished.`;
  }
  const ask = askingAt(timer.dueAt);
  if (timer.kind === "running") return `The timer of ${bold(lesson)} is running. ${since}\n${ask}`;
  return already ? `Timer set again for ${bold(lesson)}. ${since}\n${ask}` : `Enjoy ${bold(lesson)}!\n${ask}`;
}

export function completedView(completed: Completed): View {
  const { learner, lesson, already, phase, next } = completed;
  if (already) return alreadyDoneView(learner, lesson);
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
      standing.finished ? leftToDo(content) : null,
    ]),
    row(
      nextButton(learner, "Next lesson"),
      quizButton(learner, lesson.id),
      next === null ? checklistButton(learner) : null,
      undoButton(learner, lesson),
    ),
  );
}

/** Null if the course has nothing besides its lessons. */
function leftToDo(content: Learner["content"]): string | null {
  const ways = [
    hasOwnChecklist(content) ? "The extras and the completion checklist are in `/checklist`" : null,
    hasQuestions(content) ? "`/quiz` keeps it fresh" : null,
  ].filter((way) => way !== null);
  return ways.length === 0 ? null : `${ways.join("; ")}.`;
}

function undoButton({ enrolment }: Learner, lesson: Lesson) {
  return button("Undo", { kind: "reopen", enrolmentId: enrolment.id, lessonId: lesson.id });
}

function minutes(lesson: Lesson): string {
  return lesson.duration === null ? "" : ` (${durationOf(lesson.duration)})`;
}

function alreadyDoneView(learner: Learner, lesson: Lesson): View {
  return view(
    "done",
    text(`✅ ${bold(lesson)} is already done. Nice work!`),
    row(nextButton(learner) ?? checklistButton(learner), quizButton(learner, lesson.id), undoButton(learner, lesson)),
  );
}

export function snoozedView(learner: Learner, lesson: Lesson, timer: Pick<Schedule, "dueAt"> | null): View {
  if (timer === null) return alreadyDoneView(learner, lesson);
  const study = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  return view(
    "lesson",
    text(`Take your time with ${bold(lesson)}. I'll ask again ${whenOf(timer.dueAt)}.`),
    row(doneButton(study, ButtonStyle.Success), button("Show the lesson", { kind: "turn-lesson", ...study })),
  );
}

/** `/learn` when every lesson is done. */
export function finishedView(learner: Learner): View {
  const { content } = learner;
  const { course } = content;
  const enrolmentId = learner.enrolment.id;
  const pleasures = [
    ...(hasResources(content) ? ["the extras"] : []),
    ...(hasQuestions(content) ? ["a quiz now and then"] : []),
    "helping the others along",
  ];
  return view(
    "done",
    text(`## 🎓 ${nameOf(course.title)}: complete!`),
    textOf([doneOf(learner), `What is left is yours to enjoy: ${listOf(pleasures)}.`]),
    row(
      hasQuestions(content)
        ? button("Quiz me", { kind: "turn-quiz", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary })
        : null,
      checklistButton(learner),
      hasResources(content) ? button("Resources", { kind: "resources", enrolmentId, page: 0 }) : null,
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
