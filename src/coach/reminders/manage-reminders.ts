import { nextWeekly } from "../../reminders/due.ts";
import type { Rule } from "../../reminders/rule.ts";
import { addReminder, MAX_REMINDERS, type Schedule } from "../../reminders/schedule.ts";
import { readTime } from "../../reminders/time-of-day.ts";
import { type DecidedLearner, decideForLearner } from "../learning/decide.ts";
import { findLearner } from "../learning/find-learner.ts";
import { type Learner, toLearner, type Who } from "../learning/learner.ts";
import type { LearnerChange, LearningPorts } from "../learning/ports.ts";
import { type Decision, keepAll } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";

export type ReminderAdded = {
  learner: Learner;
  reminder: Pick<Schedule, "rule" | "dueAt">;
  /** False if the learner had the same reminder already. */
  added: boolean;
};

/** `time` is what the learner typed: `19:00`, `7pm`. `weekday`: 1 is Monday. */
export async function addWeeklyReminder(
  ports: LearningPorts,
  input: Who & { weekday: number; time: string },
): Promise<Result<ReminderAdded>> {
  return decideForLearner<ReminderAdded>(ports, input, (learner) => {
    const time = readTime(input.time);
    if (time === null) return keepAll(fail({ kind: "unreadable-time", asked: input.time }));
    const rule = { kind: "weekly", weekday: input.weekday, time } as const;
    const now = ports.clock.now();
    return add(learner, rule, nextWeekly(rule, learner.enrolment.timeZone, now), now);
  });
}

/** `when` is what the learner typed: `tomorrow 19:00`, `in 2 hours`. It is read in their time zone. */
export async function addOnceReminder(
  ports: LearningPorts,
  input: Who & { when: string; lessonId: string | null },
): Promise<Result<ReminderAdded>> {
  // What reads dates in English is large, so it is loaded when it is first needed.
  const { readWhen } = await import("../../reminders/when.ts");
  return decideForLearner<ReminderAdded>(ports, input, (learner) => {
    const { timeZone } = learner.enrolment;
    const now = ports.clock.now();
    const when = readWhen(input.when, timeZone, now);
    switch (when.kind) {
      case "at":
        return add(learner, onceRule(when, input.lessonId), when.dueAt, now);
      case "unreadable":
        return keepAll(fail({ kind: "unreadable-time", asked: input.when }));
      case "past":
        return keepAll(fail({ kind: "past-time", asked: input.when, timeZone }));
      case "skipped":
        return keepAll(fail({ kind: "skipped-date", asked: when.at, timeZone }));
      case "too-far":
        return keepAll(fail({ kind: "too-far", asked: when.at }));
    }
  });
}

function onceRule(when: { at: string; dueAt: number; fixed: boolean }, lessonId: string | null): Rule {
  return when.fixed ? { kind: "moment", instant: when.dueAt, lessonId } : { kind: "once", at: when.at, lessonId };
}

function add(
  learner: DecidedLearner,
  rule: Rule,
  dueAt: number,
  now: number,
): Decision<Result<ReminderAdded>, LearnerChange> {
  const adding = addReminder(learner.schedules, { rule, dueAt, now });
  const shown = toLearner(learner, learner.content);
  switch (adding.kind) {
    case "full":
      return keepAll(fail({ kind: "too-many-reminders", limit: MAX_REMINDERS }));
    case "already":
      return keepAll(succeed({ learner: shown, reminder: adding.schedule, added: false }));
    case "added":
      return { value: succeed({ learner: shown, reminder: { rule, dueAt }, added: true }), changes: adding.changes };
  }
}

/** In order of `dueAt`. */
export type ReminderList = { learner: Learner; reminders: readonly Schedule[] };

export async function listReminders(ports: LearningPorts, who: Who): Promise<Result<ReminderList>> {
  const found = await findLearner(ports, who);
  if (!found.ok) return found;
  return succeed({ learner: found.value, reminders: await ports.learners.schedules(found.value.enrolment.id) });
}

/** Removes these reminders, or all. Skips ids that are not the learner's or no longer exist. */
export async function removeReminders(
  ports: LearningPorts,
  input: Who & { reminderIds: readonly number[] | "all" },
): Promise<Result<ReminderList & { removed: number }>> {
  const { reminderIds } = input;
  return decideForLearner(ports, input, (learner) => {
    const isMeant = ({ id }: Schedule) => reminderIds === "all" || reminderIds.includes(id);
    const removed = learner.schedules.filter(isMeant);
    return {
      value: succeed({
        learner: toLearner(learner, learner.content),
        removed: removed.length,
        reminders: learner.schedules.filter((schedule) => !isMeant(schedule)),
      }),
      changes: removed.map(({ id }) => ({ kind: "unschedule", scheduleId: id })),
    };
  });
}
