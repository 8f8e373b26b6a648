import { casual, GB, type ParsedResult } from "chrono-node/en";
import { Temporal } from "temporal-polyfill";
import { formatTime, readTime } from "./time-of-day.ts";

/** What a text says of a time, before it is an instant. */
export type Phrase =
  /** So long from now (negative: ago). */
  | { kind: "wait"; milliseconds: number }
  | {
      kind: "wall";
      wall: Temporal.PlainDateTime;
      /** Minutes east of UTC where the text states them; null: in the learner's zone. */
      offset: number | null;
      /** Days to the next such time, should this one be over; null: there is no other. */
      everyDays: number | null;
    };

/** For a date without a time. */
const DEFAULT_TIME = "09:00";

/** What chrono calls a part of the day, and when it is here. A morning is left to the default. */
const DAY_PARTS: readonly (readonly [tag: string, time: string])[] = [
  ["casualReference/afternoon", "15:00"],
  ["casualReference/evening", "20:00"],
  ["casualReference/tonight", "20:00"],
];

/**
 * chrono computes in the machine's own time zone, whose clock changes must not leak into a learner's. At noon no clock
 * changes: that is enough for dates. Hours may lead anywhere, so they are counted in a year before any clock changed.
 */
const CALM_NOON = Temporal.PlainDateTime.from("1800-01-01T12:00");

/** Beyond these chrono still computes, but a date has no longer four digits. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9000;

/** Null unless all of the text is understood. `local` is the learner's wall-clock time now. */
export function readPhrase(text: string, local: Temporal.PlainDateTime): Phrase | null {
  // `2h` is a time of day to some, a wait to others.
  if (/^(?:\d|1[0-2])\s*h$/i.test(text)) return null;

  // The one of two days ago is over at every offset on Earth, so that counting on by days finds the very next.
  const earlier = local.subtract({ days: 2 });
  const time = readTime(text);
  if (time !== null) return { kind: "wall", wall: earlier.withPlainTime(time), offset: null, everyDays: 1 };

  const result = parseWhole(text, local.with({ hour: 12 }));
  if (result === null) return readWait(`in ${text}`);
  if (isWait(result)) return readWait(text);

  const { start } = result;
  const offset = start.isCertain("timezoneOffset") ? start.get("timezoneOffset") : null;
  const stated = statedTime(result);
  if (!(["year", "month", "day", "weekday"] as const).some((component) => start.isCertain(component))) {
    return { kind: "wall", wall: earlier.withPlainTime(stated ?? DEFAULT_TIME), offset, everyDays: 1 };
  }

  const relative = result.tags().has("result/relativeDate");
  const isDate = relative || start.isCertain("day");
  const isWeekday = !isDate && start.isCertain("weekday");
  const found = readWall(start)?.toPlainDate();
  if (found === undefined || !(isDate || isWeekday)) return null;
  const date = isDate && !relative && !start.isCertain("year") ? forward(found, local.toPlainDate()) : found;
  return {
    kind: "wall",
    wall: date.toPlainDateTime(stated ?? (relative ? local.toPlainTime() : DEFAULT_TIME)),
    offset,
    everyDays: isWeekday && !/\b(?:last|past)\b/i.test(text) ? 7 : null,
  };
}

function readWait(text: string): Phrase | null {
  const result = parseWhole(text, CALM_NOON);
  if (result === null || !isWait(result)) return null;
  const wall = readWall(result.start);
  return wall === null ? null : { kind: "wait", milliseconds: CALM_NOON.until(wall).total("milliseconds") };
}

function isWait(result: ParsedResult): boolean {
  const tags = result.tags();
  return tags.has("result/relativeDateAndTime") || tags.has("casualReference/now");
}

function parseWhole(text: string, reference: Temporal.PlainDateTime): ParsedResult | null {
  // Dotted dates put the day first, wherever they are written; chrono reads them so with slashes only.
  const slashed = text.replace(/\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?![\d:])/, (_, day, month, year) =>
    [day, month, ...(year === undefined ? [] : [year])].join("/"),
  );
  const { year, month, day, hour } = reference;
  const [result] = (slashed === text ? casual : GB).parse(slashed, new Date(year, month - 1, day, hour));
  if (!result || result.end) return null;
  const rest = slashed.replace(result.text, "");
  return /^[\s,.]*(?:(?:at|on|by)\b)?[\s,.]*$/i.test(rest) ? result : null;
}

function statedTime(result: ParsedResult): string | null {
  const { start } = result;
  if (start.isCertain("hour")) return formatTime(start.get("hour") ?? 0, start.get("minute") ?? 0);
  return DAY_PARTS.find(([tag]) => result.tags().has(tag))?.[1] ?? null;
}

function readWall(components: ParsedResult["start"]): Temporal.PlainDateTime | null {
  const read = (component: Parameters<typeof components.get>[0]) => components.get(component) ?? 0;
  const year = read("year");
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  return new Temporal.PlainDateTime(
    year,
    read("month"),
    read("day"),
    read("hour"),
    read("minute"),
    read("second"),
    read("millisecond"),
  );
}

/** A date without a year is the next one, unless it is of a leap day. */
function forward(date: Temporal.PlainDate, today: Temporal.PlainDate): Temporal.PlainDate {
  if (Temporal.PlainDate.compare(date, today) >= 0) return date;
  const next = date.add({ years: 1 });
  return next.day === date.day ? next : date;
}
