import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { chooseOne, type Instance } from "./family.ts";

/** An option that stands for a number, which decides its order among the others. */
export type NumberOption = Omit<Option, "right"> & { value: number };

const WRONG = { fewest: 2, most: 3 } as const;

/**
 * A question with a single right number. It first draws how many of the wrong numbers are lower, as far as the mistakes
 * allow, so that the right one may be the lowest, the highest or between, and its size tells nothing. Throws a
 * RangeError if the mistakes lead to fewer than two wrong numbers.
 */
export function chooseNumber(
  random: Random,
  text: string,
  right: NumberOption,
  mistakes: readonly NumberOption[],
): Instance {
  const shuffled = random.shuffle(mistakes);
  const distinct = shuffled.filter(
    ({ value }, index) => shuffled.findIndex((other) => other.value === value) === index,
  );
  const lower = distinct.filter(({ value }) => value < right.value);
  const higher = distinct.filter(({ value }) => value > right.value);
  const draws = Array.from({ length: Math.min(lower.length, WRONG.most) + 1 }, (_, lowerCount) => [
    ...lower.slice(0, lowerCount),
    ...higher.slice(0, WRONG.most - lowerCount),
  ]);
  const wrong = random.pick(draws.filter(({ length }) => length >= WRONG.fewest));
  return chooseOne(random, text, optionOf(right), wrong.map(optionOf));
}

function optionOf({ text, explanation }: NumberOption): Omit<Option, "right"> {
  return { text, explanation };
}
