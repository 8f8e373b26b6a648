import type { ChoiceQuestion, Option, OrderQuestion } from "../question.ts";
import { createRandom, type Random } from "../random.ts";

/** An instance of a family: a question that only lacks what its lesson's file says of it. */
export type Instance =
  | Pick<ChoiceQuestion, "kind" | "text" | "options">
  | Pick<OrderQuestion, "kind" | "text" | "steps">;

/**
 * A family of questions that a program makes: it draws the instance by chance, finds the right answer by running the
 * definition, and builds the wrong options from mistakes that have names. Pure: the same seed makes the same instance.
 */
export type Family = (random: Random) => Instance;

export function generate(family: Family, seed: number): Instance {
  return family(createRandom(seed));
}

/**
 * A single right option among wrong ones, in an order of chance. Of wrong options that say the same as another (or as
 * the right one, where a mistake happens to lead to the right answer) the first stays; `most` are shown in all. A
 * RangeError when no wrong option is left.
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
