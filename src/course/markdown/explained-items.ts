import type { ListItem } from "mdast";
import { QUESTION_LIMITS } from "../../quiz/question.ts";
import type { Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { locationOf } from "./read-markdown.ts";
import { blockText } from "./text.ts";

/** The items of a question's list: options or steps. */
export type ItemKind = {
  name: "option" | "step";
  /** The most characters of its text. */
  limit: number;
  /** What its explanation should say; ends a sentence. */
  why: string;
};

export type ExplainedItem = { text: string; explanation: string };

/** A list's items. The quotation under each is its explanation. Missing, overlong and repeated texts are reported. */
export function readExplainedItems(items: readonly ListItem[], kind: ItemKind, report: Report): ExplainedItem[] {
  const seen = new Set<string>();
  return items.map((item) => {
    const read = readItem(item, kind, report);
    const said = read.text.toLowerCase();
    if (seen.has(said)) {
      report.add(`${kind.name}-repeated`, locationOf(item), `Another ${kind.name} says the same: change one of them.`);
    }
    seen.add(said);
    return read;
  });
}

function readItem(item: ListItem, { name, limit, why }: ItemKind, report: Report): ExplainedItem {
  const location = locationOf(item);
  const quotations = item.children.filter((child) => child.type === "blockquote");
  const text = blockText(
    item.children.filter((child) => child.type !== "blockquote"),
    report,
  );
  const explanation = blockText(quotations, report);
  if (explanation === "") {
    const form = `Below it, indented like its text, write \`> \` and ${why}.`;
    report.add("explanation-missing", location, `This ${name} has no explanation. ${form}`);
  }
  checkLength(text, limit, `This ${name}`, location, report);
  const explained = quotations[0] === undefined ? location : locationOf(quotations[0]);
  checkLength(explanation, QUESTION_LIMITS.explanation, "This explanation", explained, report);
  return { text, explanation };
}
