import type { Catalog, CourseContent } from "../coach/ports.ts";

/** The built-in courses, read from `content/` at the start: the same for every server. */
export function createCatalog(contents: readonly CourseContent[]): Catalog {
  const byId = new Map(contents.map((content) => [content.course.id, content]));
  return {
    courses: async () => contents,
    course: async (_guildId, courseId) => byId.get(courseId) ?? null,
  };
}
