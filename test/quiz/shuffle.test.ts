import { expect, it } from "vitest";
import { shuffle } from "../../src/quiz/shuffle.ts";

it("gives every order about as often", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed += 1) {
    const order = shuffle(["a", "b", "c"], seed).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
  for (const count of counts.values()) {
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1100);
  }
});

it("leaves what it was given as it was", () => {
  const items = [1, 2, 3, 4, 5];
  expect(shuffle(items, 1)).not.toBe(items);
  expect(items).toEqual([1, 2, 3, 4, 5]);
});
