import { Temporal } from "temporal-polyfill";
import type { Rule, WeeklyRule } from "./rule.ts";
import type { Schedule } from "./schedule.ts";

/** After a long downtime the catch-up message names at most this many occurrences and only counts the older ones. */
export const MAX_NAMED_OCCURRENCES = 5;

/**
 * The instant (UTC epoch ms) of a wall-clock time such as `2026-12-01T19:00`. A time that a clock change skips moves
 * forward by the gap (02:30 becomes 03:30). A time that happens twice is the first one. Null if the zone never had that
 * date. Source: Temporal's disambiguation `compatible`. Throws a RangeError if the date or the zone does not exist.
 */
export function resolveLocal(at: string, timeZone: string): number | null {
  const local = Temporal.PlainDateTime.from(at);
  const date = local.toPlainDate();
  if (!date.toZonedDateTime(timeZone).toPlainDate().equals(date)) return null;
  return local.toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
}

/** The first occurrence strictly after the instant `after`. If the zone skipped that week's date, the week has none. */
export function nextWeekly(rule: WeeklyRule, timeZone: string, after: number): number {
  // Starts a day early, because a clock change at midnight can move that day's last hour past `after`.
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
  /** In order of time; only the last `MAX_NAMED_OCCURRENCES`. */
  occurrences: number[];
  /** How many older occurrences are left out. */
  omitted: number;
  /** The first occurrence after now. Null if the reminder is over. */
  next: number | null;
};

/** What is due at `now` for a reminder that fell due at `dueAt`, which is at or before `now`. */
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
 * When a waiting reminder is due after its learner moves to `timeZone`. A timer keeps its instant, and so does a weekly
 * reminder that is already due. A reminder for once is due now if its time is past in the new zone. If the new zone
 * skipped its date, it is due at the start of the next day.
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

/**
 * When a reminder that was paused is due from now on, for a learner who is back and lives in `timeZone`. Nothing that
 * passed during the pause is made up for: null if there is nothing left of it.
 */
export function resumed(rule: Rule, timeZone: string, dueAt: number, now: number): number | null {
  if (rule.kind === "weekly") return nextWeekly(rule, timeZone, now);
  const next = dueAt <= now ? now : rescheduled(rule, timeZone, dueAt, now);
  return next <= now ? null : next;
}

/** If the zone skipped the date, the start of the day after it. */
function startOfDay(at: string, timeZone: string): number {
  return Temporal.PlainDate.from(at).toZonedDateTime(timeZone).epochMilliseconds;
}
