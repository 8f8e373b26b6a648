import type { Course } from "../../course/model.ts";
import {
  type CourseMode,
  findShelved,
  type Restoring,
  restoreVersion,
  type ShelvedCourse,
} from "../../course/versions.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { type CourseTexts, findEarlier, readTexts, readVersion, resolveText } from "./course-texts.ts";
import { type CourseUpdate, describeUpdate } from "./course-update.ts";
import { findCourse } from "./find-course.ts";
import type { CoursePorts, ServedCourse } from "./ports.ts";

type CourseRequest = { guildId: string; userId: string; courseId: string };

export type Rollback = { served: ServedCourse; from: number; to: number; update: CourseUpdate };

/**
 * What bringing a version back would change; `rollBack` does it. `version` is what the member typed; null is the one
 * before.
 */
export async function proposeRollback(
  ports: CoursePorts,
  input: CourseRequest & { version: string | null },
): Promise<Result<Rollback>> {
  const read = await readTexts(ports, input);
  if (!read.ok) return read;
  const { guildId, version } = input;
  const { served } = read.value;
  const target =
    version === null ? await findEarlier(ports, read.value) : await findVersion(ports, read.value, version);
  if (!target.ok) return target;
  const { number, course } = target.value;
  const update = await describeUpdate(ports, { guildId, before: served, after: course });
  return succeed({ served, from: served.version, to: number, update });
}

async function findVersion(
  ports: CoursePorts,
  texts: CourseTexts,
  asked: string,
): Promise<Result<{ number: number; course: Course }>> {
  const { title } = texts.served.course;
  const number = resolveText(ports, texts, asked);
  if (number === null) return fail({ kind: "unknown-version", asked, title });
  if (number === texts.textVersion) return fail({ kind: "version-in-force", title });
  const course = await readVersion(ports, texts, number);
  return course === null ? fail({ kind: "unknown-version", asked, title }) : succeed({ number, course });
}

/** Brings version `to` back as a new version. Doing so again changes nothing. */
export async function rollBack(
  ports: CoursePorts,
  input: CourseRequest & { from: number; to: number },
): Promise<Result<{ served: ServedCourse; to: number; already: boolean }>> {
  const { guildId, courseId, from, to } = input;
  const hasBuiltIn = ports.catalog.builtIn(courseId) !== null;
  const { value: outcome } = await ports.shelf.decide<Restoring>({
    guildId,
    decide(shelf) {
      const restored = restoreVersion(shelf, { ...input, hasBuiltIn, now: ports.clock.now() });
      return { value: restored.outcome, changes: restored.changes };
    },
  });
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const { title } = found.value.course;
  switch (outcome) {
    case "moved-on":
      return fail({ kind: "version-moved-on", title });
    case "in-use":
      return fail({ kind: "version-in-force", title });
    case "unknown":
      return fail({ kind: "unknown-version", asked: String(to), title });
    case "restored":
      ports.log.info({ guild: guildId, course: courseId, from, to }, "a course was rolled back");
      return succeed({ served: found.value, to, already: false });
    case "already":
      return succeed({ served: found.value, to, already: true });
  }
}

/** Archives a course, or offers it again. Nobody can join an archived course, but its learners keep it. */
export async function setArchived(
  ports: CoursePorts,
  input: CourseRequest & { archived: boolean },
): Promise<Result<ServedCourse>> {
  const { archived } = input;
  return changeCourse(ports, input, (course) => ({ ...course, archived }));
}

export async function setMode(
  ports: CoursePorts,
  input: CourseRequest & { mode: CourseMode },
): Promise<Result<ServedCourse>> {
  const { mode } = input;
  return changeCourse(ports, input, (course) => ({ ...course, mode }));
}

async function changeCourse(
  ports: CoursePorts,
  input: CourseRequest,
  change: (course: ShelvedCourse) => ShelvedCourse,
): Promise<Result<ServedCourse>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const { id } = found.value.course;
  await ports.shelf.decide({
    guildId: input.guildId,
    decide: (shelf) => ({ value: null, changes: [{ kind: "put-course", course: change(findShelved(shelf, id)) }] }),
  });
  return findCourse(ports, { guildId: input.guildId, courseId: id });
}

export type Exported = { served: ServedCourse; number: number; fileName: string; markdown: string };

/** The exact text that the author wrote. `version` is what the member typed; null is the text in use. */
export async function exportCourse(
  ports: CoursePorts,
  input: CourseRequest & { version: string | null },
): Promise<Result<Exported>> {
  const read = await readTexts(ports, input);
  if (!read.ok) return read;
  const { guildId, version } = input;
  const { served, textVersion } = read.value;
  const { id, title } = served.course;
  const number = version === null ? textVersion : resolveText(ports, read.value, version);
  if (number === null) return fail({ kind: "unknown-version", asked: version ?? "", title });
  const markdown =
    number === 0 ? (ports.catalog.builtIn(id)?.markdown ?? null) : await ports.shelf.markdown(guildId, id, number);
  if (markdown === null) return fail({ kind: "course-gone", enrolmentId: null });
  const fileName = version === null ? `${id}.md` : `${id}-${number}.md`;
  return succeed({ served, number, fileName, markdown });
}
