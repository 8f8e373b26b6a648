import { describe, expect, it } from "vitest";
import { takesSeveral } from "../../src/quiz/grade.ts";
import { type ChoiceQuestion, OPTION_COUNT, type Question } from "../../src/quiz/question.ts";
import { COURSES } from "./all-content.ts";

/**
 * How far a count may be from its mean, in standard deviations. By chance alone it would be further off to one side in
 * about one case of 40. So a count beyond that is a habit of the author, and learners could learn the habit.
 */
const FURTHEST = 2;

describe.each(COURSES)("the right option in $id", ({ questions }) => {
  const single = singleChoice(questions).map(({ options }) => ({
    chance: 1 / options.length,
    index: options.findIndex(({ right }) => right),
    isLongest: isRightLongest(options),
  }));

  it("is not the longest more often than by chance", () => {
    const { mean, deviation } = countByChance(single.map(({ chance }) => chance));
    const longest = single.filter(({ isLongest }) => isLongest).length;
    expect(longest, `${longest} of ${single.length}`).toBeLessThanOrEqual(mean + FURTHEST * deviation);
  });

  it.each(Array.from({ length: OPTION_COUNT.most }, (_, index) => index))(
    "is at index %i as often as at others",
    (index) => {
      const able = single.filter(({ chance }) => index < 1 / chance);
      const { mean, deviation } = countByChance(able.map(({ chance }) => chance));
      const count = able.filter((question) => question.index === index).length;
      expect(Math.abs(count - mean), `${count} of ${able.length}`).toBeLessThanOrEqual(FURTHEST * deviation);
    },
  );
});

/** Questions with one right option out of three or more. If there are two, true comes before false. */
function singleChoice(questions: readonly Question[]): ChoiceQuestion[] {
  return questions
    .filter((question) => question.kind === "choice")
    .filter((question) => question.options.length > 2 && !takesSeveral(question));
}

/** How often something happens in independent trials, each with its own chance. */
function countByChance(chances: readonly number[]): { mean: number; deviation: number } {
  const mean = chances.reduce((sum, chance) => sum + chance, 0);
  const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0);
  return { mean, deviation: Math.sqrt(variance) };
}

function isRightLongest(options: readonly { text: string; right: boolean }[]): boolean {
  const right = Math.max(...options.filter((option) => option.right).map(({ text }) => text.length));
  return options.every((option) => option.right || option.text.length < right);
}
