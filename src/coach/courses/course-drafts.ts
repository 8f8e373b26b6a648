import type { Diagnostic } from "../../course/diagnostics.ts";
import type { Course } from "../../course/model.ts";
import { type DraftEntry, publishDraft as publish } from "../../course/versions.ts";
import { findNamed } from "../../study/named.ts";
import { keepAll } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { type CourseUpdate, describeUpdate } from "./course-update.ts";
import { parse } from "./parse.ts";
import type { CourseDraft, CoursePorts, ServedCourse } from "./ports.ts";

export type DraftPreview = {
  draft: CourseDraft;
  course: Course;
  warnings: readonly Diagnostic[];
  /** What changes for learners; null for a course that the server does not have yet. */
  update: CourseUpdate | null;
};

/** `offeredAgain`: the course was archived before. */
export type Published = { served: ServedCourse; number: number; already: boolean; offeredAgain: boolean };

export async function previewDraft(ports: CoursePorts, draft: CourseDraft): Promise<Result<DraftPreview>> {
  const { guildId, courseId, markdown } = draft;
  const { course, diagnostics } = await parse(markdown, { id: courseId, file: `${courseId}.md` });
  // This draft passed an older, more lenient parser.
  if (course === null) return fail({ kind: "draft-gone" });
  const before = await ports.catalog.course(guildId, courseId);
  const update = before === null ? null : await describeUpdate(ports, { guildId, before, after: course });
  return succeed({ draft, course, warnings: diagnostics, update });
}

export async function readDraft(
  ports: CoursePorts,
  input: { guildId: string; userId: string; draftId: number },
): Promise<Result<DraftPreview>> {
  const draft = await ports.shelf.draft(input.guildId, input.draftId);
  return draft === null ? fail({ kind: "draft-gone" }) : previewDraft(ports, draft);
}

/** The draft of the course with this id or title, or (null) the newest draft of the server. */
export async function findDraft(
  ports: CoursePorts,
  input: { guildId: string; courseId: string | null },
): Promise<DraftEntry | null> {
  const { guildId, courseId: named } = input;
  const { drafts } = await ports.shelf.read(guildId);
  if (named === null) return drafts[0] ?? null;
  const known = findNamed(await ports.catalog.courses(guildId), named, ({ course }) => course);
  const id = known?.course.id ?? named.trim().toLowerCase();
  return drafts.find(({ courseId }) => courseId === id) ?? null;
}

/**
 * Publishes a draft. Doing so again changes nothing. `from` is the version that the draft was compared with when it was
 * shown (0: the built-in course, or none); if it is no longer the current one, nothing is published. Null skips this
 * check.
 */
export async function publishDraft(
  ports: CoursePorts,
  input: { guildId: string; userId: string; draftId: number; from: number | null },
): Promise<Result<Published>> {
  const { guildId } = input;
  const { value: published } = await ports.shelf.decide({
    guildId,
    decide(shelf) {
      const { outcome, changes } = publish(shelf, { ...input, now: ports.clock.now() });
      return { value: outcome, changes };
    },
  });
  if (published.kind === "gone") return fail({ kind: "draft-gone" });
  const { courseId } = published;
  const served = await ports.catalog.course(guildId, courseId);
  if (served === null) return fail({ kind: "course-gone", enrolmentId: null });
  if (published.kind === "moved-on") return fail({ kind: "version-moved-on", title: served.course.title });
  const { number, already, offeredAgain } = published;
  if (!already) ports.log.info({ guild: guildId, course: courseId, version: number }, "a course was published");
  return succeed({ served, number, already, offeredAgain });
}

export async function publishLatestDraft(
  ports: CoursePorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<Published>> {
  const draft = await findDraft(ports, input);
  return draft === null ? fail({ kind: "no-draft" }) : publishDraft(ports, { ...input, draftId: draft.id, from: null });
}

/** Resolves to whether there was such a draft. Does not take back what was published. */
export async function discardDraft(
  ports: CoursePorts,
  input: { guildId: string; userId: string; draftId: number },
): Promise<boolean> {
  const { guildId, draftId } = input;
  const { value } = await ports.shelf.decide<boolean>({
    guildId,
    decide: ({ drafts }) =>
      drafts.some(({ id }) => id === draftId)
        ? { value: true, changes: [{ kind: "discard-draft", draftId }] }
        : keepAll(false),
  });
  return value;
}
