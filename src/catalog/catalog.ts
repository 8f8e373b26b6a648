import { LRUCache } from "lru-cache";
import type { BuiltInCourse, Catalog, CourseContent, CourseShelf, ServedCourse } from "../coach/courses/ports.ts";
import { inheritContent } from "../course/inherited.ts";
import { asItComes, editionOf, findShelved, type ShelvedCourse } from "../course/versions.ts";

/** How many texts of servers stay parsed in memory. A large course takes half a second to parse, and up to a few MB. */
const MOST_PARSED = 200;

/**
 * The courses of each server: the built-in ones, which are the same for every server, and those that it published. Its
 * own version of a built-in course wins. The text of a version never changes, so it is parsed once and then cached.
 */
export function createCatalog(builtIns: readonly BuiltInCourse[], shelf: CourseShelf): Catalog {
  const builtInById = new Map(builtIns.map((content) => [content.course.id, content]));
  const parsed = new LRUCache<string, Promise<CourseContent | null>>({ max: MOST_PARSED });
  let lastTurn: Promise<void> = Promise.resolve();

  /** A long course takes half a second to parse. Taking turns lets other servers be answered in between. */
  function takeTurn(): Promise<void> {
    lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return lastTurn;
  }

  async function readContent(guildId: string, { courseId, textVersion }: ShelvedCourse): Promise<CourseContent | null> {
    if (textVersion === 0) return builtInById.get(courseId) ?? null;
    const key = `${guildId}/${courseId}/${textVersion}`;
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const content = parse(guildId, courseId, textVersion);
    parsed.set(key, content);
    try {
      return await content;
    } catch (error) {
      parsed.delete(key);
      throw error;
    }
  }

  async function parse(guildId: string, courseId: string, textVersion: number): Promise<CourseContent | null> {
    const markdown = await shelf.markdown(guildId, courseId, textVersion);
    // Loaded when it is first needed: most servers publish nothing.
    const { parseCourse } = await import("../course/markdown/parse-course.ts");
    await takeTurn();
    const course = markdown === null ? null : parseCourse(markdown, { id: courseId, file: `${courseId}.md` }).course;
    return course === null ? null : { course, ...inheritContent(course, builtInById.get(courseId) ?? null) };
  }

  async function serve(guildId: string, shelved: ShelvedCourse): Promise<ServedCourse | null> {
    const content = await readContent(guildId, shelved);
    if (content === null) return null;
    const { course, questions, notes } = content;
    const { mode, archived, version, textVersion } = shelved;
    return { course, questions, notes, mode, archived, version, textVersion, edition: editionOf(shelved) };
  }

  return {
    async courses(guildId) {
      const shelved = await shelf.courses(guildId);
      const ids = new Set([...builtInById.keys(), ...shelved.map(({ courseId }) => courseId)]);
      const served = await Promise.all(Array.from(ids, (id) => serve(guildId, findShelved({ courses: shelved }, id))));
      return served.filter((course) => course !== null);
    },

    async course(guildId, courseId) {
      return serve(guildId, (await shelf.course(guildId, courseId)) ?? asItComes(courseId));
    },

    builtIn: (courseId) => builtInById.get(courseId) ?? null,
  };
}
