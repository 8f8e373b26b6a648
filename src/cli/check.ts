import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type Diagnostic, formatDiagnostic } from "../course/diagnostics.ts";
import { parseCourse } from "../course/parse-course.ts";
import { slugify } from "../course/slug.ts";
import { PATH_FILE, readContent, readCourseFolder } from "../storage/content.ts";

/**
 * Checks each path: a course's folder whole, a folder of such folders, one file of a course, or a course in a file of
 * its own. Prints every problem as compilers do, and resolves to the exit code: 1 when there is an error, else 0.
 */
export async function check(paths: readonly string[], print: (line: string) => void): Promise<number> {
  let errors = 0;
  let warnings = 0;
  for (const path of paths) {
    const diagnostics = await readDiagnostics(path);
    if (typeof diagnostics === "string") {
      errors += 1;
      print(diagnostics);
      continue;
    }
    for (const diagnostic of diagnostics) print(formatDiagnostic(diagnostic));
    const found = diagnostics.filter(({ severity }) => severity === "error").length;
    errors += found;
    warnings += diagnostics.length - found;
  }
  print(`${count(errors, "error")}, ${count(warnings, "warning")}`);
  return errors > 0 ? 1 : 0;
}

/** A sentence where there is nothing to check. */
async function readDiagnostics(path: string): Promise<readonly Diagnostic[] | string> {
  if (!existsSync(path)) return `${path}: there is no such file or folder`;
  if ((await stat(path)).isDirectory()) return readFolder(path);
  const folder = dirname(path);
  if (existsSync(join(folder, PATH_FILE))) {
    const { diagnostics } = await readCourseFolder(folder);
    return diagnostics.filter(({ file }) => file === join(folder, basename(path)));
  }
  const id = slugify(basename(path, extname(path))) || "course";
  return parseCourse(await readFile(path, "utf8"), { id, file: path }).diagnostics;
}

async function readFolder(path: string): Promise<readonly Diagnostic[] | string> {
  if (existsSync(join(path, PATH_FILE))) return (await readCourseFolder(path)).diagnostics;
  const courses = await readContent(path);
  if (courses.length === 0) return `${path}: there is no course here; a course is a folder with a ${PATH_FILE}`;
  return courses.flatMap(({ diagnostics }) => diagnostics);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
