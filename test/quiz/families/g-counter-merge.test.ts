import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** Counts the increments themselves: a replica that holds 3 for a node has seen its first, second and third. */
function incrementsSeen(counts: string): Set<string> {
  return new Set(
    counts.split(", ").flatMap((count, node) => Array.from({ length: Number(count) }, (_, nth) => `${node}/${nth}`)),
  );
}

it("counts every increment that either replica has seen, once", () => {
  const ranks = [0, 0, 0, 0];
  for (const { seed, instance } of instancesOf("g-counter-merge")) {
    const [a, b, none] = [...instance.text.matchAll(/\[([\d, ]+)\]/g)].map(([, counts]) =>
      incrementsSeen(counts ?? ""),
    );
    if (a === undefined || b === undefined || none !== undefined)
      throw new Error(`not two states in: ${instance.text}`);
    const value = a.union(b).size;
    expect(rightTexts(instance), `seed ${seed}`).toEqual([String(value)]);
    if (instance.kind !== "choice") continue;
    expect(instance.options.length, `seed ${seed}`).toBeGreaterThan(2);
    const rank = instance.options.filter(({ text }) => Number(text) < value).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1;
  }
  // The size of the right number must not give it away.
  for (const count of ranks) expect(count).toBeGreaterThan(1_000);
});
