import { findNamed } from "../../study/named.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { Catalog, ServedCourse } from "./ports.ts";

/** A course of a server by its id or title, archived or not. */
export async function findCourse(
  { catalog }: { catalog: Catalog },
  input: { guildId: string; courseId: string },
): Promise<Result<ServedCourse>> {
  const courses = await catalog.courses(input.guildId);
  const found = findNamed(courses, input.courseId, ({ course }) => course);
  if (found !== undefined) return succeed(found);
  const known = courses.map(({ course }) => ({ id: course.id, title: course.title }));
  return fail({ kind: "unknown-course", asked: input.courseId, known });
}
