import { expect, it } from "vitest";
import { instancesOf, rightTexts } from "./support.ts";

/** All sets of a given number of the n replicas, each as the bits of a number. */
function setsOf(size: number, n: number): number[] {
  const members = (set: number) => set.toString(2).replaceAll("0", "").length;
  return Array.from({ length: 2 ** n }, (_, set) => set).filter((set) => members(set) === size);
}

const meetings = new Map<string, boolean>();

/** Whether every set of one size shares a replica with every set of the other. */
function alwaysMeet(size: number, other: number, n: number): boolean {
  const key = `${size}/${other}/${n}`;
  const known = meetings.get(key);
  if (known !== undefined) return known;
  // By symmetry, one set of the first size stands for all of them.
  const [one = 0] = setsOf(size, n);
  const meet = setsOf(other, n).every((set) => (one & set) !== 0);
  meetings.set(key, meet);
  return meet;
}

/** The most replicas that may be down so that enough of n are left, counted one by one. */
function mostDown(needed: number, n: number): number {
  let up = n;
  while (up > needed) up -= 1;
  return n - up;
}

function expectedFor(text: string): { kind: string; answer: string } {
  const numberOf = (name: string) => Number(new RegExp(`With.* ${name} = (\\d+)`).exec(text)?.[1]);
  const [n, r, w] = [numberOf("N"), numberOf("R"), numberOf("W")];
  const sought = /the smallest ([RW])/.exec(text)?.[1];
  if (sought !== undefined) {
    const known = sought === "R" ? w : r;
    const least = Array.from({ length: n }, (_, before) => before + 1).find(
      (size) => alwaysMeet(known, size, n) && (sought === "R" || alwaysMeet(size, size, n)),
    );
    return { kind: "least", answer: `${sought} = ${least}` };
  }
  if (text.includes("be down")) {
    return { kind: "down", answer: `Reads: up to ${mostDown(r, n)}; writes: up to ${mostDown(w, n)}` };
  }
  const reads = alwaysMeet(w, r, n) ? "Reads always meet one" : "Reads may miss one";
  const writes = alwaysMeet(w, w, n) ? "two writes always share a replica" : "two writes may not share a replica";
  return { kind: `${reads}; ${writes}`, answer: `${reads}; ${writes}` };
}

it("agrees with a check of every set of replicas that may answer", () => {
  const kinds = new Map<string, number>();
  for (const { seed, instance } of instancesOf("quorum-overlap")) {
    const { kind, answer } = expectedFor(instance.text);
    expect(rightTexts(instance), `seed ${seed}`).toEqual([answer]);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(kinds.size).toBe(6);
  for (const [kind, count] of kinds) expect(count, kind).toBeGreaterThan(500);
});
