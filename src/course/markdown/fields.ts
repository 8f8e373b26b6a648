import type { List, ListItem, Paragraph } from "mdast";
import type { Location, Report } from "../diagnostics.ts";
import { suggest } from "../nearest.ts";
import { locationOf } from "./read-markdown.ts";
import { reportIgnored } from "./text.ts";
import { peekText } from "./words.ts";

/** The sub-bullets that a resource may have. */
export const FIELD_NAMES = ["Duration", "Focus", "Next step", "Dependencies", "Id", "Alternate"] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** `- Name: value` */
export type Field = { name: FieldName; paragraph: Paragraph; location: Location };

const LABEL = /^\s*([^:\n]{1,40}?)\s*:/;

/** The text before the item's colon, or null. */
function peekLabel(item: ListItem): string | null {
  const [first] = item.children;
  return first?.type === "paragraph" ? (LABEL.exec(peekText(first.children))?.[1] ?? null) : null;
}

function findName(label: string | null, allowed: readonly FieldName[]): FieldName | null {
  return allowed.find((name) => name.toLowerCase() === label?.toLowerCase()) ?? null;
}

/** Whether the labels show that these bullets are sub-bullets, however they are indented. */
export function isFieldList(list: List): boolean {
  return list.ordered !== true && list.children.some((item) => findName(peekLabel(item), FIELD_NAMES) !== null);
}

/** The allowed sub-bullets in `lists`. Each name counts once, except Alternate. The rest is reported. */
export function readFields(lists: readonly List[], allowed: readonly FieldName[], report: Report): Field[] {
  const fields: Field[] = [];
  for (const item of lists.flatMap((list) => list.children)) {
    const [paragraph, ...rest] = item.children;
    const label = peekLabel(item);
    const name = findName(label, allowed);
    if (paragraph?.type !== "paragraph" || name === null) {
      const known = allowed.map((each) => `\`${each}:\``).join(", ");
      const message = `This line is left out.${suggest(label ?? "", allowed)} The lines known here begin with ${known}.`;
      report.add("field-unknown", locationOf(paragraph ?? item), message);
      continue;
    }
    const location = locationOf(paragraph);
    for (const block of rest) reportIgnored(block, report);
    if (name !== "Alternate" && fields.some((field) => field.name === name)) {
      report.add("field-repeated", location, `There is a line \`${name}:\` already: keep one of them.`);
    } else {
      fields.push({ name, paragraph, location });
    }
  }
  return fields;
}
