import { createHash, type Hash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LessonNotes } from "../course/notes.ts";
import type { CourseFolder } from "./content.ts";
import { type CourseFiles, readAllCourseFiles } from "./course-files.ts";

/**
 * Parsing the courses is a good part of a start, so the result is cached in a file. Its first line is a key, a hash
 * of everything that the result depends on: the texts, the parser and the version of Node. If the key differs, or the
 * file is damaged or missing, the courses are parsed and the file is written again.
 */

type Parse = (files: CourseFiles) => CourseFolder;

/** The code that parsing depends on. The packages that it uses are pinned in the lockfile. */
export const PARSER_SOURCES: readonly string[] = [
  "../course",
  "../quiz",
  "content.ts",
  "course-files.ts",
  "content-cache.ts",
].map((path) => join(import.meta.dirname, path));
const LOCKFILE = join(import.meta.dirname, "../../package-lock.json");

/** Resolves to the same as `readContent`. Calls `onFailure` if `cacheFile` could not be written. */
export async function readContentThroughCache(
  root: string,
  cacheFile: string,
  onFailure: (error: unknown) => void,
  loadParser: () => Promise<Parse> = loadOwnParser,
): Promise<CourseFolder[]> {
  const files = await readAllCourseFiles(root);
  const key = await makeKey(files);
  const kept = await readCache(cacheFile, key);
  if (kept !== null) return kept;
  const parsed = files.map(await loadParser());
  await writeCache(cacheFile, key, parsed).catch(onFailure);
  return parsed;
}

/** Loaded only if something must be parsed. */
async function loadOwnParser(): Promise<Parse> {
  return (await import("./content.ts")).parseCourseFiles;
}

async function makeKey(files: readonly CourseFiles[]): Promise<string> {
  const hash = createHash("sha256");
  hash.update(process.version);
  for (const source of PARSER_SOURCES) await addSource(hash, source);
  await addSource(hash, LOCKFILE);
  // As JSON, so that two texts can never hash like one.
  hash.update(JSON.stringify(files));
  return hash.digest("hex");
}

async function addSource(hash: Hash, path: string): Promise<void> {
  try {
    hash.update(await readFile(path));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    if (codeOf(error) !== "EISDIR") throw error;
    for (const name of (await readdir(path)).toSorted()) {
      hash.update(name);
      await addSource(hash, join(path, name));
    }
  }
}

/** A course folder as JSON, which has no maps. */
type Kept = Omit<CourseFolder, "notes"> & { notes: [lessonId: string, notes: LessonNotes][] };

/** Null if the file is missing or damaged, or was written under another key. */
async function readCache(cacheFile: string, key: string): Promise<CourseFolder[] | null> {
  const text = await readFile(cacheFile, "utf8").catch(() => "");
  const [foundKey, sum, body, ...rest] = text.split("\n");
  if (foundKey !== key || body === undefined || sum !== sumOf(body) || rest.length > 0) return null;
  const folders: Kept[] = JSON.parse(body);
  return folders.map((folder) => ({ ...folder, notes: new Map(folder.notes) }));
}

/** Writes another file and renames it, so that no start reads half a file. */
async function writeCache(cacheFile: string, key: string, folders: readonly CourseFolder[]): Promise<void> {
  const kept = folders.map((folder): Kept => ({ ...folder, notes: [...folder.notes] }));
  const body = JSON.stringify(kept);
  const draft = `${cacheFile}.${process.pid}`;
  await mkdir(dirname(cacheFile), { recursive: true });
  await writeFile(draft, [key, sumOf(body), body].join("\n"));
  await rename(draft, cacheFile);
}

function sumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
