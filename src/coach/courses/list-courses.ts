import type { CourseVersion } from "../../course/versions.ts";
import { type Result, succeed } from "../problem.ts";
import { type DraftPreview, findDraft, readDraft } from "./course-drafts.ts";
import { findCourse } from "./find-course.ts";
import type { CoursePorts, ServedCourse } from "./ports.ts";

export type CourseList = {
  courses: readonly { served: ServedCourse; learners: number }[];
  /** Ids of the courses that have an unpublished import. */
  drafts: readonly string[];
};

export type CoursePreview =
  | { kind: "draft"; preview: DraftPreview }
  | { kind: "course"; served: ServedCourse; versions: readonly CourseVersion[] };

export async function listCourses(
  ports: CoursePorts,
  { guildId }: { guildId: string; userId: string },
): Promise<CourseList> {
  const courses = await ports.catalog.courses(guildId);
  const learners = await ports.census.learners(guildId);
  const { drafts } = await ports.shelf.read(guildId);
  return {
    courses: courses.map((served) => ({ served, learners: learners.get(served.course.id) ?? 0 })),
    drafts: drafts.map(({ courseId }) => courseId),
  };
}

/** The courses that `/join` offers. */
export async function offeredCourses(ports: CoursePorts, guildId: string): Promise<readonly ServedCourse[]> {
  return (await ports.catalog.courses(guildId)).filter(({ archived }) => !archived);
}

/** The unpublished import of a course if there is one, or else the course as it is. */
export async function previewCourse(
  ports: CoursePorts,
  input: { guildId: string; userId: string; courseId: string },
): Promise<Result<CoursePreview>> {
  const draft = await findDraft(ports, input);
  if (draft === null) return readCourse(ports, input);
  const read = await readDraft(ports, { ...input, draftId: draft.id });
  return read.ok ? succeed({ kind: "draft", preview: read.value }) : read;
}

/** The course as it is, even if an import is waiting. */
export async function readCourse(
  ports: CoursePorts,
  input: { guildId: string; userId: string; courseId: string },
): Promise<Result<CoursePreview & { kind: "course" }>> {
  const found = await findCourse(ports, input);
  if (!found.ok) return found;
  const { versions } = await ports.shelf.read(input.guildId);
  const { id } = found.value.course;
  return succeed({ kind: "course", served: found.value, versions: versions.filter(({ courseId }) => courseId === id) });
}
