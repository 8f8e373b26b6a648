import { FAMILIES } from "../../../src/quiz/families/families.ts";
import { generate, type Instance } from "../../../src/quiz/families/family.ts";
import type { FamilyName } from "../../../src/quiz/families/names.ts";

export const SEEDS = 10_000;

/** The instances of the first 10,000 seeds, each with its seed. */
export function* instancesOf(name: FamilyName): Generator<{ seed: number; instance: Instance }> {
  for (let seed = 0; seed < SEEDS; seed += 1) yield { seed, instance: generate(FAMILIES[name], seed) };
}

/** The texts of the right options, in order. */
export function rightTexts(instance: Instance): string[] {
  if (instance.kind !== "choice") throw new TypeError("a question about order has no options");
  return instance.options.filter(({ right }) => right).map(({ text }) => text);
}
