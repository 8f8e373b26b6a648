import type { ChoiceQuestion, Option, OrderQuestion } from "../question.ts";
import { createRandom, type Random } from "../random.ts";

/** An instance of a family: a question without its id, lesson and difficulty, which come from the lesson's file. */
export type Instance =
  | Pick<ChoiceQuestion, "kind" | "text" | "options">
  | Pick<OrderQuestion, "kind" | "text" | "steps">;

/**
 * A family of questions that are generated. It draws an instance at random, finds the right answer by running the
 * definition, and builds the wrong options from common mistakes. It is pure: the same seed gives the same instance.
 */
export type Family = (random: Random) => Instance;

export function generate(family: Family, seed: number): Instance {
  return family(createRandom(seed));
}

/**
 * A question with a single right option, in random order. A wrong option is dropped if it says the same as the right
 * one or as an earlier wrong one. At most `most` options are shown. Throws a RangeError if no wrong option is left.
 */
export function chooseOne(
  random: Random,
  text: string,
  right: Omit<Option, "right">,
  mistakes: readonly Omit<Option, "right">[],
  most = 4,
): Instance {
  const wrong = new Map<string, Option>();
  for (const mistake of mistakes) {
    if (mistake.text !== right.text && !wrong.has(mistake.text)) wrong.set(mistake.text, { ...mistake, right: false });
  }
  if (wrong.size === 0) throw new RangeError("every mistake leads to the right answer here");
  const options = random.shuffle([{ ...right, right: true }, ...[...wrong.values()].slice(0, most - 1)]);
  return { kind: "choice", text, options };
}
