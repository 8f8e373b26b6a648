import type { Diagnostic } from "../course/diagnostics.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";
import { slugify } from "../course/slug.ts";
import { findNamed } from "../study/named.ts";
import { type DraftPreview, previewDraft } from "./course-drafts.ts";
import type { CourseDraft } from "./course-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/** The largest file that an import reads, in bytes. */
const MAX_COURSE_BYTES = 256 * 1024;

/** As many as one autocompletion offers. */
const MAX_COURSES = 25;

const MARKDOWN = /\.(?:md|markdown)$/i;

/** A file that a member attached, as Discord describes it. */
export type GivenFile = { name: string; address: string; bytes: number };

export type Imported =
  | { kind: "refused"; fileName: string; diagnostics: readonly Diagnostic[] }
  /** `replaced`: an import of the same course that waited until now. */
  | { kind: "draft"; preview: DraftPreview; replaced: CourseDraft | null };

/**
 * Reads a course and keeps it as a draft: nothing changes for anyone until it is published. `courseId` names the course
 * whose place it takes, or the id of a new one; null leaves that to the title.
 */
export async function importCourse(
  ports: Ports,
  input: { guildId: string; userId: string; file: GivenFile; courseId: string | null },
): Promise<Result<Imported>> {
  const { guildId, userId, file } = input;
  const read = await readMarkdown(ports, file);
  if (!read.ok) return read;
  const markdown = read.value;
  const { course, diagnostics } = parseCourse(markdown, { id: "draft", file: file.name });
  if (course === null) return succeed({ kind: "refused", fileName: file.name, diagnostics });
  const courseId = await chooseId(ports, guildId, input.courseId ?? course.title);
  if (!courseId.ok) return courseId;
  const { draft, replaced } = await ports.shelf.saveDraft({
    guildId,
    courseId: courseId.value,
    markdown,
    importedAt: ports.clock.now(),
    importedBy: userId,
  });
  const preview = await previewDraft(ports, draft);
  return preview.ok ? succeed({ kind: "draft", preview: preview.value, replaced }) : preview;
}

async function readMarkdown(ports: Ports, file: GivenFile): Promise<Result<string>> {
  if (!MARKDOWN.test(file.name)) return fail({ kind: "not-markdown", asked: file.name });
  const tooLarge = fail({ kind: "file-too-large", limit: MAX_COURSE_BYTES });
  if (file.bytes > MAX_COURSE_BYTES) return tooLarge;
  const fetched = await ports.attachments.fetch(file.address, MAX_COURSE_BYTES);
  if (fetched.kind === "text") return succeed(fetched.text);
  if (fetched.kind === "too-large") return tooLarge;
  ports.log.warn({ fetched, address: file.address }, "an attachment could not be fetched");
  return fail({ kind: "file-unreachable" });
}

/** The id of the course that `name` means, or one for a new course. */
async function chooseId(ports: Ports, guildId: string, name: string): Promise<Result<string>> {
  const courses = await ports.catalog.courses(guildId);
  const known = findNamed(courses, name, ({ course }) => course);
  if (known !== undefined) return succeed(known.course.id);
  const slug = slugify(name);
  if (slug === "") return fail({ kind: "course-unnamed" });
  // "C++" and "C#" make the same slug: a course that is called otherwise is never taken over by it.
  const taken = new Set(courses.map(({ course }) => course.id));
  let id = slug;
  for (let number = 2; taken.has(id); number += 1) id = `${slug.slice(0, 44).replace(/-$/, "")}-${number}`;
  const drafts = await ports.shelf.drafts(guildId);
  const ids = new Set([...courses.map(({ course }) => course.id), ...drafts.map(({ courseId }) => courseId)]);
  if (!ids.has(id) && ids.size >= MAX_COURSES) return fail({ kind: "too-many-courses", limit: MAX_COURSES });
  return succeed(id);
}
