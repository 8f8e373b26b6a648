import type { List, ListItem } from "mdast";
import { OPTION_COUNT, type Option, QUESTION_LIMITS } from "../../quiz/question.ts";
import type { Location, Report } from "../diagnostics.ts";
import { type ItemKind, readExplainedItems } from "./explained-items.ts";
import { locationOf } from "./read-markdown.ts";

const OPTION: ItemKind = { name: "option", limit: QUESTION_LIMITS.option, why: "why it is right or wrong" };

/**
 * Reads a question's options. `location` is its heading. Checks their number, and that some are right and some wrong.
 */
export function readOptions(lists: readonly List[], location: Location, report: Report): Option[] {
  const items = lists.flatMap((list) => list.children);
  for (const item of items) {
    if (typeof item.checked === "boolean") continue;
    report.add("option-unboxed", locationOf(item), "Begin this option with `- [ ]`, or with `- [x]` if it is right.");
  }
  const read = readExplainedItems(items, OPTION, report);
  const options = read.map((option, index) => ({ ...option, right: items[index]?.checked === true }));
  checkCount(options.length, location, report);
  checkRight(items, location, report);
  return options;
}

function checkCount(count: number, location: Location, report: Report): void {
  const { fewest, most } = OPTION_COUNT;
  if (count < fewest) {
    const form = "Write them as `- [ ] wrong` and `- [x] right`.";
    report.add("options-too-few", location, `A question needs ${fewest} to ${most} options. ${form}`);
  } else if (count > most) {
    report.add("options-too-many", location, `A question has at most ${most} options, and this one has ${count}.`);
  }
}

function checkRight(items: readonly ListItem[], location: Location, report: Report): void {
  // Too few options are already reported.
  if (items.length < OPTION_COUNT.fewest) return;
  const right = items.filter(({ checked }) => checked === true).length;
  if (right === 0) {
    report.add("right-option-missing", location, "No option is marked as right: write `- [x]` before those that are.");
  } else if (right === items.length) {
    const message = "Every option is marked as right: leave `- [ ]` before those that are wrong.";
    report.add("wrong-option-missing", location, message);
  }
}
