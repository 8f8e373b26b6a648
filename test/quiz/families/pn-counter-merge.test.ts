import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** Counts the operations themselves: a replica that holds 3 for a node has seen its first, second and third. */
function operationsSeen(counts: string): Set<string> {
  return new Set(
    counts.split(", ").flatMap((count, node) => Array.from({ length: Number(count) }, (_, nth) => `${node}/${nth}`)),
  );
}

it("counts every increment and every decrement that either replica has seen, once", () => {
  const ranks = [0, 0, 0, 0];
  for (const { seed, instance } of instancesOf("pn-counter-merge")) {
    const states = [...instance.text.matchAll(/P \[([\d, ]+)\]\s+N \[([\d, ]+)\]/g)];
    expect(states, instance.text).toHaveLength(2);
    const seen = (list: 1 | 2) =>
      states.map((state) => operationsSeen(state[list] ?? "")).reduce((all, some) => all.union(some)).size;
    const value = seen(1) - seen(2);
    expect(rightTexts(instance), `seed ${seed}`).toEqual([String(value)]);
    if (instance.kind !== "choice") continue;
    expect(instance.options.length, `seed ${seed}`).toBeGreaterThan(2);
    const rank = instance.options.filter(({ text }) => Number(text) < value).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1;
  }
  // The size of the right number must not give it away.
  for (const count of ranks) expect(count).toBeGreaterThan(1_000);
});
