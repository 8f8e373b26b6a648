import { nextWeekly } from "../reminders/due.ts";
import type { Rule } from "../reminders/rule.ts";
import { ruleKey } from "../reminders/rule-key.ts";
import { readTime, readWhen } from "../reminders/when.ts";
import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";
import type { Reminder } from "./reminder-ports.ts";

/** Enough for every evening and a few one-offs; a bound keeps one member from filling the table. Timers come on top. */
const MAX_REMINDERS = 20;

export type ReminderAdded = {
  learner: Learner;
  reminder: Reminder;
  /** False when the same reminder stood already. */
  added: boolean;
};

/** `time` as the learner wrote it: `19:00`, `7pm`. `weekday`: 1 is Monday. */
export async function addWeeklyReminder(
  ports: Ports,
  input: Who & { weekday: number; time: string },
): Promise<Result<ReminderAdded>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const time = readTime(input.time);
  if (time === null) return fail({ kind: "unreadable-time", asked: input.time });
  const rule = { kind: "weekly", weekday: input.weekday, time } as const;
  const now = ports.clock.now();
  return addReminder(ports, found.value, rule, nextWeekly(rule, found.value.enrolment.timeZone, now), now);
}

/** `when` as the learner wrote it: `tomorrow 19:00`, `in 2 hours`; read in their zone. */
export async function addOnceReminder(
  ports: Ports,
  input: Who & { when: string; lessonId: string | null },
): Promise<Result<ReminderAdded>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const { timeZone } = found.value.enrolment;
  const now = ports.clock.now();
  const when = readWhen(input.when, timeZone, now);
  switch (when.kind) {
    case "at":
      return addReminder(ports, found.value, onceRule(when, input.lessonId), when.dueAt, now);
    case "unreadable":
      return fail({ kind: "unreadable-time", asked: input.when });
    case "past":
      return fail({ kind: "past-time", asked: input.when, timeZone });
    case "skipped":
      return fail({ kind: "skipped-date", asked: when.at, timeZone });
    case "too-far":
      return fail({ kind: "too-far", asked: when.at });
  }
}

function onceRule(when: { at: string; dueAt: number; fixed: boolean }, lessonId: string | null): Rule {
  return when.fixed ? { kind: "moment", instant: when.dueAt, lessonId } : { kind: "once", at: when.at, lessonId };
}

async function addReminder(
  ports: Ports,
  learner: Learner,
  rule: Rule,
  dueAt: number,
  now: number,
): Promise<Result<ReminderAdded>> {
  const others = (await ports.reminders.list(learner.enrolment.id)).filter(
    (reminder) => reminder.rule.kind !== "timer" && ruleKey(reminder.rule) !== ruleKey(rule),
  );
  if (others.length >= MAX_REMINDERS) return fail({ kind: "too-many-reminders", limit: MAX_REMINDERS });
  const { reminder, added } = await ports.reminders.add({ enrolmentId: learner.enrolment.id, rule, dueAt, now });
  return succeed({ learner, reminder, added });
}

export type ReminderList = { learner: Learner; reminders: readonly Reminder[] };

export async function listReminders(ports: Ports, who: Who): Promise<Result<ReminderList>> {
  const found = await findLearner(ports, who);
  if (!found.ok) return found;
  return succeed({ learner: found.value, reminders: await ports.reminders.list(found.value.enrolment.id) });
}

/** Removes the named reminders, or every one. */
export async function removeReminders(
  ports: Ports,
  input: Who & { reminderIds: readonly number[] | "all" },
): Promise<Result<ReminderList & { removed: number }>> {
  const found = await listReminders(ports, input);
  if (!found.ok) return found;
  const { learner, reminders } = found.value;
  const ids = input.reminderIds === "all" ? reminders.map(({ id }) => id) : input.reminderIds;
  const removed = await ports.reminders.remove(learner.enrolment.id, ids);
  return succeed({ learner, removed, reminders: await ports.reminders.list(learner.enrolment.id) });
}
