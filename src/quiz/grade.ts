import type { Question, Step } from "./question.ts";
import { createRandom } from "./random.ts";

/**
 * In which order a quiz shows the options or steps: places in the question as it is written, by letter. `seed` decides.
 * Two options stay as they stand (true comes before false), and steps are never shown in their right order.
 */
export function orderShown(question: Question, seed: number): number[] {
  const places = [...partsOf(question).keys()];
  if (question.kind === "choice" && places.length === 2) return places;
  const random = createRandom(seed);
  for (;;) {
    const shown = random.shuffle(places);
    if (question.kind === "choice" || !isSorted(shown)) return shown;
  }
}

/** What the letters stand for. */
export function partsOf(question: Question): readonly Step[] {
  return question.kind === "choice" ? question.options : question.steps;
}

export function hasSeveralRight(question: Question): boolean {
  return question.kind === "choice" && question.options.filter(({ right }) => right).length > 1;
}

/**
 * Choices are places (from 0) in the question as it is written: the options chosen, in any order, or the steps in the
 * order that they were put in, perhaps not all of them yet.
 */
export function isPossible(question: Question, choices: readonly number[]): boolean {
  const places = new Set(choices);
  const most = question.kind === "order" || hasSeveralRight(question) ? partsOf(question).length : 1;
  return places.size === choices.length && places.size <= most && choices.every((place) => place in partsOf(question));
}

/** Whether possible choices make an answer. */
export function isComplete(question: Question, choices: readonly number[]): boolean {
  return question.kind === "order" ? choices.length === question.steps.length : choices.length > 0;
}

/** Whether an answer is right: as a whole, where several options are. */
export function isRight(question: Question, choices: readonly number[]): boolean {
  if (question.kind === "order") return choices.length === question.steps.length && isSorted(choices);
  return question.options.every(({ right }, place) => right === choices.includes(place));
}

function isSorted(places: readonly number[]): boolean {
  return places.every((place, index) => place === index);
}
