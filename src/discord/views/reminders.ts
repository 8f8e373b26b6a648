import { ButtonStyle } from "discord.js";
import type { Learner } from "../../coach/learning/learner.ts";
import type { ReminderAdded, ReminderList } from "../../coach/reminders/manage-reminders.ts";
import type { Rule } from "../../reminders/rule.ts";
import { findLesson } from "../../study/standing.ts";
import { clip } from "../clip.ts";
import { MAX_SELECT_OPTIONS } from "../limits.ts";
import { button, form, row, select, text, textOf, type View, view } from "../message.ts";
import { fitLines } from "../pages.ts";
import type { Form } from "../pressables.ts";
import { dateIn, dateOf, NAME_LENGTH, nameOf, plain, plural, weekdayOf, whenOf } from "./words.ts";

/** Characters of the list of reminders. */
const LIST_TEXT = 3_000;

export function addedView({ learner, reminder, added }: ReminderAdded): View {
  const { rule, dueAt } = reminder;
  const said = added ? "I'll remind you" : "You already have that reminder:";
  const when =
    rule.kind === "weekly"
      ? `**${plain(ruleOf(learner, rule))}**.\nThe next one is ${whenOf(dueAt)}.`
      : `**${plain(ruleOf(learner, rule))}**: ${whenOf(dueAt)}.`;
  return view(
    "reminder",
    text(`⏰ ${said} ${when}`),
    textOf([closedNote(learner)]),
    text(
      `-# For ${nameOf(learner.content.course.title)}, by direct message, in ${learner.enrolment.timeZone} time. \`/join\` changes the zone.`,
    ),
  );
}

export function remindersView({ learner, reminders }: ReminderList, headline = "## Your reminders"): View {
  const enrolmentId = learner.enrolment.id;
  const closed = learner.enrolment.directMessagesClosedAt !== null;
  return view(
    "reminder",
    text(`${headline}\n-# ${nameOf(learner.content.course.title)} · ${learner.enrolment.timeZone} time`),
    text(
      reminders.length === 0
        ? "Nothing is planned for this course. `/remind weekly` makes a habit of it; **Start** on a lesson sets a timer."
        : fitLines(
            reminders.map((reminder) => `- ${plain(ruleOf(learner, reminder.rule))} · next ${whenOf(reminder.dueAt)}`),
            LIST_TEXT,
          ),
    ),
    textOf([closedNote(learner)]),
    select(
      { kind: "remove-reminders", enrolmentId },
      "Remove…",
      reminders
        .slice(0, MAX_SELECT_OPTIONS)
        .map((reminder) => ({ label: ruleOf(learner, reminder.rule), value: String(reminder.id) })),
      true,
    ),
    row(
      reminders.length > 1
        ? button("Remove all", { kind: "remove-all-reminders", enrolmentId }, { style: ButtonStyle.Danger })
        : null,
      closed ? button("Try again", { kind: "retry-messages", enrolmentId }, { style: ButtonStyle.Primary }) : null,
    ),
  );
}

export function removedView(list: ReminderList & { removed: number }): View {
  const { learner, removed, reminders } = list;
  if (reminders.length > 0) return remindersView(list, `## ${plural(removed, "reminder")} removed`);
  // A member's other courses have reminders of their own.
  const course = nameOf(learner.content.course.title);
  const said =
    removed === 0
      ? `There was nothing to switch off for ${course}.`
      : `All quiet for ${course}: ${plural(removed, "reminder")} removed.`;
  return view("reminder", text(`${said}\n-# \`/remind weekly\` sets new ones whenever you like.`));
}

/** Null while direct messages go through. */
export function closedNote({ enrolment }: Learner): string | null {
  if (enrolment.directMessagesClosedAt === null) return null;
  if (enrolment.refusal === "no-server" || enrolment.refusal === "gone")
    return "📪 Discord lets me write to you only while we share a server, so reminders wait until we do.";
  return "📪 Your direct messages are closed to me, so reminders wait until they are open again.";
}

/**
 * `Mondays at 19:00`, `Tue, 1 Dec 2026 at 19:00, for Gossip Protocol`, `the timer of Heartbeats`. No two reminders that
 * ring at different times read the same.
 */
export function ruleOf(learner: Pick<Learner, "content" | "enrolment">, rule: Rule): string {
  const titleOf = (lessonId: string) => {
    const lesson = findLesson(learner.content.course, lessonId);
    return lesson === null ? "a lesson that was removed" : clip(lesson.title, NAME_LENGTH);
  };
  switch (rule.kind) {
    case "timer":
      return `the timer of ${titleOf(rule.lessonId)}`;
    case "once":
      return `${dateOf(rule.at)}${rule.lessonId === null ? "" : `, for ${titleOf(rule.lessonId)}`}`;
    case "moment":
      return `${dateIn(rule.instant, learner.enrolment.timeZone)}${rule.lessonId === null ? "" : `, for ${titleOf(rule.lessonId)}`}`;
    case "weekly":
      return `${weekdayOf(rule.weekday)} at ${rule.time}`;
  }
}

/** The form behind **Remind me**. */
export function whenForm(enrolmentId: number, lessonId: string | null): Form {
  return form({ kind: "remind-form", enrolmentId, lessonId }, "When should I remind you?", {
    when: {
      label: "When, in your own time",
      description: "For example: tomorrow 19:00, in 2 hours, friday 8am",
      value: "tomorrow 19:00",
      minLength: 1,
      maxLength: 100,
    },
  });
}
