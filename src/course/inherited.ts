import type { Course } from "./model.ts";
import type { LessonNotes } from "./notes.ts";

type Content<Question> = { questions: readonly Question[]; notes: ReadonlyMap<string, LessonNotes> };

/**
 * What the lessons of an import have beside their text. An import brings no questions or notes. If it replaces a
 * built-in course, the lessons that kept their ids keep theirs.
 */
export function inheritContent<Question extends { lessonId: string }>(
  course: Course,
  builtIn: Content<Question> | null,
): Content<Question> {
  const lessonIds = new Set(course.phases.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
  return {
    questions: (builtIn?.questions ?? []).filter(({ lessonId }) => lessonIds.has(lessonId)),
    notes: new Map([...(builtIn?.notes ?? [])].filter(([lessonId]) => lessonIds.has(lessonId))),
  };
}
