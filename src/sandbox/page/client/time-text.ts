import type { TimestampStyle } from "../view.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
];

const STYLES: Record<Exclude<TimestampStyle, "R">, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

/** The viewer's words for a style, in the browser's zone; made once, for they are slow to make. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function format(instant: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(undefined, options);
  formats.set(key, known);
  return known.format(instant);
}

/** "in 2 hours", "3 days ago". */
export function formatRelative(instant: number, now: number): string {
  const distance = instant - now;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(distance) >= size) ?? ["second", SECOND];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "always" }).format(Math.round(distance / size), unit);
}

export function formatTimestamp(instant: number, style: TimestampStyle, now: number): string {
  return style === "R" ? formatRelative(instant, now) : format(instant, STYLES[style]);
}

/** The local day, as a word that two instants of one day share. */
export function dayOf(instant: number): string {
  return format(instant, { year: "numeric", month: "2-digit", day: "2-digit" });
}

/** When a message was sent, as Discord puts it beside the name. `today` is a day as `dayOf` names it. */
export function formatMessageTime(instant: number, today: string, now: number): string {
  const time = format(instant, STYLES.t);
  const day = dayOf(instant);
  if (day === today) return `Today at ${time}`;
  if (day === dayOf(now - DAY)) return `Yesterday at ${time}`;
  return format(instant, { dateStyle: "short", timeStyle: "short" });
}
