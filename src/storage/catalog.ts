import type {
  BuiltInCourse,
  Catalog,
  CourseContent,
  CourseShelf,
  ServedCourse,
  ShelvedCourse,
} from "../coach/course-ports.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";

/** A course of which a server has said nothing. */
function asItComes(courseId: string): ShelvedCourse {
  return { courseId, version: 0, source: 0, mode: "guided", archived: false };
}

/**
 * The built-in courses, read from `content/` at the start and the same for every server, and over them what each server
 * published: its own version of a course wins. A version is parsed once and kept while it is in force.
 */
export function createCatalog(builtIns: readonly BuiltInCourse[], shelf: CourseShelf): Catalog {
  const builtInById = new Map(builtIns.map((content) => [content.course.id, content]));
  /** By server and course. */
  const parsed = new Map<string, { source: number; content: Promise<CourseContent | null> }>();
  let lastTurn: Promise<void> = Promise.resolve();

  /** A long course takes half a second to parse: one at a time, so that other servers are answered in between. */
  function takeTurn(): Promise<void> {
    lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
    return lastTurn;
  }

  async function readContent(guildId: string, { courseId, source }: ShelvedCourse): Promise<CourseContent | null> {
    if (source === 0) return builtInById.get(courseId) ?? null;
    const key = `${guildId}/${courseId}`;
    const known = parsed.get(key);
    if (known?.source === source) return known.content;
    const content = parse(guildId, courseId, source);
    parsed.set(key, { source, content });
    try {
      return await content;
    } catch (error) {
      parsed.delete(key);
      throw error;
    }
  }

  async function parse(guildId: string, courseId: string, source: number): Promise<CourseContent | null> {
    const markdown = await shelf.source(guildId, courseId, source);
    await takeTurn();
    const course = markdown === null ? null : parseCourse(markdown, { id: courseId, file: `${courseId}.md` }).course;
    // An imported path has nothing but itself; a built-in one that a server adapts keeps what its lessons have.
    const lessonIds = new Set(course?.phases.flatMap(({ lessons }) => lessons.map(({ id }) => id)));
    const builtIn = builtInById.get(courseId);
    const questions = (builtIn?.questions ?? []).filter(({ lessonId }) => lessonIds.has(lessonId));
    const notes = new Map([...(builtIn?.notes ?? [])].filter(([lessonId]) => lessonIds.has(lessonId)));
    return course === null ? null : { course, questions, notes };
  }

  async function serve(guildId: string, shelved: ShelvedCourse): Promise<ServedCourse | null> {
    const content = await readContent(guildId, shelved);
    if (content === null) return null;
    const { course, questions, notes } = content;
    const { mode, archived, version } = shelved;
    return { course, questions, notes, mode, archived, version };
  }

  return {
    async courses(guildId) {
      const shelved = new Map((await shelf.courses(guildId)).map((entry) => [entry.courseId, entry]));
      const ids = new Set([...builtInById.keys(), ...shelved.keys()]);
      const served = await Promise.all(Array.from(ids, (id) => serve(guildId, shelved.get(id) ?? asItComes(id))));
      return served.filter((course) => course !== null);
    },

    async course(guildId, courseId) {
      return serve(guildId, (await shelf.course(guildId, courseId)) ?? asItComes(courseId));
    },

    builtIn: (courseId) => builtInById.get(courseId) ?? null,
  };
}
