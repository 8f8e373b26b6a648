import { createSeededRandom } from "../../src/sandbox/seeded-random.ts";

/** What a run leaves to chance. The same seed rolls the same, though the machine's speed still plays its part. */
export type Dice = {
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
};

export function createDice(seed: number): Dice {
  const random = createSeededRandom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    between,
    chance: (probability) => random() < probability,
    pick(from) {
      const picked = from[between(0, from.length - 1)];
      if (picked === undefined) throw new RangeError("there is nothing to pick from");
      return picked;
    },
  };
}
