import { escapeMarkdown, hyperlink, lazy, TimestampStyles, time } from "discord.js";
import { Temporal } from "temporal-polyfill";
import type { Alternate, Duration, Lesson, Phase } from "../../course/model.ts";
import { clip } from "../clip.ts";

/** How small things are worded, the same in every view. */

/** Anything that Discord could take for a mark. Most titles have none, and escaping takes a dozen searches. */
const MAYBE_A_MARK = /[\\`*_~|#[]|^\s*(?:[->]|\d+\.)/m;

/** Course text goes into Discord's markdown, so its own marks are escaped. */
export function plain(content: string): string {
  if (!MAYBE_A_MARK.test(content)) return content;
  const escaped = escapeMarkdown(content, { heading: true, bulletedList: true, numberedList: true, maskedLink: true });
  return escaped.replaceAll(/^(\s*)(>|-#)/gm, "$1\\$2");
}

/** The same for text that may hold fenced code blocks, which stay as they are. */
export function plainBlocks(content: string): string {
  return content
    .split(FENCED)
    .map((part) => (part.startsWith("```") ? part : plain(part)))
    .join("");
}

/** A code block as the course's parser writes it. */
const FENCED = /(^```[^\n`]*\n[\s\S]*?\n```$)/m;

/** Cuts the text. A code block that is cut in the middle is closed. */
export function clipBlocks(content: string, limit: number): string {
  if (content.length <= limit) return content;
  const close = "\n```";
  const kept = clip(content, limit - close.length);
  return kept.split("```").length % 2 === 0 ? kept + close : kept;
}

/** Characters of a title in a list or a sentence. The lesson itself shows it whole. */
export const NAME_LENGTH = 80;

export function nameOf(title: string): string {
  return plain(clip(title, NAME_LENGTH));
}

/** Characters of a member's name; Discord's own limit is 32. */
const MEMBER_NAME_LENGTH = 40;

/** What a name may not bring along: new lines, and characters that turn the direction of what follows. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** Marks piled on one letter, beyond what any script needs. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * A member's name among other words. It cannot ping, mark up or reorder them: it is set between U+2068 and U+2069, so that
 * a right-to-left name leaves the row as it is. Null is somebody whom Discord no longer shows here.
 */
export function memberName(displayName: string | null): string {
  const name = displayName?.replaceAll(CONTROLS, " ").replaceAll(PILED_MARKS, "$1").trim() ?? "";
  if (name === "") return "*someone who left*";
  return `\u2068${plain(clip(name, MEMBER_NAME_LENGTH)).replaceAll(/<(?=[@#:/a-z])/gi, "\\<")}\u2069`;
}

export function link(title: string, url: string | null): string {
  return url === null ? nameOf(title) : hyperlink(nameOf(title), `<${url}>`);
}

/** `45 minutes`, `1–2 hours`, `1 h 30 min`. */
export function durationOf(duration: Duration): string {
  const { shortest, longest } = duration;
  return shortest === longest ? minutesOf(longest) : `${minutesOf(shortest)} to ${minutesOf(longest)}`;
}

export function minutesOf(minutes: number): string {
  if (minutes < 60) return plural(minutes, "minute");
  const rest = minutes % 60;
  const hours = (minutes - rest) / 60;
  return rest === 0 ? plural(hours, "hour") : `${hours} h ${rest} min`;
}

/** `version 3`, or, if that one only brought a text back, `version 3 (the text of version 1)`. 0 is the built-in course. */
export function versionName({ version, textVersion }: { version: number; textVersion: number }): string {
  if (version === 0) return "the built-in course";
  if (textVersion === version) return `version ${version}`;
  return `version ${version} (${textVersion === 0 ? "the built-in text" : `the text of version ${textVersion}`})`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `in 30 minutes`, and the clock time, in the reader's own zone. Discord writes both. */
export function whenOf(instant: number): string {
  const seconds = Math.floor(instant / 1000);
  return `${time(seconds, TimestampStyles.RelativeTime)} (${time(seconds, TimestampStyles.ShortDateTime)})`;
}

export function momentOf(instant: number): string {
  return time(Math.floor(instant / 1000), TimestampStyles.ShortDateTime);
}

export function phaseName(phase: Phase): string {
  return `Phase ${phase.number}: ${nameOf(phase.title)}`;
}

export function bold(lesson: Lesson): string {
  return `**${nameOf(lesson.title)}**`;
}

const MAX_LISTED = 5;

/** What knows a language takes long to make, and a start needs none of it. */
const list = lazy(() => new Intl.ListFormat("en-GB"));

/** `A`, `A and B`, `A, B and C`; a long list names the first few and counts the rest. */
export function listOf(items: readonly string[]): string {
  const rest = items.length - MAX_LISTED;
  const named = rest > 1 ? [...items.slice(0, MAX_LISTED), `${rest} more`] : items;
  return list().format(named);
}

export function alternateOf(alternate: Alternate): string {
  const duration = alternate.duration === null ? "" : ` · ${durationOf(alternate.duration)}`;
  return `- ${link(alternate.title, alternate.link)}${duration}`;
}

/** `▰▰▰▱▱▱▱ 3 of 7 lessons`; at most ten blocks, so that a long course stays one line. */
export function progressOf(done: number, all: number): string {
  const blocks = Math.min(all, 10);
  const filled = all === 0 ? 0 : Math.floor((done / all) * blocks);
  return `${"▰".repeat(filled)}${"▱".repeat(blocks - filled)} ${done} of ${plural(all, "lesson")}`;
}

const dates = lazy(
  () =>
    new Intl.DateTimeFormat("en-GB", {
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    }),
);

/** A local time as its learner wrote it, `2026-12-01T19:00`, no zone: `Tue, 1 Dec 2026 at 19:00`. */
export function dateOf(local: string): string {
  const [date = "", time = ""] = local.split("T");
  return `${dates().format(new Date(`${date}T00:00Z`))} at ${time}`;
}

/** An instant by the clock of a time zone, for places where Discord shows no times of its own, such as menus. */
export function dateIn(instant: number, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return dateOf(local.toString({ smallestUnit: "minute" }));
}

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** ISO weekday: 1 is Mondays. */
export function weekdayOf(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? "";
}
