import type { List, ListItem, Paragraph } from "mdast";
import type { Location, Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { type Lesson, LIMITS } from "../model.ts";
import { readAlternates } from "./alternates.ts";
import { FIELD_NAMES, type Field, type FieldName, readFields } from "./fields.ts";
import { readLinkLine } from "./link-line.ts";
import { locationOf } from "./read-markdown.ts";
import { inlineText, reportIgnored } from "./text.ts";
import { isPlaceholder, readDuration, readValue } from "./values.ts";
import { toLine } from "./words.ts";

/** A text from the document and its location. */
export type Stated = { text: string; location: Location };

/** A lesson whose id and dependencies are not resolved yet. */
export type LessonDraft = Omit<Lesson, "id" | "dependencies"> & {
  location: Location;
  id: Stated | null;
  dependsOn: Stated | null;
};

/** In characters; enough for about ten titles. */
const LONGEST_DEPENDENCIES = 1500;
const LONGEST_SHORT_VALUE = 100;

/**
 * Reads an item of a phase's list. `more` are lists that belong to it but are not indented enough to be inside it.
 * If its first line cannot be read, that is reported and the result is null.
 */
export function readLesson(item: ListItem, more: readonly List[], report: Report): LessonDraft | null {
  const [paragraph, ...rest] = item.children;
  const lists = [...rest.filter((block) => block.type === "list"), ...more];
  for (const block of rest) if (block.type !== "list") reportIgnored(block, report);
  const fields = readFields(lists, FIELD_NAMES, report);
  const location = locationOf(paragraph ?? item);
  const line = paragraph?.type === "paragraph" ? readLessonLine(paragraph, report) : null;
  if (line === null) {
    const hint = "Sub-bullets are indented by three spaces.";
    report.add("lesson-line", location, `Write a lesson like \`1. **Title** — [Article](https://…)\`. ${hint}`);
    return null;
  }
  const value = (name: FieldName, limit: number) => readStated(fields, name, limit, report);
  const duration = value("Duration", LONGEST_SHORT_VALUE);
  return {
    ...line,
    location,
    duration: duration === null ? null : readDuration(duration.text, duration.location, report),
    focus: value("Focus", LIMITS.focus)?.text ?? null,
    nextStep: value("Next step", LIMITS.nextStep)?.text ?? null,
    id: value("Id", LONGEST_SHORT_VALUE),
    dependsOn: value("Dependencies", LONGEST_DEPENDENCIES),
    alternates: readAlternates(fields, report),
  };
}

function readStated(fields: readonly Field[], name: FieldName, limit: number, report: Report): Stated | null {
  const field = fields.find((each) => each.name === name);
  const text = field === undefined ? null : readValue(field, limit, report);
  return field === undefined || text === null ? null : { text, location: field.location };
}

const DASH = /^\s+[—–-]\s+/;

/** `**Title** — [Kind](https://…)`, or only `[Kind]` as long as there is no link. Null for anything else. */
function readLessonLine(paragraph: Paragraph, report: Report): Pick<Lesson, "title" | "kind" | "link"> | null {
  const [strong, ...others] = paragraph.children;
  if (strong?.type !== "strong" || strong.children.some((child) => child.type === "link")) return null;
  const title = toLine(inlineText(strong.children, report));
  const { before, link, after } = readLinkLine(others, report);
  const open = toLine(before.replace(DASH, ""));
  const kind = link?.title ?? (isPlaceholder(open) ? toLine(open.slice(1, -1)) : "");
  if (title === "" || kind === "" || !DASH.test(before) || toLine(after) !== "") return null;
  if (link !== null && open !== "") return null;
  checkLength(title, LIMITS.title, "This title", locationOf(strong), report);
  checkLength(kind, LIMITS.kind, "This kind", locationOf(paragraph), report);
  if (link === null) {
    report.add("link-missing", locationOf(paragraph), `“${title}” has no link yet: write \`[${kind}](https://…)\`.`);
  }
  return { title, kind, link: link?.url ?? null };
}
