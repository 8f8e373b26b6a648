import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { readContent, readCourseFolder } from "../catalog/content.ts";
import { PATH_FILE } from "../catalog/course-files.ts";
import { createReport, type Diagnostic, START } from "../course/diagnostics.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";
import type { Course } from "../course/model.ts";
import { slugify } from "../course/slug.ts";

export type ReadCourse = { course: Course | null; diagnostics: readonly Diagnostic[] };

/**
 * Reads the courses at the path. It may be a course's folder, a folder of such folders, one file of a course, or a
 * course in a single file.
 */
export async function readCourses(path: string): Promise<ReadCourse[]> {
  if (!existsSync(path)) return [refuse(path, "There is no such file or folder.")];
  if ((await stat(path)).isDirectory()) return readFolder(path);
  const folder = dirname(path);
  if (existsSync(join(folder, PATH_FILE))) {
    const { course, diagnostics } = await readCourseFolder(folder);
    return [{ course, diagnostics: diagnostics.filter(({ file }) => file === join(folder, basename(path))) }];
  }
  const id = slugify(basename(path, extname(path))) || "course";
  return [parseCourse(await readFile(path, "utf8"), { id, file: path })];
}

async function readFolder(path: string): Promise<ReadCourse[]> {
  if (existsSync(join(path, PATH_FILE))) return [await readCourseFolder(path)];
  const courses = await readContent(path);
  if (courses.length > 0) return courses;
  return [refuse(path, `There is no course here: a course is a folder with a ${PATH_FILE}.`)];
}

function refuse(path: string, message: string): ReadCourse {
  const report = createReport(path);
  report.add("nothing-to-check", START, message);
  return { course: null, diagnostics: report.diagnostics() };
}
