import type { Course } from "../course/model.ts";

export type LeaderboardEntry = {
  /** Competition ranking by phases completed: 1, 2, 2, 4. */
  rank: number;
  userId: string;
  /** Null if it is not known. */
  displayName: string | null;
  phases: number;
  lessons: number;
};

/** Learners on one page. */
export const LEADERBOARD_PAGE = 10;

/**
 * Ranks the cohort by phases completed. Learners with equally many phases share a rank. Within a rank they are ordered
 * by lessons completed, then by who got there first, then by who joined first, so that every page shows the same order.
 */
export function rankLearners(
  course: Course,
  learners: readonly {
    userId: string;
    displayName: string | null;
    joinedAt: number;
    completed: ReadonlyMap<string, number>;
  }[],
): LeaderboardEntry[] {
  const counted = learners.map((learner) => ({ ...learner, ...count(course, learner.completed) }));
  counted.sort(
    (a, b) =>
      b.phases - a.phases ||
      b.lessons - a.lessons ||
      a.reachedAt - b.reachedAt ||
      a.joinedAt - b.joinedAt ||
      (a.userId < b.userId ? -1 : 1),
  );
  let rank = 0;
  return counted.map(({ userId, displayName, phases, lessons }, index) => {
    if (index === 0 || counted[index - 1]?.phases !== phases) rank = index + 1;
    return { rank, userId, displayName, phases, lessons };
  });
}

/** What a learner completed, and when they completed the last of it. Lessons that left the course do not count. */
function count(
  course: Course,
  completed: ReadonlyMap<string, number>,
): { phases: number; lessons: number; reachedAt: number } {
  let phases = 0;
  let lessons = 0;
  let reachedAt = 0;
  for (const phase of course.phases) {
    const instants = phase.lessons.flatMap(({ id }) => completed.get(id) ?? []);
    lessons += instants.length;
    reachedAt = Math.max(reachedAt, ...instants);
    if (instants.length === phase.lessons.length) phases += 1;
  }
  return { phases, lessons, reachedAt };
}
