import type { List } from "mdast";
import { QUESTION_LIMITS, STEP_COUNT, type Step } from "../../quiz/question.ts";
import type { Location, Report } from "../diagnostics.ts";
import { type ItemKind, readExplainedItems } from "./explained-items.ts";

const STEP: ItemKind = { name: "step", limit: QUESTION_LIMITS.step, why: "why it comes where it does" };

/** Reads a question's steps, which are in their right order. `location` is its heading. Checks their number. */
export function readSteps(list: List, location: Location, report: Report): Step[] {
  const { fewest, most } = STEP_COUNT;
  const count = list.children.length;
  if (count < fewest) {
    report.add(
      "steps-too-few",
      location,
      `A question about order needs ${fewest} to ${most} steps, and this one has ${count}.`,
    );
  } else if (count > most) {
    report.add(
      "steps-too-many",
      location,
      `A question about order has at most ${most} steps, and this one has ${count}.`,
    );
  }
  return readExplainedItems(list.children, STEP, report);
}
