import type { parseCourse } from "../../course/markdown/parse-course.ts";

/** Loads the course parser when it is first needed, because most starts need no parser. */
export async function parse(...input: Parameters<typeof parseCourse>): Promise<ReturnType<typeof parseCourse>> {
  const parser = await import("../../course/markdown/parse-course.ts");
  return parser.parseCourse(...input);
}
