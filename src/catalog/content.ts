import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { createReport, type Diagnostic, START } from "../course/diagnostics.ts";
import { parseLessonFile } from "../course/markdown/lesson-file.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";
import { type Course, SlugSchema } from "../course/model.ts";
import { suggest } from "../course/nearest.ts";
import type { LessonNotes } from "../course/notes.ts";
import type { BankEntry } from "../quiz/question.ts";

export const PATH_FILE = "path.md";
const EXTENSION = ".md";

export type CourseFolder = {
  /** Null when its path.md is missing or has errors. */
  course: Course | null;
  /** path.md as it was written; null when it is missing. */
  markdown: string | null;
  /** Of all lessons; without those that have errors. */
  questions: BankEntry[];
  /** By lesson id. */
  notes: Map<string, LessonNotes>;
  /** path.md's first, then each other file's, by name. */
  diagnostics: Diagnostic[];
};

/**
 * Reads every course folder in `root`, by name; hidden folders and loose files are no courses. A `root` that does not
 * exist holds none. Rejects when something there cannot be read.
 */
export async function readContent(root: string): Promise<CourseFolder[]> {
  const entries = (await unlessMissing(readdir(root, { withFileTypes: true }))) ?? [];
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
  return Promise.all(folders.toSorted().map((name) => readCourseFolder(join(root, name))));
}

/**
 * Reads one course: its path.md and a file for each lesson, `<lesson id>.md`. The folder's name is the
 * course's id. Rejects when a file that is there cannot be read.
 */
export async function readCourseFolder(folder: string): Promise<CourseFolder> {
  const pathFile = join(folder, PATH_FILE);
  const markdown = await unlessMissing(readFile(pathFile, "utf8"));
  const { course, diagnostics } =
    markdown === null
      ? { course: null, diagnostics: reportMissing(pathFile) }
      : parseCourse(markdown, { id: basename(resolve(folder)), file: pathFile });
  const lessonIds = course?.phases.flatMap((phase) => phase.lessons.map((lesson) => lesson.id)) ?? null;
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const read: Pick<CourseFolder, "questions" | "notes" | "diagnostics">[] = [];
  for (const entry of entries) {
    if (entry.name === PATH_FILE || entry.name.startsWith(".")) continue;
    const file = join(folder, entry.name);
    read.push(entry.isFile() && entry.name.endsWith(EXTENSION) ? await readLessonFile(file, lessonIds) : ignore(file));
  }
  return {
    course,
    markdown,
    questions: read.flatMap(({ questions }) => questions),
    notes: new Map(read.flatMap(({ notes }) => [...notes])),
    diagnostics: [diagnostics, ...read.map((each) => each.diagnostics)].flat(),
  };
}

/** Without a course (`lessonIds` null) nobody knows which lessons there are, and the file is only checked in itself. */
async function readLessonFile(file: string, lessonIds: readonly string[] | null) {
  const lessonId = basename(file, EXTENSION);
  const isId = SlugSchema.safeParse(lessonId).success;
  const isKnown = isId && (lessonIds === null || lessonIds.includes(lessonId));
  const report = createReport(file);
  if (!isKnown) {
    const hint = suggest(lessonId, lessonIds ?? []);
    report.add(
      "lesson-file-unknown",
      START,
      `No lesson has the id “${lessonId}”.${hint} Give this file its lesson's id.`,
    );
  }
  const markdown = await readFile(file, "utf8");
  const parsed = isId ? parseLessonFile(markdown, { lessonId, file }) : null;
  return {
    questions: isKnown ? (parsed?.questions ?? []) : [],
    notes: new Map(isKnown && parsed !== null ? [[lessonId, parsed.notes]] : []),
    diagnostics: [...report.diagnostics(), ...(parsed?.diagnostics ?? [])],
  };
}

function ignore(file: string) {
  const report = createReport(file);
  report.add("file-ignored", START, "This is neither path.md nor a lesson's file `<lesson id>.md`, and is not read.");
  return { questions: [], notes: new Map(), diagnostics: report.diagnostics() };
}

function reportMissing(pathFile: string): Diagnostic[] {
  const report = createReport(pathFile);
  report.add(
    "path-file-missing",
    START,
    "This file is missing: a course begins with it. docs/authoring.md has the template.",
  );
  return report.diagnostics();
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
