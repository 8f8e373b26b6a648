import { type CourseDiff, diffCourses } from "../../course/diff.ts";
import { inheritContent } from "../../course/inherited.ts";
import type { ListedLesson } from "../../course/lesson-moves.ts";
import type { Course } from "../../course/model.ts";
import type { CourseContent, CoursePorts, ServedCourse } from "./ports.ts";

/** What a new text of a course means for its learners. */
export type CourseUpdate = {
  /** The version that it replaces; 0 is the built-in course. */
  from: number;
  /** The version whose text that one has. */
  fromText: number;
  diff: CourseDiff;
  learners: number;
  /** How many learners completed each lesson, by its id. */
  completions: ReadonlyMap<string, number>;
  /** What learners lose or get with the lessons that are removed or added, by lesson id. Those without are left out. */
  content: ReadonlyMap<string, LessonContent>;
};

/** What a lesson has beside its text. It belongs to the lesson's id. */
export type LessonContent = { notes: boolean; questions: number };

export async function describeUpdate(
  ports: CoursePorts,
  input: { guildId: string; before: ServedCourse; after: Course },
): Promise<CourseUpdate> {
  const { guildId, before, after } = input;
  const { id } = before.course;
  const learners = await ports.census.learners(guildId);
  const completions = await ports.census.completions(guildId, id);
  const diff = diffCourses(before.course, after);
  const contentAfter = inheritContent(after, ports.catalog.builtIn(id));
  return {
    from: before.version,
    fromText: before.textVersion,
    diff,
    learners: learners.get(id) ?? 0,
    completions,
    content: new Map([...contentOf(before, diff.removed), ...contentOf(contentAfter, diff.added)]),
  };
}

function contentOf(
  { questions, notes }: Pick<CourseContent, "questions" | "notes">,
  lessons: readonly ListedLesson[],
): [lessonId: string, content: LessonContent][] {
  return lessons.flatMap(({ id }) => {
    const content = { notes: notes.has(id), questions: questions.filter(({ lessonId }) => lessonId === id).length };
    return content.notes || content.questions > 0 ? [[id, content]] : [];
  });
}
