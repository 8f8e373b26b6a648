import type { List } from "mdast";
import { QUESTION_LIMITS, STEP_COUNT, type Step } from "../../quiz/question.ts";
import type { Location, Report } from "../diagnostics.ts";
import { type ItemKind, readExplainedItems } from "./explained-items.ts";

const STEP: ItemKind = { name: "step", limit: QUESTION_LIMITS.step, why: "why it has its place" };

/** The steps, in their right order, of the question whose heading is at `location`; their number is checked. */
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
