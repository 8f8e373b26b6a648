import { expect, it } from "vitest";
import { createRandom } from "../../src/quiz/random.ts";

it("gives every order about equally often", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed += 1) {
    const order = createRandom(seed).shuffle(["a", "b", "c"]).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
  for (const count of counts.values()) {
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1100);
  }
});

it("does not change its input", () => {
  const items = [1, 2, 3, 4, 5];
  expect(createRandom(1).shuffle(items)).not.toBe(items);
  expect(items).toEqual([1, 2, 3, 4, 5]);
});

it("draws whole numbers including both ends, and nothing beyond", () => {
  const random = createRandom(3);
  const drawn = new Set(Array.from({ length: 300 }, () => random.integer(-1, 2)));
  expect([...drawn].toSorted((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
});

it("draws the same from the same seed, and something else from another seed", () => {
  const draw = (seed: number) => Array.from({ length: 8 }, createRandom(seed).next);
  expect(draw(12)).toEqual(draw(12));
  expect(draw(12)).not.toEqual(draw(13));
});

it("refuses to pick from nothing", () => {
  expect(() => createRandom(1).pick([])).toThrow(RangeError);
});
