import type { Question, Step } from "./question.ts";
import { createRandom } from "./random.ts";

/**
 * The order in which a quiz shows the options or steps, as indices into the question as it is written. `seed` decides.
 * Two options keep their order (true comes before false). Steps are never shown in their right order.
 */
export function orderShown(question: Question, seed: number): number[] {
  const indices = [...partsOf(question).keys()];
  if (question.kind === "choice" && indices.length === 2) return indices;
  const random = createRandom(seed);
  for (;;) {
    const shown = random.shuffle(indices);
    if (question.kind === "choice" || !isSorted(shown)) return shown;
  }
}

/** The options or steps, which are shown with letters. */
export function partsOf(question: Question): readonly Step[] {
  return question.kind === "choice" ? question.options : question.steps;
}

/** Whether any number of options may be chosen. */
export function takesSeveral(question: Question): boolean {
  if (question.kind !== "choice") return false;
  return question.several === true || question.options.filter(({ right }) => right).length > 1;
}

/**
 * Choices are indices (from 0) into the question as it is written: the chosen options in any order, or the steps in the
 * order that the learner put them in, perhaps not all of them yet.
 */
export function isPossible(question: Question, choices: readonly number[]): boolean {
  const distinct = new Set(choices);
  const most = question.kind === "order" || takesSeveral(question) ? partsOf(question).length : 1;
  return (
    distinct.size === choices.length && distinct.size <= most && choices.every((index) => index in partsOf(question))
  );
}

/** Whether possible choices make a whole response. */
export function isComplete(question: Question, choices: readonly number[]): boolean {
  return question.kind === "order" ? choices.length === question.steps.length : choices.length > 0;
}

/** Whether a response is right. A choice must have every option that is right, and no other. */
export function isRight(question: Question, choices: readonly number[]): boolean {
  if (question.kind === "order") return choices.length === question.steps.length && isSorted(choices);
  return question.options.every(({ right }, index) => right === choices.includes(index));
}

function isSorted(indices: readonly number[]): boolean {
  return indices.every((index, position) => index === position);
}
