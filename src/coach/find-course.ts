import { findNamed } from "../study/named.ts";
import type { ServedCourse } from "./course-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/** A course of a server by its id or title, archived or not. */
export async function findCourse(
  ports: Ports,
  input: { guildId: string; courseId: string },
): Promise<Result<ServedCourse>> {
  const courses = await ports.catalog.courses(input.guildId);
  const found = findNamed(courses, input.courseId, ({ course }) => course);
  if (found !== undefined) return succeed(found);
  const known = courses.map(({ course }) => ({ id: course.id, title: course.title }));
  return fail({ kind: "unknown-course", asked: input.courseId, known });
}
