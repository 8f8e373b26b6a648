import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const PATH_FILE = "path.md";
export const LESSON_EXTENSION = ".md";

/** The files of a course's folder, not parsed yet. Hidden ones are left out. */
export type CourseFiles = {
  folder: string;
  /** By name. `text` is null for other files and for folders, which are not read. */
  entries: readonly { name: string; text: string | null }[];
};

/**
 * Reads every course folder in `root`, by name; hidden folders and loose files are not courses. If `root` does not
 * exist, there are none. Rejects if something there cannot be read.
 */
export async function readAllCourseFiles(root: string): Promise<CourseFiles[]> {
  const entries = (await unlessMissing(readdir(root, { withFileTypes: true }))) ?? [];
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => name);
  return Promise.all(folders.toSorted().map((name) => readCourseFiles(join(root, name))));
}

/** Rejects if a file that exists cannot be read. */
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

/** Null if the file does not exist, or is a link to one that does not. */
async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
