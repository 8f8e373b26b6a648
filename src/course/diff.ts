import type { Course } from "./model.ts";

/** A lesson in one of the two courses. `position` counts from 1 within its phase. */
export type ListedLesson = { id: string; title: string; phase: number; position: number };
export type LessonChange = { before: ListedLesson; after: ListedLesson };

export type CourseDiff = {
  /** In the order of the `after` course. */
  added: ListedLesson[];
  /** In the order of the `before` course. */
  removed: ListedLesson[];
  /**
   * Now in another phase, or in another order among the lessons that both courses have. In the order of the course
   * after.
   */
  moved: LessonChange[];
  /** In the order of the `after` course. A lesson may be both moved and retitled. */
  retitled: LessonChange[];
};

/**
 * What changes for learners when `after` replaces `before`. A lesson is known by its id. Phases have no ids: two phases
 * count as the same if they share the most lessons, so adding a phase in front moves nothing.
 */
export function diffCourses(before: Course, after: Course): CourseDiff {
  const lessonsBefore = listLessons(before);
  const lessonsAfter = listLessons(after);
  const byIdBefore = new Map(lessonsBefore.map((lesson) => [lesson.id, lesson]));
  const idsAfter = new Set(lessonsAfter.map(({ id }) => id));
  const kept = lessonsAfter.flatMap((lesson) => {
    const previous = byIdBefore.get(lesson.id);
    return previous === undefined ? [] : [{ before: previous, after: lesson }];
  });
  const stayed = findStayed(kept, new Map(lessonsBefore.map(({ id }, index) => [id, index])));
  return {
    added: lessonsAfter.filter(({ id }) => !byIdBefore.has(id)),
    removed: lessonsBefore.filter(({ id }) => !idsAfter.has(id)),
    moved: kept.filter((change) => !stayed.has(change)),
    retitled: kept.filter((change) => change.before.title !== change.after.title),
  };
}

function listLessons({ phases }: Course): ListedLesson[] {
  return phases.flatMap(({ number, lessons }) =>
    lessons.map(({ id, title }, index) => ({ id, title, phase: number, position: index + 1 })),
  );
}

/** The largest set of lessons that did not move: same phase, and same order among themselves. */
function findStayed(kept: readonly LessonChange[], orderBefore: ReadonlyMap<string, number>): Set<LessonChange> {
  const counterparts = pairPhases(kept);
  const inSamePhase = kept.filter(({ before, after }) => counterparts.get(before.phase) === after.phase);
  return new Set(longestRising(inSamePhase, ({ before }) => orderBefore.get(before.id) ?? -1));
}

/** Maps phase numbers before to phase numbers after, one to one. Pairs with the most lessons in common come first. */
function pairPhases(kept: readonly LessonChange[]): Map<number, number> {
  const shared = new Map<string, { before: number; after: number; lessons: number }>();
  for (const { before, after } of kept) {
    const key = `${before.phase} ${after.phase}`;
    const pair = shared.get(key) ?? { before: before.phase, after: after.phase, lessons: 0 };
    pair.lessons += 1;
    shared.set(key, pair);
  }
  const likeliestFirst = [...shared.values()].sort(
    (a, b) => b.lessons - a.lessons || Math.abs(a.before - a.after) - Math.abs(b.before - b.after),
  );
  const counterparts = new Map<number, number>();
  const taken = new Set<number>();
  for (const { before, after } of likeliestFirst) {
    if (counterparts.has(before) || taken.has(after)) continue;
    counterparts.set(before, after);
    taken.add(after);
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
