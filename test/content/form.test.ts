import { describe, expect, it } from "vitest";
import { takesSeveral } from "../../src/quiz/grade.ts";
import { playByForm } from "../support/form-only.ts";
import { COURSES } from "./all-content.ts";

/**
 * How far above chance the best of the strategies may be, in standard deviations. There are about 140 of them, many of
 * them alike. If the options had no form at all, the best would be further above chance than this in about one bank of
 * fifty.
 */
const FURTHEST = 3;

/** Of the questions in which several options may be chosen, the smallest share that each number of right ones has. */
const LEAST_SHARES: readonly [number, number][] = [
  [1, 0.15],
  [2, 0.25],
  [3, 0.25],
];

describe.each(COURSES)("the written questions of $id", ({ questions }) => {
  const choices = questions.filter((question) => question.kind === "choice");

  it("are not guessed by the form of their options", () => {
    const single = choices.filter((question) => question.options.length > 2 && !takesSeveral(question));
    const [best] = playByForm(single.map(({ options }) => options));
    if (best === undefined) throw new Error("no strategy played");
    const deviation = Math.sqrt((best.chance * (1 - best.chance)) / single.length);
    const above = (best.hits - best.chance) / deviation;
    expect(above, `${best.name}: ${best.hits.toFixed(3)} beside ${best.chance.toFixed(3)}`).toBeLessThan(FURTHEST);
  });

  it("have one, two or three right options, if several may be chosen", () => {
    const several = choices.filter(takesSeveral);
    for (const [right, least] of LEAST_SHARES) {
      const count = several.filter(({ options }) => options.filter((option) => option.right).length === right).length;
      expect(count / several.length, `${count} of ${several.length} have ${right}`).toBeGreaterThanOrEqual(least);
    }
  });
});
