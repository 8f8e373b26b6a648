import type { Location, Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import type { Duration } from "../model.ts";
import { parseDuration } from "./duration.ts";
import type { Field } from "./fields.ts";
import { inlineText } from "./text.ts";
import { toLine } from "./words.ts";

const PLACEHOLDER = /^\[[^[\]]*\]$/;

/** Whether the author has not filled this in yet, as in `[Duration]`. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

export function reportPlaceholder(text: string, location: Location, report: Report): void {
  report.add("placeholder", location, `“${text}” is still a placeholder and counts as missing: fill it in.`);
}

/**
 * The text after the field's colon. If it is empty, a placeholder or too long, that is reported and the result is null.
 */
export function readValue(field: Field, limit: number, report: Report): string | null {
  const line = toLine(inlineText(field.paragraph.children, report));
  const value = line.slice(line.indexOf(":") + 1).trim();
  if (value === "") {
    report.add(
      "field-empty",
      field.location,
      `\`${field.name}:\` is empty: write something after it or remove the line.`,
    );
    return null;
  }
  if (isPlaceholder(value)) {
    reportPlaceholder(value, field.location, report);
    return null;
  }
  return checkLength(value, limit, `\`${field.name}:\``, field.location, report) ? value : null;
}

/** If the text is a placeholder or not a duration, that is reported and the result is null. */
export function readDuration(text: string, location: Location, report: Report): Duration | null {
  if (isPlaceholder(text)) {
    reportPlaceholder(text, location, report);
    return null;
  }
  const duration = parseDuration(text);
  if (duration === null) {
    const forms = "Write it like `30 minutes`, `1.5 hours`, `1-2 hours` or `14:36`, from 1 minute to 100 hours.";
    report.add("duration-unreadable", location, `“${text}” is not a duration. ${forms}`);
  }
  return duration;
}
