import { ButtonStyle } from "discord.js";
import type { CourseContent } from "../../coach/courses/ports.ts";
import type { KeptReminders, Retried, Unreachable } from "../../coach/reminders/direct-messages.ts";
import type { OutgoingMessage } from "../../coach/reminders/ports.ts";
import type { Occurrence } from "../../reminders/due.ts";
import type { Rule } from "../../reminders/rule.ts";
import type { Enrolment } from "../../study/enrolment.ts";
import { findLesson, type LessonStanding, standIn } from "../../study/standing.ts";
import { clip } from "../clip.ts";
import { button, row, text, textOf, type View, view } from "../message.ts";
import { SNOOZE_MINUTES } from "./lesson.ts";
import { hasQuestions } from "./offers.ts";
import { ruleOf } from "./reminders.ts";
import { bold, durationOf, listOf, minutesOf, momentOf, nameOf, plain, plural } from "./words.ts";

/** Later than this many milliseconds, a reminder says that it is late and why. */
export const LATE_MS = 5 * 60_000;
/** The longest that a lesson may take, in minutes. */
const MAX_TIMER_MINUTES = 6_000;
/** Occurrences named in one catch-up message. */
const MAX_NAMED = 10;

type ReminderMessage = Extract<OutgoingMessage, { kind: "reminder" }>;

/** The direct message of one delivery: a timer's question, a study call, or one catch-up that names each occurrence. */
export function reminderView(message: ReminderMessage, serverName: string | null): View {
  const { occurrences, omitted, missed, content, now } = message;
  const [only] = occurrences;
  const late = occurrences.some(({ dueAt }) => now - dueAt > LATE_MS);
  const from = text(`-# ${serverName === null ? "" : `${plain(serverName)} · `}${nameOf(content.course.title)}`);
  if (only === undefined || occurrences.length + omitted + missed.length > 1 || late) return catchUpView(message, from);
  return only.rule.kind === "timer" ? timerView(message, only.rule, only.dueAt, from) : callView(message, only, from);
}

type TimerRule = Extract<Rule, { kind: "timer" }>;
type Part = ReturnType<typeof text>;

function timerView({ enrolment, content }: ReminderMessage, rule: TimerRule, dueAt: number, from: Part): View {
  const lesson = findLesson(content.course, rule.lessonId);
  const title = lesson === null ? "your lesson" : bold(lesson);
  const up = timeUpOf(Math.round((dueAt - rule.startedAt) / 60_000));
  return view("reminder", text(`⏰ ${up} How did ${title} go?`), timerButtons(enrolment, content, rule.lessonId), from);
}

/** By how long the timer itself ran: it may have been put off, or set again weeks after the lesson was started. */
function timeUpOf(minutes: number): string {
  // A timer that an earlier version put off says when the lesson was first started, which may be weeks ago.
  if (minutes < 1 || minutes > MAX_TIMER_MINUTES) return "Time is up.";
  return `${minutesOf(minutes)} ${minutes === 1 || minutes === 60 ? "is" : "are"} up.`;
}

/** The message stays a reminder until it is acted on: a quiz, or a lesson to look at, comes in a message of its own. */
function timerButtons({ id: enrolmentId }: Enrolment, content: CourseContent, lessonId: string) {
  const study = { enrolmentId, lessonId };
  if (findLesson(content.course, lessonId) === null) {
    return row(button("My next lesson", { kind: "learn", enrolmentId, lessonId: null }));
  }
  return row(
    button("Done", { kind: "done", ...study }, { style: ButtonStyle.Success }),
    button(`${SNOOZE_MINUTES} more minutes`, { kind: "snooze", ...study, minutes: SNOOZE_MINUTES }),
    hasQuestions(content, lessonId) ? button("Quiz me", { kind: "quiz", ...study }) : null,
  );
}

function callView(message: ReminderMessage, { rule }: Occurrence, from: Part): View {
  const { content, progress } = message;
  const standing = standIn(content.course, progress, content.mode);
  const asked =
    (rule.kind === "once" || rule.kind === "moment") && rule.lessonId !== null
      ? (standing.lessons.find(({ lesson }) => lesson.id === rule.lessonId) ?? null)
      : null;
  const target = asked?.state === "open" ? asked : standing.next;
  return view(
    "reminder",
    textOf([
      ["📖 It is study time.", asked === null ? null : plannedOf(asked)].filter((said) => said !== null).join(" "),
      target === null ? graduateLine(content) : `Up next: ${describe(target)}`,
    ]),
    target === null ? graduateButtons(message) : startButtons(message.enrolment, target),
    from,
  );
}

/** Why the lesson that was planned is not up next; null if it is. */
function plannedOf({ lesson, state, missing }: LessonStanding): string | null {
  switch (state) {
    case "open":
      return null;
    case "done":
      return `You planned ${bold(lesson)} for now, and it is done already.`;
    case "locked":
      return `You planned ${bold(lesson)} for now, but it opens after ${listOf(missing.map(bold))}.`;
  }
}

function graduateLine({ questions }: CourseContent): string {
  return questions.length === 0
    ? "Every lesson is done, so there is nothing left to plan for."
    : "Every lesson is done; a quick `/quiz` keeps it fresh.";
}

/** For somebody who has done every lesson: what is still of use, and the way to end the reminders. */
function graduateButtons({ enrolment: { id: enrolmentId }, content }: ReminderMessage) {
  return row(
    content.questions.length === 0
      ? null
      : button("Quiz me", { kind: "quiz", enrolmentId, lessonId: null }, { style: ButtonStyle.Primary }),
    button("Stop my reminders", { kind: "remove-all-reminders", enrolmentId }),
  );
}

function describe({ lesson }: LessonStanding): string {
  return lesson.duration === null ? bold(lesson) : `${bold(lesson)} (${durationOf(lesson.duration)})`;
}

function startButtons({ id: enrolmentId }: Enrolment, { lesson, state }: LessonStanding) {
  const study = { enrolmentId, lessonId: lesson.id };
  return row(
    state === "open" ? button("Start", { kind: "start", ...study }, { style: ButtonStyle.Primary }) : null,
    button("Show the lesson", { kind: "learn", ...study }),
  );
}

/** After downtime, or when several fell due together: one message, each named, and why it is late. */
function catchUpView(message: ReminderMessage, from: Part): View {
  const { enrolment, occurrences, omitted, missed, content, progress, now } = message;
  const late = occurrences.some(({ dueAt }) => now - dueAt > LATE_MS);
  const named = occurrences.slice(-MAX_NAMED);
  const rest = omitted + occurrences.length - named.length;
  const timer = occurrences.findLast(({ rule }) => rule.kind === "timer");
  const { next } = standIn(content.course, progress, content.mode);
  const nameIt = ({ rule, dueAt }: Occurrence) => `- ${plain(clip(ruleOf(message, rule), 120))} · ${momentOf(dueAt)}`;
  return view(
    "reminder",
    textOf([
      late ? "⏰ I could not reach you when this was due, so it comes late:" : "⏰ These are due now:",
      ...named.map(nameIt),
      rest === 0 ? null : `- and ${plural(rest, "earlier one")}`,
      ...(missed.length === 0 ? [] : ["These never reached you:", ...missed.slice(-MAX_NAMED).map(nameIt)]),
      missed.length > MAX_NAMED ? `- and ${plural(missed.length - MAX_NAMED, "earlier one")}` : null,
    ]),
    timer?.rule.kind === "timer"
      ? timerButtons(enrolment, content, timer.rule.lessonId)
      : next === null
        ? graduateButtons(message)
        : startButtons(message.enrolment, next),
    from,
  );
}

/** What a learner can do about it. */
const REMEDIES: Record<Unreachable, { says: string; remedy: string }> = {
  closed: {
    says: "📪 I could not send you a direct message: yours are closed for this server. Kept for you:",
    remedy: "Open them under *Server menu → Privacy settings → Direct messages*, then:",
  },
  "no-server": {
    says: "📪 I could not send you a direct message: you and I share no server any more. Kept for you:",
    remedy: "Once we are in a server together again:",
  },
};

/** Said after the learner's next command or press, if direct messages were refused. */
export function keptView({ learner, why, deliveries, due }: KeptReminders): View {
  const rules = [...deliveries.flatMap(({ payload }) => payload.occurrences), ...due];
  const named = rules.slice(0, MAX_NAMED);
  const enrolmentId = learner.enrolment.id;
  return view(
    "reminder",
    textOf([
      REMEDIES[why].says,
      ...named.map(({ rule, dueAt }) => `- ${plain(clip(ruleOf(learner, rule), 120))} · ${momentOf(dueAt)}`),
      rules.length > named.length ? `- and ${rules.length - named.length} more` : null,
      REMEDIES[why].remedy,
    ]),
    row(button("Try again", { kind: "retry-messages", enrolmentId }, { style: ButtonStyle.Primary })),
  );
}

export function retriedView(outcome: Retried): View {
  const said = {
    open: "📬 Your direct messages are open: what was kept is there now.",
    closed:
      "📪 Still closed. *Server menu → Privacy settings → Direct messages* opens them. Nothing is lost in the meantime.",
    "no-server":
      "📪 We still share no server, so Discord takes no message from me to you. Nothing is lost in the meantime.",
    trying: "📬 I am trying again. What was kept arrives in a moment if your direct messages are open.",
  }[outcome];
  return view("reminder", text(said));
}
