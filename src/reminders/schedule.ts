import type { Rule } from "./rule.ts";
import { ruleKey, timerKey } from "./rule-key.ts";

/** A rule with its next due time. Instants are UTC epoch milliseconds. */
export type Schedule = {
  id: number;
  rule: Rule;
  /** The next occurrence. */
  dueAt: number;
  createdAt: number;
};

export type ScheduleChange =
  /** Sets it, or moves the one that is the same by `ruleKey`. */
  | { kind: "schedule"; rule: Rule; dueAt: number; createdAt: number }
  | { kind: "reschedule"; scheduleId: number; dueAt: number }
  | { kind: "unschedule"; scheduleId: number };

/** Enough for every evening and a few one-offs; a bound keeps one member from filling the table. Timers come on top. */
export const MAX_REMINDERS = 20;

export type Adding =
  | { kind: "added"; changes: ScheduleChange[] }
  /** The learner has this reminder already. */
  | { kind: "already"; schedule: Schedule }
  | { kind: "full" };

/** Adds a reminder to those of one learner; identical rules are kept once. */
export function addReminder(
  schedules: readonly Schedule[],
  { rule, dueAt, now }: { rule: Rule; dueAt: number; now: number },
): Adding {
  const key = ruleKey(rule);
  const same = schedules.find((schedule) => ruleKey(schedule.rule) === key);
  if (same !== undefined) return { kind: "already", schedule: same };
  if (schedules.filter((schedule) => schedule.rule.kind !== "timer").length >= MAX_REMINDERS) return { kind: "full" };
  return { kind: "added", changes: [{ kind: "schedule", rule, dueAt, createdAt: now }] };
}

/** The timer of a lesson; there is at most one. */
export function findTimer(schedules: readonly Schedule[], lessonId: string): Schedule | null {
  const key = timerKey(lessonId);
  return schedules.find(({ rule }) => ruleKey(rule) === key) ?? null;
}

/** Ends the timers of lessons that are done. */
export function endTimers(schedules: readonly Schedule[], lessonIds: readonly string[]): ScheduleChange[] {
  return lessonIds.flatMap((lessonId) => {
    const timer = findTimer(schedules, lessonId);
    return timer === null ? [] : [{ kind: "unschedule", scheduleId: timer.id } as const];
  });
}
