import { expect, it } from "vitest";
import { instancesOf } from "./support.ts";

function choose(from: number, count: number): number {
  let ways = 1;
  for (let taken = 0; taken < count; taken += 1) ways *= (from - taken) / (taken + 1);
  return ways;
}

/** The exact chance that everybody knows after each round, by a Markov chain over how many know. */
function chancesByRound(nodes: number, fanOut: number): number[] {
  // A teller picks among all other nodes. Only picks that do not know yet count.
  const chanceOfNew = (ignorant: number, found: number) =>
    (choose(ignorant, found) * choose(nodes - 1 - ignorant, fanOut - found)) / choose(nodes - 1, fanOut);
  const news = Array.from({ length: nodes }, (_, ignorant) =>
    Array.from({ length: fanOut + 1 }, (_, found) => chanceOfNew(ignorant, found)),
  );
  const afterTelling = Array.from({ length: nodes + 1 }, (_, informed) => {
    let chances: number[] = Array.from({ length: nodes + 1 }, (_, know) => (know === informed ? 1 : 0));
    for (let teller = 0; teller < informed; teller += 1) {
      const next = chances.map(() => 0);
      for (let know = informed; know <= nodes; know += 1) {
        news[nodes - know]?.forEach((chance, found) => {
          if (know + found <= nodes) next[know + found] = (next[know + found] ?? 0) + (chances[know] ?? 0) * chance;
        });
      }
      chances = next;
    }
    return chances;
  });
  let chances: number[] = Array.from({ length: nodes + 1 }, (_, know) => (know === 1 ? 1 : 0));
  const done = [0];
  while ((done.at(-1) ?? 1) < 0.999) {
    const next = chances.map(() => 0);
    chances.forEach((chance, informed) => {
      afterTelling[informed]?.forEach((then, know) => {
        next[know] = (next[know] ?? 0) + chance * then;
      });
    });
    chances = next;
    done.push(chances[nodes] ?? 0);
  }
  return done;
}

function rangeIn(text: string): { least: number; most: number } {
  const [least = Number.NaN, most = least] = (text.match(/\d+/g) ?? []).map(Number);
  return { least, most };
}

it("holds at least 90 % by the exact chances, as it says, and no two ranges overlap", () => {
  const answers = new Map<string, Set<string>>();
  for (const { seed, instance } of instancesOf("gossip-rounds")) {
    const [, nodes = ""] = /at 1 of (\d+) nodes/.exec(instance.text) ?? [];
    const fanOut = /tells (\d) different/.exec(instance.text)?.[1] ?? "1";
    const key = `${nodes} ${fanOut}`;
    if (instance.kind !== "choice") throw new TypeError("no options");
    const right = instance.options.find((option) => option.right);
    const said = /(\d+) % of runs end in this range/.exec(right?.explanation ?? "")?.[1];
    answers.set(key, (answers.get(key) ?? new Set()).add(`${right?.text}, ${said} %`));
    const ranges = instance.options.map(({ text }) => rangeIn(text)).sort((a, b) => a.least - b.least);
    for (const [index, { least }] of ranges.entries()) {
      if (index > 0) expect(ranges[index - 1]?.most, `seed ${seed}`).toBeLessThan(least);
    }
  }
  expect(answers.size).toBe(40);
  for (const [key, texts] of answers) {
    expect(texts.size, key).toBe(1);
    const [nodes = 0, fanOut = 0] = key.split(" ").map(Number);
    const [least = 0, most = 0, said] = ([...texts].join().match(/\d+/g) ?? []).map(Number);
    const done = chancesByRound(nodes, fanOut);
    const [before = 0, within = 0, after = 0] = [done[least - 1], done[most], done[most - 1]];
    expect(before, `${key}: before ${least}`).toBeLessThan(0.05);
    expect(done[least], `${key}: by ${least}`).toBeGreaterThan(0.05);
    expect(after, `${key}: before ${most}`).toBeLessThan(0.95);
    expect(within, `${key}: by ${most}`).toBeGreaterThanOrEqual(0.95);
    expect(said, key).toBe(Math.floor(100 * (within - before)));
    expect(said).toBeGreaterThanOrEqual(90);
  }
  expect(new Set([...answers.values()].flatMap((texts) => [...texts])).size).toBeGreaterThan(10);
});
