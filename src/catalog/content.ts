import { basename, join, resolve } from "node:path";
import { createReport, type Diagnostic, START } from "../course/diagnostics.ts";
import { parseLessonFile } from "../course/markdown/lesson-file.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";
import { type Course, SlugSchema } from "../course/model.ts";
import { suggest } from "../course/nearest.ts";
import type { LessonNotes } from "../course/notes.ts";
import type { BankEntry } from "../quiz/question.ts";
import { type CourseFiles, LESSON_EXTENSION, PATH_FILE, readAllCourseFiles, readCourseFiles } from "./course-files.ts";

export type CourseFolder = {
  /** Null if its path.md is missing or has errors. */
  course: Course | null;
  /** The text of path.md; null if it is missing. */
  markdown: string | null;
  /** The questions of all lessons, without those that have errors. */
  questions: BankEntry[];
  /** By lesson id. */
  notes: Map<string, LessonNotes>;
  /** Those of path.md come first, then those of the other files by name. */
  diagnostics: Diagnostic[];
};

/**
 * Reads every course folder in `root`, by name; hidden folders and loose files are not courses. If `root` does not
 * exist, there are none. Rejects if something there cannot be read.
 */
export async function readContent(root: string): Promise<CourseFolder[]> {
  return (await readAllCourseFiles(root)).map(parseCourseFiles);
}

/**
 * Reads one course: its path.md and a file for each lesson, `<lesson id>.md`. The folder's name is the
 * course's id. Rejects if a file that exists cannot be read.
 */
export async function readCourseFolder(folder: string): Promise<CourseFolder> {
  return parseCourseFiles(await readCourseFiles(folder));
}

export function parseCourseFiles({ folder, entries }: CourseFiles): CourseFolder {
  const pathFile = join(folder, PATH_FILE);
  const markdown = entries.find(({ name }) => name === PATH_FILE)?.text ?? null;
  const { course, diagnostics } =
    markdown === null
      ? { course: null, diagnostics: reportMissing(pathFile) }
      : parseCourse(markdown, { id: basename(resolve(folder)), file: pathFile });
  const lessonIds = course?.phases.flatMap((phase) => phase.lessons.map((lesson) => lesson.id)) ?? null;
  const read = entries
    .filter(({ name }) => name !== PATH_FILE)
    .map(({ name, text }) => {
      const file = join(folder, name);
      return text === null ? ignore(file) : parseLesson(text, file, lessonIds);
    });
  return {
    course,
    markdown,
    questions: read.flatMap(({ questions }) => questions),
    notes: new Map(read.flatMap(({ notes }) => [...notes])),
    diagnostics: [diagnostics, ...read.map((each) => each.diagnostics)].flat(),
  };
}

/** `lessonIds` is null if the course has errors. Then the file is checked, but not whether its lesson exists. */
function parseLesson(markdown: string, file: string, lessonIds: readonly string[] | null) {
  const lessonId = basename(file, LESSON_EXTENSION);
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
  const parsed = isId ? parseLessonFile(markdown, { lessonId, file }) : null;
  return {
    questions: isKnown ? (parsed?.questions ?? []) : [],
    notes: new Map(isKnown && parsed !== null ? [[lessonId, parsed.notes]] : []),
    diagnostics: [...report.diagnostics(), ...(parsed?.diagnostics ?? [])],
  };
}

function ignore(file: string) {
  const report = createReport(file);
  report.add(
    "file-ignored",
    START,
    "This file is ignored: it is neither path.md nor a lesson's file, `<lesson id>.md`.",
  );
  return { questions: [], notes: new Map(), diagnostics: report.diagnostics() };
}

function reportMissing(pathFile: string): Diagnostic[] {
  const report = createReport(pathFile);
  report.add(
    "path-file-missing",
    START,
    "This file is missing, and every course needs one. docs/authoring.md has the template.",
  );
  return report.diagnostics();
}
