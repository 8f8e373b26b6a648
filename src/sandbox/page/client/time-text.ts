import type { TimestampStyle } from "../view.ts";

/** The page is in English, and so are its times. The browser decides which kind of English. */
const LOCALE = /^en\b/.test(navigator.language) ? navigator.language : "en-GB";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each unit with its length, and how many of it make one of the next unit. */
const UNITS: readonly [Intl.RelativeTimeFormatUnit, size: number, most: number][] = [
  ["second", SECOND, 60],
  ["minute", MINUTE, 60],
  ["hour", HOUR, 24],
  ["day", DAY, 30],
  ["month", 30 * DAY, 12],
  ["year", 365 * DAY, Number.POSITIVE_INFINITY],
];

const STYLES: Record<Exclude<TimestampStyle, "R">, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/** In the browser's zone. They are cached because they are slow to make. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function format(instant: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, options);
  formats.set(key, known);
  return known.format(instant);
}

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "always" });

/** "in 2 hours", "3 days ago". */
export function formatRelative(instant: number, now: number): string {
  const distance = instant - now;
  for (const [unit, size, most] of UNITS) {
    const count = Math.round(Math.abs(distance) / size);
    if (count < most) return relative.format(distance < 0 ? -count : count, unit);
  }
  return "";
}

export function formatTimestamp(instant: number, style: TimestampStyle, now: number): string {
  return style === "R" ? formatRelative(instant, now) : format(instant, STYLES[style]);
}

/** The local day as text, equal for two instants on the same day. */
export function dayOf(instant: number): string {
  return format(instant, { year: "numeric", month: "2-digit", day: "2-digit" });
}

/** When a message was sent, as Discord shows it next to the name. `today` comes from `dayOf`. */
export function formatMessageTime(instant: number, today: string, now: number): string {
  const time = format(instant, STYLES.t);
  const day = dayOf(instant);
  if (day === today) return `Today at ${time}`;
  if (day === dayOf(now - DAY)) return `Yesterday at ${time}`;
  return format(instant, { dateStyle: "short", timeStyle: "short" });
}
