import type { Course, Dependency, Lesson, Phase } from "../course/model.ts";
import type { Progress } from "./progress.ts";

/** Where a learner stands in a course: what is done, what is open, what is locked and by what. */

export type LessonStanding = {
  lesson: Lesson;
  phase: Phase;
  state: "done" | "open" | "locked";
  /** The lessons to complete before this one can be; empty unless locked. */
  missing: readonly Lesson[];
};

export type PhaseStanding = {
  phase: Phase;
  state: "done" | "open" | "locked";
  completed: number;
  lessons: readonly LessonStanding[];
};

export type CourseStanding = {
  phases: readonly PhaseStanding[];
  lessons: readonly LessonStanding[];
  /** The first open lesson in the order of the course; null once every lesson is done. */
  next: LessonStanding | null;
  completedLessons: number;
  completedPhases: number;
  finished: boolean;
  /** Minutes of study left, by the longer end of each duration; lessons without one count nothing. */
  remainingMinutes: number;
};

export function standIn(course: Course, progress: Pick<Progress, "completed">): CourseStanding {
  const phases = course.phases.map((phase) => standInPhase(course, phase, progress));
  const lessons = phases.flatMap((phase) => phase.lessons);
  const completedLessons = lessons.filter((lesson) => lesson.state === "done").length;
  return {
    phases,
    lessons,
    next: lessons.find((lesson) => lesson.state === "open") ?? null,
    completedLessons,
    completedPhases: phases.filter((phase) => phase.state === "done").length,
    finished: completedLessons === lessons.length,
    remainingMinutes: lessons
      .filter((standing) => standing.state !== "done")
      .reduce((minutes, { lesson }) => minutes + (lesson.duration?.longest ?? 0), 0),
  };
}

function standInPhase(course: Course, phase: Phase, progress: Pick<Progress, "completed">): PhaseStanding {
  const missingForPhase = findMissing(course, phase.dependencies, progress);
  const lessons = phase.lessons.map((lesson): LessonStanding => {
    if (progress.completed.has(lesson.id)) return { lesson, phase, state: "done", missing: [] };
    const missing = new Set([...missingForPhase, ...findMissing(course, lesson.dependencies, progress)]);
    return { lesson, phase, state: missing.size === 0 ? "open" : "locked", missing: [...missing] };
  });
  const completed = lessons.filter((lesson) => lesson.state === "done").length;
  const done = completed === lessons.length;
  return { phase, completed, lessons, state: done ? "done" : missingForPhase.length === 0 ? "open" : "locked" };
}

function findMissing(
  course: Course,
  dependencies: readonly Dependency[],
  progress: Pick<Progress, "completed">,
): Lesson[] {
  return dependencies
    .flatMap((dependency) =>
      course.phases.flatMap((phase) =>
        phase.lessons.filter((lesson) =>
          dependency.kind === "phase" ? phase.number === dependency.phase : lesson.id === dependency.lesson,
        ),
      ),
    )
    .filter((lesson) => !progress.completed.has(lesson.id));
}

/** What completing a lesson opens: whole phases first; within an open phase nothing is locked, so it opens none. */
export function findUnlocked(course: Course, progress: Progress, lessonId: string): LessonStanding[] {
  const before = standIn(course, progress);
  const after = standIn(course, { completed: new Map([...progress.completed, [lessonId, 0]]) });
  return after.lessons.filter((lesson, index) => lesson.state === "open" && before.lessons[index]?.state === "locked");
}

export function findLesson(course: Course, lessonId: string): Lesson | null {
  for (const phase of course.phases) {
    const lesson = phase.lessons.find((candidate) => candidate.id === lessonId);
    if (lesson) return lesson;
  }
  return null;
}
