import type { Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { type Alternate, LIMITS } from "../model.ts";
import type { Field } from "./fields.ts";
import { readLinkLine } from "./link-line.ts";
import { isPlaceholder, readDuration, reportPlaceholder } from "./values.ts";
import { toLine } from "./words.ts";

const LABEL = /^Alternate ?:\s*/i;
const PARENTHESES = /^(?:\((.*)\))?$/;

export function readAlternates(fields: readonly Field[], report: Report): Alternate[] {
  return fields
    .filter((field) => field.name === "Alternate")
    .map((field) => readAlternate(field, report))
    .filter((alternate) => alternate !== null);
}

/** `Alternate: [Title](https://…) (20 minutes)`; the minutes may be missing. */
function readAlternate({ paragraph, location }: Field, report: Report): Alternate | null {
  const { before, link, after } = readLinkLine(paragraph.children, report);
  const value = toLine(before).replace(LABEL, "");
  if (link === null && isPlaceholder(value)) {
    reportPlaceholder(value, location, report);
    return null;
  }
  const ending = PARENTHESES.exec(toLine(after));
  if (link === null || link.title === "" || value !== "" || ending === null) {
    report.add("alternate-line", location, "Write it like `- Alternate: [Title](https://…) (20 minutes)`.");
    return null;
  }
  checkLength(link.title, LIMITS.title, "This title", location, report);
  const minutes = ending[1];
  const duration = minutes === undefined ? null : readDuration(minutes, location, report);
  return link.url === null ? null : { title: link.title, link: link.url, duration };
}
