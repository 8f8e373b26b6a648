import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

it("keeps the write that no other is ahead of, by clock and then by node", () => {
  const winners = { last: 0, own: 0, highest: 0, tied: 0 };
  for (const { seed, instance } of instancesOf("lww-register-merge")) {
    const writes = [...instance.text.matchAll(/^(\d+) s +n(\d) +(-?\d+) s +(\d+)$/gm)].map(([, ...columns]) => {
      const [realTime = Number.NaN, node = Number.NaN, clock = Number.NaN, value = Number.NaN] = columns.map(Number);
      return { realTime, node, clock, value };
    });
    expect(writes.length, instance.text).toBeGreaterThan(2);
    const unbeaten = writes.filter(
      (write) => !writes.some(({ node, clock }) => clock > write.clock || (clock === write.clock && node > write.node)),
    );
    expect(rightTexts(instance), `seed ${seed}`).toEqual(unbeaten.map(({ value }) => String(value)));
    if (instance.kind === "choice") expect(instance.options, `seed ${seed}`).toHaveLength(4);
    const [winner] = unbeaten;
    if (winner === undefined) continue;
    const reader = Number(/What does n(\d) hold/.exec(instance.text)?.[1]);
    if (writes.every(({ realTime }) => realTime <= winner.realTime)) winners.last += 1;
    if (winner.node === reader) winners.own += 1;
    if (writes.every(({ value }) => value <= winner.value)) winners.highest += 1;
    if (writes.some((write) => write !== winner && write.clock === winner.clock)) winners.tied += 1;
  }
  // Each wrong rule is right now and then, but never often enough to be a good guess.
  for (const count of Object.values(winners)) {
    expect(count).toBeGreaterThan(1_000);
    expect(count).toBeLessThan(5_000);
  }
});
