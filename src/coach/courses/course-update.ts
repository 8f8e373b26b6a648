import { type CourseDiff, diffCourses } from "../../course/diff.ts";
import type { Course } from "../../course/model.ts";
import type { CoursePorts, ServedCourse } from "./ports.ts";

/** What a new text of a course means for its learners. */
export type CourseUpdate = {
  /** The version that it replaces; 0 is the built-in course. */
  from: number;
  diff: CourseDiff;
  learners: number;
  /** How many learners completed each lesson, by its id. */
  completions: ReadonlyMap<string, number>;
};

export async function describeUpdate(
  ports: CoursePorts,
  input: { guildId: string; before: ServedCourse; after: Course },
): Promise<CourseUpdate> {
  const { guildId, before, after } = input;
  const { id } = before.course;
  const learners = await ports.census.learners(guildId);
  const completions = await ports.census.completions(guildId, id);
  return {
    from: before.version,
    diff: diffCourses(before.course, after),
    learners: learners.get(id) ?? 0,
    completions,
  };
}
