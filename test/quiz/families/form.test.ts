import { expect, it } from "vitest";
import { FAMILIES } from "../../../src/quiz/families/families.ts";
import { generate } from "../../../src/quiz/families/family.ts";
import { FAMILY_NAMES } from "../../../src/quiz/families/names.ts";
import { playByForm } from "../../support/form-only.ts";

const SEEDS = 5_000;
/** How far above chance a strategy may be that never reads the question, as a share of the questions. */
const MOST_ABOVE_CHANCE = 0.08;

it.each(FAMILY_NAMES)("nobody who only looks at the form of the options guesses %s", (name) => {
  const questions = Array.from({ length: SEEDS }, (_, seed) => {
    const instance = generate(FAMILIES[name], seed);
    if (instance.kind !== "choice") throw new TypeError(`${name} has no options`);
    return instance.options;
  });
  expect(new Set(questions.map(({ length }) => length)).size, "as many options whatever the key").toBe(1);
  const [best] = playByForm(questions);
  if (best === undefined) throw new Error("no strategy played");
  expect(
    best.hits - best.chance,
    `${best.name}: ${best.hits.toFixed(3)} beside ${best.chance.toFixed(3)}`,
  ).toBeLessThan(MOST_ABOVE_CHANCE);
});
