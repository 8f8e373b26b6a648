import { casual, GB, type ParsedResult } from "chrono-node/en";
import { Temporal } from "temporal-polyfill";
import { formatTime, readTime } from "./time-of-day.ts";

/** What a text says about a time, before it is resolved to an instant. */
export type Phrase =
  /** A time from now; negative means ago. */
  | { kind: "wait"; milliseconds: number }
  | {
      kind: "wall";
      wall: Temporal.PlainDateTime;
      /** Minutes east of UTC, if the text states an offset. Null means the learner's zone. */
      offset: number | null;
      /** If this time is over, the days until the next one. Null if there is no next one. */
      everyDays: number | null;
    };

/** The time for a date without one. */
const DEFAULT_TIME = "09:00";

/** chrono's tags for parts of the day, and the time of each. A morning gets the default time. */
const DAY_PARTS: readonly (readonly [tag: string, time: string])[] = [
  ["casualReference/afternoon", "15:00"],
  ["casualReference/evening", "20:00"],
  ["casualReference/tonight", "20:00"],
];

/**
 * chrono computes in this machine's time zone, and its clock changes must not affect a learner's times. No clock
 * changes at noon, which is enough for dates. Hours may lead to any time, so they are counted in a year before any
 * clock changed.
 */
const CALM_NOON = Temporal.PlainDateTime.from("1800-01-01T12:00");

/** chrono goes further, but then a year no longer has four digits. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9000;

/** Null unless the whole text is understood. `local` is the learner's wall-clock time now. */
export function readPhrase(text: string, local: Temporal.PlainDateTime): Phrase | null {
  // Some people mean a time of day by `2h`, others a wait.
  if (/^(?:\d|1[0-2])\s*h$/i.test(text)) return null;

  // Two days ago is past at every offset on Earth, so adding days from there finds the very next time.
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
  // Dates with dots put the day first everywhere. chrono only reads them so with slashes.
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

/** A date without a year means the next one. A leap day stays, if next year has none. */
function forward(date: Temporal.PlainDate, today: Temporal.PlainDate): Temporal.PlainDate {
  if (Temporal.PlainDate.compare(date, today) >= 0) return date;
  const next = date.add({ years: 1 });
  return next.day === date.day ? next : date;
}
