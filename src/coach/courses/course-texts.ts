import type { Course } from "../../course/model.ts";
import { type CourseVersion, findShelved } from "../../course/versions.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { findCourse } from "./find-course.ts";
import { parse } from "./parse.ts";
import type { CoursePorts, ServedCourse } from "./ports.ts";

/** The texts of one course that a server can bring back or export. */
export type CourseTexts = {
  guildId: string;
  served: ServedCourse;
  /** The version whose text is used now. */
  textVersion: number;
  /** Newest first. */
  versions: readonly CourseVersion[];
};

export async function readTexts(
  ports: CoursePorts,
  { guildId, courseId }: { guildId: string; courseId: string },
): Promise<Result<CourseTexts>> {
  const found = await findCourse(ports, { guildId, courseId });
  if (!found.ok) return found;
  const { id } = found.value.course;
  const shelf = await ports.shelf.read(guildId);
  return succeed({
    guildId,
    served: found.value,
    textVersion: findShelved(shelf, id).textVersion,
    versions: shelf.versions.filter((version) => version.courseId === id),
  });
}

/**
 * The texts that a course has had in this server, newest first. Number 0 is the built-in course. `usedAs` is the version
 * that uses the text now: another than its own number if that one brought it back; null if it is not in use.
 */
export async function listTexts(
  ports: CoursePorts,
  input: { guildId: string; userId: string; courseId: string },
): Promise<readonly { number: number; publishedAt: number | null; usedAs: number | null }[]> {
  const read = await readTexts(ports, input);
  if (!read.ok) return [];
  const { served, textVersion, versions } = read.value;
  const published = versions.filter(({ restored }) => restored === null);
  const builtIn = ports.catalog.builtIn(served.course.id) === null ? [] : [{ number: 0, publishedAt: null }];
  return [...published, ...builtIn].map(({ number, publishedAt }) => ({
    number,
    publishedAt,
    usedAs: number === textVersion ? served.version : null,
  }));
}

/**
 * Reads a version number that a member typed. If that version brought back another one, gives the other. Null if there
 * is none.
 */
export function resolveText(ports: CoursePorts, { served, versions }: CourseTexts, asked: string): number | null {
  // Autocomplete shows it as `3 · 12 Nov 2026, 19:00`, and a member may send that.
  const number = Number(/^\s*(\d{1,9})\s*(?:$|[·:])/.exec(asked)?.[1] ?? Number.NaN);
  if (Number.isNaN(number)) return null;
  if (number === 0) return ports.catalog.builtIn(served.course.id) === null ? null : 0;
  const named = versions.find((version) => version.number === number);
  return named === undefined ? null : (named.restored ?? number);
}

export async function readVersion(ports: CoursePorts, texts: CourseTexts, number: number): Promise<Course | null> {
  const { id } = texts.served.course;
  if (number === 0) return ports.catalog.builtIn(id)?.course ?? null;
  const markdown = await ports.shelf.markdown(texts.guildId, id, number);
  return markdown === null ? null : (await parse(markdown, { id, file: `${id}.md` })).course;
}

/**
 * The newest text that is older than the one in use. Versions that only brought a text back are skipped, so that going
 * back twice goes back two texts. The built-in course comes before the server's first version.
 */
export async function findEarlier(
  ports: CoursePorts,
  texts: CourseTexts,
): Promise<Result<{ number: number; course: Course }>> {
  const { served, textVersion, versions } = texts;
  for (const { number, restored } of versions) {
    if (restored !== null || number >= textVersion) continue;
    // Skips a text that only an older, more lenient parser accepted.
    const course = await readVersion(ports, texts, number);
    if (course !== null) return succeed({ number, course });
  }
  const builtIn = ports.catalog.builtIn(served.course.id);
  if (textVersion === 0 || builtIn === null) return fail({ kind: "no-earlier-version", title: served.course.title });
  return succeed({ number: 0, course: builtIn.course });
}
