import { Temporal } from "temporal-polyfill";
import { resolveLocal } from "./due.ts";
import { readPhrase } from "./phrase.ts";

/**
 * `at` is the learner's wall-clock time in whole minutes, such as `2026-12-01T19:00`; `dueAt` is its instant (UTC epoch
 * ms). `fixed` is true for a wait or a time with a stated offset: the instant stays even if the learner's zone changes.
 */
export type When =
  | { kind: "at"; at: string; dueAt: number; fixed: boolean }
  | { kind: "unreadable" }
  /** The time is now or before. */
  | { kind: "past"; at: string }
  /** The learner's zone skips that date. */
  | { kind: "skipped"; at: string }
  /** More than `MAX_DAYS_AHEAD` days from now. */
  | { kind: "too-far"; at: string };

export const MAX_DAYS_AHEAD = 366;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MAX_TEXT_LENGTH = 100;

/**
 * The time that a learner means, in English or numbers: `in 20 minutes`, `19:00`, `tomorrow`, `friday 7pm`,
 * `1 Dec 19:00`, `24.12. 18:00`, `2026-12-01 19:00`. It is in their zone unless the text states a zone or an offset. A
 * time, weekday or date that is over means the next one. A date without a time means 09:00. `12/1` and `1.12.` are both
 * the first of December. Text that is only partly understood is unreadable, so that `every monday` does not become a
 * single Monday.
 */
export function readWhen(text: string, timeZone: string, now: number): When {
  if (text.length > MAX_TEXT_LENGTH) return { kind: "unreadable" };
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const phrase = readPhrase(text.trim(), local);
  if (phrase === null) return { kind: "unreadable" };
  if (phrase.kind === "wait") {
    const dueAt = now + phrase.milliseconds;
    return judge(localMinute(dueAt, timeZone), dueAt, now, true);
  }

  const { offset, everyDays } = phrase;
  let { wall } = phrase;
  let dueAt = resolveWall(wall, offset, timeZone);
  while (everyDays !== null && (dueAt === null || dueAt <= now)) {
    wall = wall.add({ days: everyDays });
    dueAt = resolveWall(wall, offset, timeZone);
  }
  if (dueAt === null) return { kind: "skipped", at: formatMinute(wall) };
  return judge(offset === null ? formatMinute(wall) : localMinute(dueAt, timeZone), dueAt, now, offset !== null);
}

function judge(at: string, dueAt: number, now: number, fixed: boolean): When {
  if (dueAt <= now) return { kind: "past", at };
  if (dueAt - now > MAX_DAYS_AHEAD * DAY) return { kind: "too-far", at };
  return { kind: "at", at, dueAt, fixed };
}

function resolveWall(wall: Temporal.PlainDateTime, offset: number | null, timeZone: string): number | null {
  if (offset === null) return resolveLocal(formatMinute(wall), timeZone);
  return wall.toZonedDateTime("UTC").epochMilliseconds - offset * MINUTE;
}

/** Rounded up, so that a reminder in 20 seconds is not set for a minute that is over. */
function localMinute(instant: number, timeZone: string): string {
  const minute = Math.ceil(instant / MINUTE) * MINUTE;
  return formatMinute(Temporal.Instant.fromEpochMilliseconds(minute).toZonedDateTimeISO(timeZone).toPlainDateTime());
}

function formatMinute(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: "minute" });
}
