import type { ServedCourse } from "../../src/coach/courses/ports.ts";
import type { Course, Dependency, Lesson } from "../../src/course/model.ts";
import type { ChoiceQuestion } from "../../src/quiz/question.ts";

export function makeLesson(id: string, parts: Partial<Lesson> = {}): Lesson {
  return {
    id,
    title: id,
    kind: "Article",
    link: `https://example.org/${id}`,
    duration: { shortest: 30, longest: 30 },
    focus: null,
    nextStep: null,
    dependencies: [],
    alternates: [],
    ...parts,
  };
}

/** Phases 1, 2, 3 … of the given lessons, each after the one before it. */
export function makeCourse(phases: readonly (readonly (string | Lesson)[])[], parts: Partial<Course> = {}): Course {
  return {
    id: "sample",
    title: "Sample Course",
    overview: "",
    prerequisites: "",
    phases: phases.map((lessons, index) => ({
      number: index + 1,
      title: `Phase title ${index + 1}`,
      dependencies: index === 0 ? [] : [{ kind: "phase", phase: index } satisfies Dependency],
      lessons: lessons.map((lesson) => (typeof lesson === "string" ? makeLesson(lesson) : lesson)),
    })),
    extras: [],
    videos: [],
    checklist: [],
    notes: "",
    ...parts,
  };
}

/** A built-in course as a server that changed nothing has it. */
export function asServed(course: Course, parts: Partial<ServedCourse> = {}): ServedCourse {
  return {
    course,
    questions: [],
    notes: new Map(),
    mode: "guided",
    archived: false,
    version: 0,
    textVersion: 0,
    edition: "0",
    ...parts,
  };
}

/** A question whose option `right` (from 0) of four is right. */
export function makeQuestion(lessonId: string, name: string, right = 0): ChoiceQuestion {
  return {
    id: `${lessonId}/${name}`,
    lessonId,
    kind: "choice",
    text: `What about ${name}?`,
    difficulty: "easy",
    options: [0, 1, 2, 3].map((index) => ({
      text: `option ${index} of ${name}`,
      right: index === right,
      explanation: `why option ${index} of ${name}`,
    })),
  };
}

/** Progress with these lessons completed, one after the other. */
export function completed(...lessonIds: string[]): ReadonlyMap<string, number> {
  return new Map(lessonIds.map((id, index) => [id, index + 1]));
}
