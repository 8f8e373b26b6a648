import type { Location, Report } from "./diagnostics.ts";

/** Whether the text fits. If it has more than `limit` characters, that is reported; `what` begins the sentence. */
export function checkLength(
  text: { length: number },
  limit: number,
  what: string,
  location: Location,
  report: Report,
): boolean {
  if (text.length <= limit) return true;
  report.add("text-too-long", location, `${what} has ${text.length} characters, and at most ${limit} fit: shorten it.`);
  return false;
}
