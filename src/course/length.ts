import type { Place, Report } from "./diagnostics.ts";

/** Whether the text fits; reports it when it has more than `limit` characters. `what` begins the sentence. */
export function checkLength(
  text: { length: number },
  limit: number,
  what: string,
  place: Place,
  report: Report,
): boolean {
  if (text.length <= limit) return true;
  report.add("text-too-long", place, `${what} has ${text.length} characters, and at most ${limit} fit: shorten it.`);
  return false;
}
