import type { Phase } from "./model.ts";

/** Which phases of two courses are the same phase, and which of their lessons moved. */

/** A lesson in one of the two courses. `position` counts from 1 within its phase. */
export type ListedLesson = { id: string; title: string; phase: number; position: number };
export type LessonChange = { before: ListedLesson; after: ListedLesson };

/** The largest set of lessons that did not move: same phase, and same order among themselves. */
export function findStayed<Change extends LessonChange>(
  kept: readonly Change[],
  counterparts: ReadonlyMap<number, number>,
  orderBefore: ReadonlyMap<string, number>,
): Set<Change> {
  const inSamePhase = kept.filter(({ before, after }) => counterparts.get(before.phase) === after.phase);
  return new Set(longestRising(inSamePhase, ({ before }) => orderBefore.get(before.id) ?? -1));
}

/**
 * Maps phase numbers before to phase numbers after, one to one. Pairs with the most lessons in common come first. Of
 * the phases that have none in common, those with the same title are a pair, and then those with the same number.
 */
export function pairPhases(
  kept: readonly LessonChange[],
  before: readonly Phase[],
  after: readonly Phase[],
): Map<number, number> {
  const shared = new Map<string, { before: number; after: number; lessons: number }>();
  for (const change of kept) {
    const key = `${change.before.phase} ${change.after.phase}`;
    const both = shared.get(key) ?? { before: change.before.phase, after: change.after.phase, lessons: 0 };
    both.lessons += 1;
    shared.set(key, both);
  }
  const likeliestFirst = [...shared.values()].sort(
    (a, b) => b.lessons - a.lessons || Math.abs(a.before - a.after) - Math.abs(b.before - b.after),
  );
  const counterparts = new Map<number, number>();
  const taken = new Set<number>();
  function pair(one: number, other: number): void {
    if (counterparts.has(one) || taken.has(other)) return;
    counterparts.set(one, other);
    taken.add(other);
  }
  for (const { before: one, after: other } of likeliestFirst) pair(one, other);
  const isAlike: ((one: Phase, other: Phase) => boolean)[] = [
    (one, other) => one.title === other.title,
    (one, other) => one.number === other.number,
  ];
  for (const test of isAlike) {
    for (const one of before) for (const other of after) if (test(one, other)) pair(one.number, other.number);
  }
  return counterparts;
}

type Run<Item> = { item: Item; rank: number; previous: Run<Item> | null };

/** The longest subsequence in which `rank` only rises, by patience sorting. Ranks are distinct. */
function longestRising<Item>(items: readonly Item[], rank: (item: Item) => number): Item[] {
  /** `runs[n - 1]` is the run of length n that ends with the lowest rank. */
  const runs: Run<Item>[] = [];
  for (const item of items) {
    const own = rank(item);
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.rank ?? 0) < own) low = middle + 1;
      else high = middle;
    }
    runs[low] = { item, rank: own, previous: runs[low - 1] ?? null };
  }
  const longest: Item[] = [];
  for (let run = runs.at(-1) ?? null; run !== null; run = run.previous) longest.push(run.item);
  return longest;
}
