import { z } from "zod";
import { CourseSchema } from "./model.ts";

/** The JSON Schema of a parsed course, for tools that are not written in TypeScript. */
export function createCourseJsonSchema(): object {
  return z.toJSONSchema(CourseSchema.meta({ title: "Course", description: "A learning path as Lockstep parses it." }));
}
