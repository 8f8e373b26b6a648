import type { Course } from "../course/model.ts";
import { standIn } from "./standing.ts";

export type LeaderboardEntry = {
  /** Competition ranking by phases completed: 1, 2, 2, 4. */
  rank: number;
  userId: string;
  phases: number;
  lessons: number;
};

/**
 * The cohort by phases completed. Learners with as many phases share a rank; within it they stand by lessons
 * completed, then by who got there first, then by who joined first, so that every page shows the same order.
 */
export function rankLearners(
  course: Course,
  learners: readonly { userId: string; joinedAt: number; completed: ReadonlyMap<string, number> }[],
): LeaderboardEntry[] {
  const lessonIds = new Set(course.phases.flatMap((phase) => phase.lessons.map((lesson) => lesson.id)));
  const counted = learners.map((learner) => {
    const { completedPhases, completedLessons } = standIn(course, learner);
    const instants = [...learner.completed].flatMap(([lessonId, at]) => (lessonIds.has(lessonId) ? [at] : []));
    return { ...learner, phases: completedPhases, lessons: completedLessons, reachedAt: Math.max(0, ...instants) };
  });
  counted.sort(
    (a, b) =>
      b.phases - a.phases ||
      b.lessons - a.lessons ||
      a.reachedAt - b.reachedAt ||
      a.joinedAt - b.joinedAt ||
      (a.userId < b.userId ? -1 : 1),
  );
  let rank = 0;
  return counted.map(({ userId, phases, lessons }, index) => {
    if (index === 0 || counted[index - 1]?.phases !== phases) rank = index + 1;
    return { rank, userId, phases, lessons };
  });
}
