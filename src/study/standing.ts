import type { Course, Dependency, Lesson, Phase } from "../course/model.ts";
import type { CourseMode } from "../course/versions.ts";
import type { Progress } from "./progress.ts";

/** How far a learner is in a course: what is done, what is open, what is locked, and which lessons open it. */

export type LessonStanding = {
  lesson: Lesson;
  phase: Phase;
  state: "done" | "open" | "locked";
  /** The lessons that must be completed first (in open mode: should be). Empty once this one is done. */
  missing: readonly Lesson[];
};

export type PhaseStanding = {
  phase: Phase;
  state: "done" | "open" | "locked";
  completed: number;
  /** The lessons that its own dependencies still need (in open mode: advise). */
  missing: readonly Lesson[];
  lessons: readonly LessonStanding[];
};

export type CourseStanding = {
  phases: readonly PhaseStanding[];
  lessons: readonly LessonStanding[];
  /** The first open lesson, in the order of the course, with nothing missing. Null once every lesson is done. */
  next: LessonStanding | null;
  completedLessons: number;
  completedPhases: number;
  finished: boolean;
  /** Minutes of study left, by the longer end of each duration. Lessons without a duration count as 0. */
  remainingMinutes: number;
};

export function standIn(
  course: Course,
  progress: Pick<Progress, "completed">,
  mode: CourseMode = "guided",
): CourseStanding {
  const phases = course.phases.map((phase) => standInPhase(course, phase, progress, mode));
  const lessons = phases.flatMap((phase) => phase.lessons);
  const completedLessons = lessons.filter((lesson) => lesson.state === "done").length;
  return {
    phases,
    lessons,
    next: lessons.find(({ state, missing }) => state === "open" && missing.length === 0) ?? null,
    completedLessons,
    completedPhases: phases.filter((phase) => phase.state === "done").length,
    finished: completedLessons === lessons.length,
    remainingMinutes: lessons
      .filter((standing) => standing.state !== "done")
      .reduce((minutes, { lesson }) => minutes + (lesson.duration?.longest ?? 0), 0),
  };
}

function standInPhase(
  course: Course,
  phase: Phase,
  progress: Pick<Progress, "completed">,
  mode: CourseMode,
): PhaseStanding {
  const missingForPhase = findMissing(course, phase.dependencies, progress);
  const stateFor = (missing: number) => (missing === 0 || mode === "open" ? "open" : "locked");
  const lessons = phase.lessons.map((lesson): LessonStanding => {
    if (progress.completed.has(lesson.id)) return { lesson, phase, state: "done", missing: [] };
    const missing = new Set([...missingForPhase, ...findMissing(course, lesson.dependencies, progress)]);
    return { lesson, phase, state: stateFor(missing.size), missing: [...missing] };
  });
  const completed = lessons.filter((lesson) => lesson.state === "done").length;
  const done = completed === lessons.length;
  return {
    phase,
    completed,
    lessons,
    missing: done ? [] : missingForPhase,
    state: done ? "done" : stateFor(missingForPhase.length),
  };
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

/** The lessons that completing this one opens. */
export function findUnlocked(
  course: Course,
  progress: Progress,
  lessonId: string,
  mode: CourseMode = "guided",
): LessonStanding[] {
  const before = standIn(course, progress, mode);
  const after = standIn(course, { completed: new Map([...progress.completed, [lessonId, 0]]) }, mode);
  return after.lessons.filter((lesson, index) => lesson.state === "open" && before.lessons[index]?.state === "locked");
}

export function findLesson(course: Course, lessonId: string): Lesson | null {
  for (const phase of course.phases) {
    const lesson = phase.lessons.find((candidate) => candidate.id === lessonId);
    if (lesson) return lesson;
  }
  return null;
}
