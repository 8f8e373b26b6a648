import type { ServedCourse } from "./course-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/** Whether a course is meant by what somebody wrote: its id or its title, in any case. */
export function isNamed({ course }: Pick<ServedCourse, "course">, written: string): boolean {
  const named = written.trim().toLowerCase();
  return course.id === named || course.title.toLowerCase() === named;
}

/** A course of a server by its id or title, archived or not. */
export async function findCourse(
  ports: Ports,
  input: { guildId: string; courseId: string },
): Promise<Result<ServedCourse>> {
  const courses = await ports.catalog.courses(input.guildId);
  const found = courses.find((course) => isNamed(course, input.courseId));
  if (found !== undefined) return succeed(found);
  const known = courses.map(({ course }) => ({ id: course.id, title: course.title }));
  return fail({ kind: "unknown-course", asked: input.courseId, known });
}
