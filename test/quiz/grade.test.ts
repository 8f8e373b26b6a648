import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isComplete, isPossible, isRight, orderShown, partsOf, takesSeveral } from "../../src/quiz/grade.ts";
import type { OrderQuestion, Question } from "../../src/quiz/question.ts";
import { makeQuestion } from "../support/course.ts";

const one = makeQuestion("a", "one", 2);
const several: Question = {
  ...one,
  options: one.options.map((option, index) => ({ ...option, right: index === 0 || index === 3 })),
};
const trueOrFalse: Question = { ...one, options: one.options.slice(1, 3) };

function makeOrder(steps: number): OrderQuestion {
  return {
    id: "a/order",
    lessonId: "a",
    difficulty: "easy",
    kind: "order",
    text: "In which order?",
    steps: Array.from({ length: steps }, (_, step) => ({ text: `step ${step}`, explanation: `why ${step}` })),
  };
}
const order = makeOrder(4);

const anyChoices = fc.array(fc.integer({ min: -1, max: 6 }), { maxLength: 6 });

describe("a single right option", () => {
  it("is right alone", () => {
    expect([0, 1, 2, 3].map((index) => isRight(one, [index]))).toEqual([false, false, true, false]);
    expect(takesSeveral(one)).toBe(false);
  });

  it("cannot be answered with two", () => {
    expect(isPossible(one, [2])).toBe(true);
    expect(isPossible(one, [2, 3])).toBe(false);
  });
});

describe("several right options", () => {
  it("are right together in any order, but not with more or fewer", () => {
    expect(isRight(several, [3, 0])).toBe(true);
    for (const choices of [[0], [3], [0, 1, 3], [0, 1, 2, 3], [1, 2]]) expect(isRight(several, choices)).toBe(false);
    expect(takesSeveral(several)).toBe(true);
  });

  it("can be answered with any number except none", () => {
    expect(isPossible(several, [0, 1, 2, 3])).toBe(true);
    expect(isComplete(several, [0])).toBe(true);
    expect(isComplete(several, [])).toBe(false);
  });
});

describe("one right option among those of which several may be chosen", () => {
  const open = { ...one, several: true } as const;

  it("is right alone, and wrong with another", () => {
    expect(takesSeveral(open)).toBe(true);
    expect([[2], [2, 3], [0, 1, 2, 3]].map((choices) => isPossible(open, choices))).toEqual([true, true, true]);
    expect([[2], [2, 3], [3]].map((choices) => isRight(open, choices))).toEqual([true, false, false]);
  });
});

describe("steps", () => {
  it("are right only in their order", () => {
    expect(isRight(order, [0, 1, 2, 3])).toBe(true);
    for (const choices of [[0, 1, 2], [3, 2, 1, 0], [0, 2, 1, 3], []]) expect(isRight(order, choices)).toBe(false);
  });

  it("are a whole response once all are in order", () => {
    expect(isComplete(order, [1, 0, 3])).toBe(false);
    expect(isComplete(order, [1, 0, 3, 2])).toBe(true);
  });

  it("are never shown in their right order, however few", () => {
    for (const count of [3, 4, 5]) {
      const question = makeOrder(count);
      const shown = new Set(Array.from({ length: 500 }, (_, seed) => orderShown(question, seed).join()));
      expect(shown.has([...question.steps.keys()].join())).toBe(false);
      // Every other order occurs: 5, 23 or 119 of them.
      expect(shown.size).toBeGreaterThan(count === 5 ? 100 : count === 4 ? 22 : 4);
    }
  });
});

describe("any question", () => {
  it("is shown complete, and in the same order for the same seed", () => {
    fc.assert(
      fc.property(fc.constantFrom(one, several, trueOrFalse, order), fc.nat(), (question, seed) => {
        const shown = orderShown(question, seed);
        expect(shown.toSorted()).toEqual([...partsOf(question).keys()]);
        expect(orderShown(question, seed)).toEqual(shown);
      }),
    );
  });

  it("shows true before false, but other options in changing order", () => {
    const orders = (question: Question) =>
      new Set(Array.from({ length: 50 }, (_, seed) => `${orderShown(question, seed)}`));
    expect([...orders(trueOrFalse)]).toEqual(["0,1"]);
    expect(orders(one).size).toBeGreaterThan(10);
  });

  it("accepts no choice twice, and none that does not exist", () => {
    fc.assert(
      fc.property(fc.constantFrom(one, several, order), anyChoices, (question, choices) => {
        const known = choices.every((choice) => choice >= 0 && choice < 4);
        const most = question === one ? 1 : 4;
        const expected = known && new Set(choices).size === choices.length && choices.length <= most;
        expect(isPossible(question, choices)).toBe(expected);
      }),
    );
    expect(isPossible(one, [Number.NaN])).toBe(false);
    expect(isPossible(one, [0.5])).toBe(false);
  });
});
