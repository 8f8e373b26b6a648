import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** Compares the causal histories: entry i of a clock with value n stands for the first n events of process i. */
function historyOf(clock: readonly number[]): Set<string> {
  return new Set(clock.flatMap((count, process) => Array.from({ length: count }, (_, event) => `${process}/${event}`)));
}

it("agrees with the events that each clock stands for", () => {
  const relations = new Map<string, number>();
  let differingButOrdered = 0;
  let concurrentOfUnequalSums = 0;
  for (const { seed, instance } of instancesOf("vector-clock-comparison")) {
    const [e, f] = [...instance.text.matchAll(/\[([\d, ]+)\]/g)].map(([, list]) =>
      historyOf((list ?? "").split(", ").map(Number)),
    );
    if (e === undefined || f === undefined) throw new Error(`no two clocks in: ${instance.text}`);
    const expected =
      e.isSubsetOf(f) && f.isSubsetOf(e)
        ? "E and F are the same event"
        : e.isSubsetOf(f)
          ? "E happened before F"
          : f.isSubsetOf(e)
            ? "F happened before E"
            : "E and F are concurrent";
    expect(rightTexts(instance), `seed ${seed}`).toEqual([expected]);
    if (expected.includes("before") && e.symmetricDifference(f).size > 3) differingButOrdered += 1;
    if (expected.includes("concurrent") && e.size !== f.size) concurrentOfUnequalSums += 1;
    relations.set(expected, (relations.get(expected) ?? 0) + 1);
  }
  expect(relations.size).toBe(4);
  for (const count of relations.values()) expect(count).toBeGreaterThan(1_500);
  // Neither a big difference nor a higher sum gives the relation away: a single entry differs by 3 at most.
  expect(differingButOrdered).toBeGreaterThan(1_000);
  expect(concurrentOfUnequalSums).toBeGreaterThan(1_000);
});
