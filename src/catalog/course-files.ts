import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const PATH_FILE = "path.md";
export const LESSON_EXTENSION = ".md";

/** What a course's folder holds, not yet looked into. Hidden entries do not count. */
export type CourseFiles = {
  folder: string;
  /** By name; `text` is null for what is no course text: other files, and folders. */
  entries: readonly { name: string; text: string | null }[];
};

/**
 * Reads every course folder in `root`, by name; hidden folders and loose files are no courses. A `root` that does not
 * exist holds none. Rejects when something there cannot be read.
 */
export async function readAllCourseFiles(root: string): Promise<CourseFiles[]> {
  const entries = (await unlessMissing(readdir(root, { withFileTypes: true }))) ?? [];
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
  return Promise.all(folders.toSorted().map((name) => readCourseFiles(join(root, name))));
}

/** Rejects when a file that is there cannot be read. */
export async function readCourseFiles(folder: string): Promise<CourseFiles> {
  const found = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith("."));
  const entries: { name: string; text: string | null }[] = [];
  for (const entry of found.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const isText = entry.name === PATH_FILE || (entry.isFile() && entry.name.endsWith(LESSON_EXTENSION));
    const reading = isText ? readFile(join(folder, entry.name), "utf8") : null;
    entries.push({ name: entry.name, text: reading && (await unlessMissing(reading)) });
  }
  return { folder, entries };
}

/** Null for a file that is not there, be it that a link leads to nothing. */
async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
