import { findStayed, type LessonChange, type ListedLesson, pairPhases } from "./lesson-moves.ts";
import type { ChecklistItem, Course, Dependency, Extra, Lesson, Phase, Video } from "./model.ts";
import { isSame } from "./same.ts";

/** What an author writes below a lesson's title, and the kind that stands beside it. */
const LESSON_PARTS = ["kind", "link", "duration", "focus", "nextStep", "dependencies", "alternates"] as const;
export type LessonPart = (typeof LESSON_PARTS)[number];

const TEXTS = ["overview", "prerequisites", "notes"] as const;
const LISTS = ["extras", "videos", "checklist"] as const;

/** Titles of the items, or the checklist's lines. */
export type ListChange = {
  list: (typeof LISTS)[number];
  added: string[];
  removed: string[];
  /** The same item with other words, another link and so on. As it is called after. */
  changed: string[];
  /** Whether the items that both courses have stand in another order. */
  reordered: boolean;
  /** Whether nothing is left of the section. */
  gone: boolean;
};

export type CourseDiff = {
  /** Null if both courses have the same title. */
  title: { before: string; after: string } | null;
  texts: { text: (typeof TEXTS)[number]; change: "added" | "removed" | "changed" }[];
  /** In the order of the `after` course. */
  added: ListedLesson[];
  /** In the order of the `before` course. */
  removed: ListedLesson[];
  /**
   * Lessons that are removed under one id and added under another, although they look like the same: they have the same
   * link, the same title or the same place.
   */
  renamed: LessonChange[];
  /**
   * Now in another phase, or in another order among the lessons that both courses have. In the order of the course
   * after.
   */
  moved: LessonChange[];
  /** In the order of the `after` course. A lesson may be both moved and retitled. */
  retitled: LessonChange[];
  /** What else is different about a lesson that both courses have. In the order of the `after` course. */
  edited: { before: Lesson; after: Lesson; parts: LessonPart[] }[];
  phases: {
    added: Phase[];
    removed: Phase[];
    changed: { before: Phase; after: Phase; parts: ("title" | "dependencies")[] }[];
  };
  /** Only those with a difference. */
  lists: ListChange[];
};

/**
 * Everything that is different for learners when `after` replaces `before`: the two are the same course exactly if
 * nothing is listed. A lesson is known by its id. Phases have no ids: two phases count as the same if they share the
 * most lessons, so adding a phase in front moves nothing.
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
  const counterparts = pairPhases(kept, before.phases, after.phases);
  const stayed = findStayed(kept, counterparts, new Map(lessonsBefore.map(({ id }, index) => [id, index])));
  const added = lessonsAfter.filter(({ id }) => !byIdBefore.has(id));
  const removed = lessonsBefore.filter(({ id }) => !idsAfter.has(id));
  return {
    title: before.title === after.title ? null : { before: before.title, after: after.title },
    texts: TEXTS.flatMap((text) => {
      const [old, now] = [before[text], after[text]];
      if (old === now) return [];
      return [{ text, change: old === "" ? "added" : now === "" ? "removed" : "changed" } as const];
    }),
    added: added.map(toListed),
    removed: removed.map(toListed),
    renamed: findRenamed(removed, added).map(toChange),
    moved: kept.filter((change) => !stayed.has(change)).map(toChange),
    retitled: kept.filter((change) => change.before.title !== change.after.title).map(toChange),
    edited: kept.flatMap((change) => {
      const [old, now] = [change.before.lesson, change.after.lesson];
      const parts = LESSON_PARTS.filter((part) =>
        part === "dependencies"
          ? !isSame(renumber(old.dependencies, counterparts), now.dependencies)
          : !isSame(old[part], now[part]),
      );
      return parts.length === 0 ? [] : [{ before: old, after: now, parts }];
    }),
    phases: diffPhases(before.phases, after.phases, counterparts),
    lists: LISTS.map((list) => diffList(list, before[list], after[list])).filter(
      (change) => change.reordered || [change.added, change.removed, change.changed].some((items) => items.length > 0),
    ),
  };
}

type Placed = ListedLesson & { lesson: Lesson };

function listLessons({ phases }: Course): Placed[] {
  return phases.flatMap(({ number, lessons }) =>
    lessons.map((lesson, index) => ({
      id: lesson.id,
      title: lesson.title,
      phase: number,
      position: index + 1,
      lesson,
    })),
  );
}

function toListed({ id, title, phase, position }: Placed): ListedLesson {
  return { id, title, phase, position };
}

function toChange({ before, after }: { before: Placed; after: Placed }): LessonChange {
  return { before: toListed(before), after: toListed(after) };
}

/** The surest sign first. Each lesson is part of one pair at most. */
function findRenamed(removed: readonly Placed[], added: readonly Placed[]): { before: Placed; after: Placed }[] {
  const signs: ((one: Placed, other: Placed) => boolean)[] = [
    (one, other) => one.lesson.link !== null && one.lesson.link === other.lesson.link,
    (one, other) => one.title.toLowerCase() === other.title.toLowerCase(),
    (one, other) => one.phase === other.phase && one.position === other.position,
  ];
  const pairs = new Map<Placed, Placed>();
  const taken = new Set<Placed>();
  for (const isSign of signs) {
    for (const before of removed) {
      const after = pairs.has(before) ? undefined : added.find((each) => !taken.has(each) && isSign(before, each));
      if (after === undefined) continue;
      pairs.set(before, after);
      taken.add(after);
    }
  }
  return removed.flatMap((before) => {
    const after = pairs.get(before);
    return after === undefined ? [] : [{ before, after }];
  });
}

function diffPhases(
  before: readonly Phase[],
  after: readonly Phase[],
  counterparts: ReadonlyMap<number, number>,
): CourseDiff["phases"] {
  const kept = new Set(counterparts.values());
  return {
    added: after.filter(({ number }) => !kept.has(number)),
    removed: before.filter(({ number }) => !counterparts.has(number)),
    changed: before.flatMap((old) => {
      const now = after.find(({ number }) => number === counterparts.get(old.number));
      if (now === undefined) return [];
      const same = { title: old.title === now.title, dependencies: hasSameNeeds(old, now, counterparts) };
      const parts = (["title", "dependencies"] as const).filter((part) => !same[part]);
      return parts.length === 0 ? [] : [{ before: old, after: now, parts }];
    }),
  };
}

function hasSameNeeds(before: Phase, after: Phase, counterparts: ReadonlyMap<number, number>): boolean {
  return isSame(renumber(before.dependencies, counterparts), after.dependencies);
}

/** The dependencies with the numbers that their phases have after. A phase that is gone has none: 0. */
function renumber(dependencies: readonly Dependency[], counterparts: ReadonlyMap<number, number>): Dependency[] {
  return dependencies.map((each) =>
    each.kind === "phase" ? { ...each, phase: counterparts.get(each.phase) ?? 0 } : each,
  );
}

function diffList(
  list: ListChange["list"],
  before: readonly (Extra | Video | ChecklistItem)[],
  after: readonly (Extra | Video | ChecklistItem)[],
): ListChange {
  const old = new Map(before.map((item) => [item.id, item]));
  const now = new Map(after.map((item) => [item.id, item]));
  const keptBefore = before.filter(({ id }) => now.has(id)).map(({ id }) => id);
  const kept = after.filter(({ id }) => old.has(id));
  return {
    list,
    added: after.filter(({ id }) => !old.has(id)).map(nameOf),
    removed: before.filter(({ id }) => !now.has(id)).map(nameOf),
    changed: kept.filter((item) => !isSame(old.get(item.id), item)).map(nameOf),
    reordered: kept.some(({ id }, index) => id !== keptBefore[index]),
    gone: before.length > 0 && after.length === 0,
  };
}

function nameOf(item: Extra | Video | ChecklistItem): string {
  return "text" in item ? item.text : item.title;
}
