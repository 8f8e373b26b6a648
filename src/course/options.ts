import type { List, ListItem } from "mdast";
import { OPTION_LETTERS, type Option, QUESTION_LIMITS } from "../quiz/question.ts";
import type { Place, Report } from "./diagnostics.ts";
import { checkLength } from "./length.ts";
import { placeOf } from "./markdown.ts";
import { blockText } from "./text.ts";

const FEWEST = 2;

/** The options of the question whose heading is at `place`; their number and the right one are checked. */
export function readOptions(lists: readonly List[], place: Place, report: Report): Option[] {
  const items = lists.flatMap((list) => list.children);
  const options = items.map((item) => readOption(item, report));
  const most = OPTION_LETTERS.length;
  if (options.length < FEWEST) {
    const form = "Write them as `- [ ] wrong` and `- [x] right`.";
    report.add("options-too-few", place, `A question needs ${FEWEST} to ${most} options. ${form}`);
  } else if (options.length > most) {
    report.add(
      "options-too-many",
      place,
      `A question has at most ${most} options, and this one has ${options.length}.`,
    );
  }
  checkRightOption(items, place, report);
  reportRepetitions(items, options, report);
  return options;
}

function readOption(item: ListItem, report: Report): Option {
  const place = placeOf(item);
  if (typeof item.checked !== "boolean") {
    report.add("option-unboxed", place, "Begin this option with `- [ ]`, or with `- [x]` if it is right.");
  }
  const quotations = item.children.filter((child) => child.type === "blockquote");
  const text = blockText(
    item.children.filter((child) => child.type !== "blockquote"),
    report,
  );
  const explanation = blockText(quotations, report);
  if (explanation === "") {
    const form = "Below it, indented by two spaces, write `> ` and why it is right or wrong.";
    report.add("explanation-missing", place, `This option has no explanation. ${form}`);
  }
  checkLength(text, QUESTION_LIMITS.option, "This option", place, report);
  const explained = quotations[0] === undefined ? place : placeOf(quotations[0]);
  checkLength(explanation, QUESTION_LIMITS.explanation, "This explanation", explained, report);
  return { text, right: item.checked === true, explanation };
}

function checkRightOption(items: readonly ListItem[], place: Place, report: Report): void {
  const [right, ...others] = items.filter((item) => item.checked === true);
  if (right === undefined && items.length > 0) {
    report.add("right-option-missing", place, "No option is marked as right: write `- [x]` before the right one.");
  }
  for (const other of others) {
    report.add("right-option-repeated", placeOf(other), "An option above is right already: exactly one may be.");
  }
}

function reportRepetitions(items: readonly ListItem[], options: readonly Option[], report: Report): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const text = options[index]?.text.toLowerCase() ?? "";
    if (seen.has(text)) {
      report.add("option-repeated", placeOf(item), "An option above says the same: change one of them.");
    }
    seen.add(text);
  }
}
