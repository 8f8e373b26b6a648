import { parseCourse } from "../course/markdown/parse-course.ts";
import type { Course } from "../course/model.ts";
import type { CourseMode } from "../study/standing.ts";
import { type DraftPreview, findDraft, previewDraft } from "./course-drafts.ts";
import type { CourseVersion, ServedCourse } from "./course-ports.ts";
import { type CourseUpdate, describeUpdate } from "./course-update.ts";
import { findCourse } from "./find-course.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

type Asked = { guildId: string; userId: string; courseId: string };

export type CourseList = {
  courses: readonly { served: ServedCourse; learners: number }[];
  /** Ids of courses of which an import waits. */
  drafts: readonly string[];
};

export type CoursePreview =
  | { kind: "draft"; preview: DraftPreview }
  | { kind: "course"; served: ServedCourse; versions: readonly CourseVersion[] };

export type Rollback = { served: ServedCourse; from: number; to: number; update: CourseUpdate };

export async function listCourses(ports: Ports, { guildId }: { guildId: string; userId: string }): Promise<CourseList> {
  const courses = await ports.catalog.courses(guildId);
  return {
    courses: await Promise.all(
      courses.map(async (served) => ({
        served,
        learners: (await ports.enrolments.census(guildId, served.course.id)).learners,
      })),
    ),
    drafts: (await ports.shelf.drafts(guildId)).map(({ courseId }) => courseId),
  };
}

/** The import that waits, if one does, else the course as it is. */
export async function previewCourse(ports: Ports, input: Asked): Promise<Result<CoursePreview>> {
  const draft = await findDraft(ports, input);
  if (draft === null) return readCourse(ports, input);
  const preview = await previewDraft(ports, draft);
  return preview.ok ? succeed({ kind: "draft", preview: preview.value }) : preview;
}

/** The course as it is, whatever waits. */
export async function readCourse(ports: Ports, input: Asked): Promise<Result<CoursePreview & { kind: "course" }>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const versions = await ports.shelf.versions(input.guildId, found.value.course.id);
  return succeed({ kind: "course", served: found.value, versions });
}

/** What bringing a version back would do; `rollBack` does it. `version` as it was written; null is the one before. */
export async function proposeRollback(
  ports: Ports,
  input: Asked & { version: string | null },
): Promise<Result<Rollback>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const served = found.value;
  const { guildId, version } = input;
  const target =
    version === null ? await findEarlier(ports, guildId, served) : await findVersion(ports, guildId, served, version);
  if (!target.ok) return target;
  const { number, course } = target.value;
  const update = await describeUpdate(ports, { guildId, before: served, after: course });
  return succeed({ served, from: served.version, to: number, update });
}

/** The texts that a course has had here, the newest first; 0 is the built-in course. */
export async function listTexts(
  ports: Ports,
  { guildId, courseId }: Asked,
): Promise<readonly { number: number; publishedAt: number | null; inForce: boolean }[]> {
  const found = await findCourse(ports, { guildId, courseId });
  if (!found.ok) return [];
  const { id } = found.value.course;
  const source = await sourceInForce(ports, guildId, id);
  const published = (await ports.shelf.versions(guildId, id)).filter(({ restored }) => restored === null);
  const builtIn = ports.catalog.builtIn(id) === null ? [] : [{ number: 0, publishedAt: null }];
  return [...published, ...builtIn].map(({ number, publishedAt }) => ({
    number,
    publishedAt,
    inForce: number === source,
  }));
}

async function findVersion(
  ports: Ports,
  guildId: string,
  { course: { id, title } }: ServedCourse,
  asked: string,
): Promise<Result<{ number: number; course: Course }>> {
  const number = await resolveText(ports, guildId, id, asked);
  if (number === null) return fail({ kind: "unknown-version", asked, title });
  if (number === (await sourceInForce(ports, guildId, id))) return fail({ kind: "version-in-force", title });
  const course = await readVersion(ports, guildId, id, number);
  return course === null ? fail({ kind: "unknown-version", asked, title }) : succeed({ number, course });
}

/** The version whose text a version, as it was written, has: itself, or the one that it brought back. Null where there is none. */
async function resolveText(ports: Ports, guildId: string, id: string, asked: string): Promise<number | null> {
  // Perhaps as autocomplete calls it: `3 · 12 Nov 2026, 19:00`.
  const number = Number(/^\s*(\d{1,9})\s*(?:$|[·:])/.exec(asked)?.[1] ?? Number.NaN);
  if (Number.isNaN(number)) return null;
  if (number === 0) return ports.catalog.builtIn(id) === null ? null : 0;
  const named = (await ports.shelf.versions(guildId, id)).find((version) => version.number === number);
  return named === undefined ? null : (named.restored ?? number);
}

async function sourceInForce(ports: Ports, guildId: string, id: string): Promise<number> {
  return (await ports.shelf.course(guildId, id))?.source ?? 0;
}

/**
 * The newest text older than the one in force, passing over versions that only brought one back: going back twice is
 * going back two texts. The built-in course stands before the server's first version of it.
 */
async function findEarlier(
  ports: Ports,
  guildId: string,
  { course: { id, title } }: ServedCourse,
): Promise<Result<{ number: number; course: Course }>> {
  const source = await sourceInForce(ports, guildId, id);
  for (const { number, restored } of await ports.shelf.versions(guildId, id)) {
    if (restored !== null || number >= source) continue;
    const course = await readVersion(ports, guildId, id, number);
    if (course !== null) return succeed({ number, course });
  }
  const builtIn = ports.catalog.builtIn(id);
  if (source === 0 || builtIn === null) return fail({ kind: "no-earlier-version", title });
  return succeed({ number: 0, course: builtIn.course });
}

async function readVersion(ports: Ports, guildId: string, id: string, number: number): Promise<Course | null> {
  if (number === 0) return ports.catalog.builtIn(id)?.course ?? null;
  const markdown = await ports.shelf.source(guildId, id, number);
  return markdown === null ? null : parseCourse(markdown, { id, file: `${id}.md` }).course;
}

/** Brings version `to` back as a new version. Doing so again changes nothing. */
export async function rollBack(
  ports: Ports,
  input: Asked & { from: number; to: number },
): Promise<Result<{ served: ServedCourse; to: number; already: boolean }>> {
  const { guildId, courseId, from, to } = input;
  const changed = await ports.shelf.restore({ ...input, now: ports.clock.now() });
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  if (changed) ports.log.info({ guild: guildId, course: courseId, from, to }, "a course was rolled back");
  else {
    const [newest] = await ports.shelf.versions(guildId, courseId);
    const isThis = newest?.number === from + 1 && newest.restored === to;
    if (!isThis) return fail({ kind: "version-moved-on", title: found.value.course.title });
  }
  return succeed({ served: found.value, to, already: !changed });
}

/** An archived course is offered to nobody; those who are in it keep it. */
export async function setArchived(ports: Ports, input: Asked & { archived: boolean }): Promise<Result<ServedCourse>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  await ports.shelf.setArchived(input.guildId, found.value.course.id, input.archived);
  return succeed({ ...found.value, archived: input.archived });
}

export async function setMode(ports: Ports, input: Asked & { mode: CourseMode }): Promise<Result<ServedCourse>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  await ports.shelf.setMode(input.guildId, found.value.course.id, input.mode);
  return succeed({ ...found.value, mode: input.mode });
}

export type Exported = { served: ServedCourse; number: number; fileName: string; markdown: string };

/** What the author wrote, letter by letter: of a version as it was written, or (null) of what is in force. */
export async function exportCourse(ports: Ports, input: Asked & { version: string | null }): Promise<Result<Exported>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const { guildId, version } = input;
  const { id, title } = found.value.course;
  const number =
    version === null ? await sourceInForce(ports, guildId, id) : await resolveText(ports, guildId, id, version);
  if (number === null) return fail({ kind: "unknown-version", asked: version ?? "", title });
  const markdown =
    number === 0 ? (ports.catalog.builtIn(id)?.markdown ?? null) : await ports.shelf.source(guildId, id, number);
  if (markdown === null) return fail({ kind: "course-gone" });
  return succeed({
    served: found.value,
    number,
    fileName: version === null ? `${id}.md` : `${id}-${number}.md`,
    markdown,
  });
}
