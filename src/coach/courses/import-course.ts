import type { Diagnostic } from "../../course/diagnostics.ts";
import { slugify } from "../../course/slug.ts";
import { type DraftEntry, editionOf, type Shelf } from "../../course/versions.ts";
import { findNamed } from "../../study/named.ts";
import { keepAll, type Moved, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { type DraftPreview, previewDraft } from "./course-drafts.ts";
import { parse } from "./parse.ts";
import type { CourseDraft, CoursePorts, ServedCourse } from "./ports.ts";

/** The largest file that an import reads, in bytes. */
const MAX_COURSE_BYTES = 256 * 1024;

/** How many courses a server can have: as many as autocomplete can offer. */
const MAX_COURSES = 25;

const MARKDOWN = /\.(?:md|markdown)$/i;

/** A file that a member attached, as Discord describes it. */
export type GivenFile = { name: string; address: string; bytes: number };

export type Imported =
  | { kind: "refused"; fileName: string; diagnostics: readonly Diagnostic[] }
  /** `replaced`: an earlier draft of the same course, which this one replaces. */
  | { kind: "draft"; preview: DraftPreview; replaced: DraftEntry | null };

/**
 * Parses a course and saves it as a draft. Nothing changes for learners until it is published. `courseId` names the
 * course to update, or the id for a new one; null takes it from the title.
 */
export async function importCourse(
  ports: CoursePorts,
  input: { guildId: string; userId: string; file: GivenFile; courseId: string | null },
): Promise<Result<Imported>> {
  const { guildId, userId, file } = input;
  const read = await readMarkdown(ports, file);
  if (!read.ok) return read;
  const markdown = read.value;
  const { course, diagnostics } = await parse(markdown, { id: "draft", file: file.name });
  if (course === null) return succeed({ kind: "refused", fileName: file.name, diagnostics });
  const saved = await saveDraft(ports, { guildId, userId, markdown, name: input.courseId ?? course.title });
  if (!saved.ok) return saved;
  const preview = await previewDraft(ports, saved.value.draft);
  return preview.ok ? succeed({ kind: "draft", preview: preview.value, replaced: saved.value.replaced }) : preview;
}

async function saveDraft(
  ports: CoursePorts,
  { guildId, userId, markdown, name }: { guildId: string; userId: string; markdown: string; name: string },
): Promise<Result<{ draft: CourseDraft; replaced: DraftEntry | null }>> {
  const importedAt = ports.clock.now();
  return untilSettled<Result<{ draft: CourseDraft; replaced: DraftEntry | null }>>(async () => {
    const courses = await ports.catalog.courses(guildId);
    const editions = new Map(courses.map(({ course, edition }) => [course.id, edition]));
    const decided = await ports.shelf.decide<Moved | Result<{ courseId: string; replaced: DraftEntry | null }>>({
      guildId,
      decide(shelf) {
        const titlesHold = shelf.courses.every((shelved) => editionOf(shelved) === editions.get(shelved.courseId));
        if (!titlesHold) return keepAll({ kind: "course-moved" });
        const chosen = chooseId(courses, shelf, name);
        if (!chosen.ok) return keepAll(chosen);
        const courseId = chosen.value;
        const replaced = shelf.drafts.find((draft) => draft.courseId === courseId) ?? null;
        return {
          value: succeed({ courseId, replaced }),
          changes: [{ kind: "save-draft", courseId, markdown, importedAt, importedBy: userId }],
        };
      },
    });
    if ("kind" in decided.value || !decided.value.ok) return decided.value;
    const { courseId, replaced } = decided.value.value;
    const entry = decided.shelf.drafts.find((draft) => draft.courseId === courseId);
    if (entry === undefined) throw new Error("a draft was to be saved, but is not there");
    return succeed({ draft: { ...entry, guildId, markdown }, replaced });
  });
}

async function readMarkdown(ports: CoursePorts, file: GivenFile): Promise<Result<string>> {
  if (!MARKDOWN.test(file.name)) return fail({ kind: "not-markdown", asked: file.name });
  const tooLarge = fail({ kind: "file-too-large", limit: MAX_COURSE_BYTES });
  if (file.bytes > MAX_COURSE_BYTES) return tooLarge;
  const fetched = await ports.attachments.fetch(file.address, MAX_COURSE_BYTES);
  if (fetched.kind === "text") return succeed(fetched.text);
  if (fetched.kind === "too-large") return tooLarge;
  ports.log.warn({ fetched, address: file.address }, "an attachment could not be fetched");
  return fail({ kind: "file-unreachable" });
}

/** The id of the course with this id or title, or a free id for a new course. */
function chooseId(courses: readonly ServedCourse[], { drafts }: Shelf, name: string): Result<string> {
  const known = findNamed(courses, name, ({ course }) => course);
  if (known !== undefined) return succeed(known.course.id);
  const slug = slugify(name);
  if (slug === "") return fail({ kind: "course-unnamed" });
  // "C++" and "C#" make the same slug: an import never replaces a course with another title because of that.
  const taken = new Set(courses.map(({ course }) => course.id));
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug.slice(0, 44).replace(/-$/, "")}-${number}`;
  const ids = new Set([...taken, ...drafts.map(({ courseId }) => courseId)]);
  if (!ids.has(id) && ids.size >= MAX_COURSES) return fail({ kind: "too-many-courses", limit: MAX_COURSES });
  return succeed(id);
}
