import { type Duration, DurationSchema } from "../model.ts";

const NUMBER = String.raw`(\d{1,4}(?:[.,]\d{1,2})?)`;
const HOURS = new RegExp(`^${NUMBER} ?(?:h|hrs?|hours?)$`);
const MINUTES = new RegExp(`^${NUMBER} ?(?:m|mins?|minutes?)$`);
const HOURS_AND_MINUTES = /^(\d{1,3}) ?(?:h|hrs?|hours?),?(?: and)? ?(\d{1,2}) ?(?:m|mins?|minutes?)?$/;
const CLOCK = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/;
const ISO = /^pt(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s)?$/;
const RANGE = /^(.+?) ?(?:-|–|—|\bto\b) ?(.+)$/;
const UNIT = /^[\d.,]+ ?([a-z]+)$/;

/**
 * Reads `30 minutes`, `1.5 hours`, `1h 30m`, `1-2 hours`, `~45 min`, `PT45M` and a video's `14:36`. Seconds and
 * fractions round up to whole minutes. Null for anything else, because a wrong guess would spoil somebody's evening.
 */
export function parseDuration(text: string): Duration | null {
  const trimmed = text.trim().toLowerCase().replace(/\s+/g, " ").replace(/^~ ?/, "");
  const minutes = parseMinutes(trimmed);
  if (minutes !== null) return validate(minutes, minutes);
  const range = RANGE.exec(trimmed);
  if (range === null) return null;
  const [, from = "", to = ""] = range;
  const longest = parseMinutes(to);
  const shortest = parseMinutes(from) ?? parseMinutes(`${from} ${UNIT.exec(to)?.[1] ?? ""}`);
  return shortest === null || longest === null ? null : validate(shortest, longest);
}

function validate(shortest: number, longest: number): Duration | null {
  return DurationSchema.safeParse({ shortest, longest }).data ?? null;
}

function parseMinutes(text: string): number | null {
  const iso = text === "pt" ? null : ISO.exec(text);
  if (iso !== null) return toMinutes(iso[1], iso[2], iso[3]);
  const clock = CLOCK.exec(text);
  if (clock !== null) return toMinutes(clock[1], clock[2], clock[3]);
  const both = HOURS_AND_MINUTES.exec(text);
  if (both !== null) return toMinutes(both[1], both[2]);
  const hours = HOURS.exec(text);
  if (hours !== null) return toMinutes(hours[1]);
  const minutes = MINUTES.exec(text);
  return minutes === null ? null : toMinutes("0", minutes[1]);
}

function toMinutes(hours = "0", minutes = "0", seconds = "0"): number {
  const number = (text: string) => Number(text.replace(",", "."));
  // Count in hundredths, because 1.1 hours are 66 minutes but 1.1 * 60 is a little more.
  const hundredths = Math.round(number(hours) * 6000 + number(minutes) * 100);
  return Math.ceil(hundredths / 100 + number(seconds) / 60);
}
