import type { parseCourse } from "../../course/markdown/parse-course.ts";

/** The course parser, loaded when it is first needed: most starts and most servers never import a course. */
export async function parse(...input: Parameters<typeof parseCourse>): Promise<ReturnType<typeof parseCourse>> {
  const parser = await import("../../course/markdown/parse-course.ts");
  return parser.parseCourse(...input);
}
