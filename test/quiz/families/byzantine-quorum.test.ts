import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** All sets of a given number of nodes, each as the bits of a number. */
function setsOf(size: number, nodes: number): number[] {
  return Array.from({ length: 2 ** nodes }, (_, set) => set).filter((set) => sizeOf(set) === size);
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) size += 1;
  return size;
}

/** Tries every second quorum with every choice of faulty nodes. By symmetry, any first quorum will do. */
function fewestShared(nodes: number, faulty: number, quorum: number): number {
  const first = 2 ** quorum - 1;
  let fewest = nodes;
  for (const second of setsOf(quorum, nodes)) {
    for (const liars of setsOf(faulty, nodes)) fewest = Math.min(fewest, sizeOf(first & second & ~liars));
  }
  return fewest;
}

it("agrees with the fewest that two quorums share, found by trying them all", () => {
  const known = new Map<string, number>();
  const answers = new Map<number, number>();
  const ranks = [0, 0, 0, 0];
  for (const { seed, instance } of instancesOf("byzantine-quorum")) {
    const numbers = /^Of (\d+) nodes up to (\d+) .* Any (\d+) nodes .* How many (correct )?nodes/.exec(instance.text);
    const [nodes = 0, faulty = 0, quorum = 0] = (numbers ?? []).slice(1, 4).map(Number);
    const liars = numbers?.[4] === undefined ? 0 : faulty;
    const key = [nodes, liars, quorum].join("/");
    const fewest = known.get(key) ?? fewestShared(nodes, liars, quorum);
    known.set(key, fewest);
    expect(rightTexts(instance), `seed ${seed}`).toEqual([String(fewest)]);
    answers.set(fewest, (answers.get(fewest) ?? 0) + 1);
    if (instance.kind !== "choice") continue;
    expect(instance.options.length, `seed ${seed}`).toBeGreaterThan(2);
    const rank = instance.options.filter(({ text }) => Number(text) < fewest).length;
    ranks[rank] = (ranks[rank] ?? 0) + 1;
  }
  for (const answer of [0, 1, 2, 3]) expect(answers.get(answer)).toBeGreaterThan(200);
  expect(answers.get(4)).toBeGreaterThan(100);
  for (const count of ranks.slice(0, 3)) expect(count).toBeGreaterThan(1_500);
});
