import { Temporal } from "temporal-polyfill";
import type { Rule, WeeklyRule } from "./rule.ts";
import type { Schedule } from "./schedule.ts";

/** After a long downtime the catch-up message names this many occurrences of a reminder and counts the older ones. */
export const MAX_NAMED_OCCURRENCES = 5;

/**
 * The instant (UTC epoch ms) of a wall-clock time such as `2026-12-01T19:00`. Skipped by a clock change, it moves on by
 * as much (02:30 becomes 03:30); happening twice, it is the first. Null where the zone never had that date.
 * Source: Temporal's disambiguation `compatible`. Throws a RangeError for a date that no calendar has, or no such zone.
 */
export function resolveLocal(at: string, timeZone: string): number | null {
  const local = Temporal.PlainDateTime.from(at);
  const date = local.toPlainDate();
  if (!date.toZonedDateTime(timeZone).toPlainDate().equals(date)) return null;
  return local.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** The first occurrence strictly after the instant `after`; a week whose date the zone skipped has none. */
export function nextWeekly(rule: WeeklyRule, timeZone: string, after: number): number {
  // From the day before, since a clock change at midnight can move that day's last hour past `after`.
  const from = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate().subtract({
    days: 1,
  });
  let date = from.add({ days: (rule.weekday - from.dayOfWeek + 7) % 7 });
  let occurrence = resolveLocal(`${date}T${rule.time}`, timeZone);
  while (occurrence === null || occurrence <= after) {
    date = date.add({ weeks: 1 });
    occurrence = resolveLocal(`${date}T${rule.time}`, timeZone);
  }
  return occurrence;
}

export type DueTimes = {
  /** In order of time, the last `MAX_NAMED_OCCURRENCES` at most. */
  occurrences: number[];
  /** How many older ones are not among them. */
  omitted: number;
  /** The first occurrence after now; null ends the reminder. */
  next: number | null;
};

/** What is due at `now` of a reminder that fell due at `dueAt` (at or before `now`). */
export function takeDue(rule: Rule, timeZone: string, dueAt: number, now: number): DueTimes {
  if (rule.kind !== "weekly") return { occurrences: [dueAt], omitted: 0, next: null };
  const occurrences: number[] = [];
  let omitted = 0;
  let next = dueAt;
  while (next <= now) {
    occurrences.push(next);
    if (occurrences.length > MAX_NAMED_OCCURRENCES) {
      occurrences.shift();
      omitted += 1;
    }
    next = nextWeekly(rule, timeZone, next);
  }
  return { occurrences, omitted, next };
}

export type Occurrence = { scheduleId: number; dueAt: number; rule: Rule };

export type Taken = {
  occurrences: readonly Occurrence[];
  /** Older occurrences that are counted, not named. */
  omitted: number;
  /** When each schedule is due next; null ends it. */
  next: readonly { scheduleId: number; dueAt: number | null }[];
};

/** What is due at `now` of schedules that one message is to cover, each due at or before `now`. */
export function takeAllDue(schedules: readonly Schedule[], timeZone: string, now: number): Taken {
  const taken = schedules.map((schedule) => ({
    schedule,
    ...takeDue(schedule.rule, timeZone, schedule.dueAt, now),
  }));
  return {
    occurrences: taken
      .flatMap(({ schedule, occurrences }) =>
        occurrences.map((dueAt) => ({ scheduleId: schedule.id, dueAt, rule: schedule.rule })),
      )
      .sort((a, b) => a.dueAt - b.dueAt || a.scheduleId - b.scheduleId),
    omitted: taken.reduce((sum, { omitted }) => sum + omitted, 0),
    next: taken.map(({ schedule, next }) => ({ scheduleId: schedule.id, dueAt: next })),
  };
}

/**
 * When a reminder not yet delivered is due once its learner lives in `timeZone`. A timer keeps its instant, and a weekly
 * reminder that is due already keeps it too. A once-time that is past in the new zone is due now; where the zone skipped
 * its date it is due as the next day begins.
 */
export function rescheduled(rule: Rule, timeZone: string, dueAt: number, now: number): number {
  switch (rule.kind) {
    case "timer":
    case "moment":
      return dueAt;
    case "weekly":
      return dueAt <= now ? dueAt : nextWeekly(rule, timeZone, now);
    case "once":
      return Math.max(now, resolveLocal(rule.at, timeZone) ?? startOfDay(rule.at, timeZone));
  }
}

/** Of a skipped date, that is the start of the day after it. */
function startOfDay(at: string, timeZone: string): number {
  return Temporal.PlainDate.from(at).toZonedDateTime(timeZone).epochMilliseconds;
}
