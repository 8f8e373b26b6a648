import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PATH_FILE } from "../catalog/course-files.ts";
import { parseCourse } from "../course/markdown/parse-course.ts";
import { slugify } from "../course/slug.ts";
import { writeLessonFile, writePath } from "./template.ts";

/**
 * Writes a template for a course with this title into a new folder in `into`. Resolves to the exit code. If the folder
 * exists or the title cannot be used, that is 1 and nothing is written.
 */
export async function createCourse(
  { title, id = slugify(title), into }: { title: string; id?: string | undefined; into: string },
  print: (line: string) => void,
): Promise<number> {
  if (/[\r\n]/.test(title)) {
    print("A title must be one line.");
    return 1;
  }
  if (id === "") {
    print(`“${title}” has no letters for the folder's name: give an id with --id, made of a-z, 0-9 and hyphens.`);
    return 1;
  }
  const folder = join(into, id);
  const path = writePath(title);
  const { course, diagnostics } = parseCourse(path, { id, file: join(folder, PATH_FILE) });
  if (course === null) {
    for (const { message } of diagnostics) print(message);
    return 1;
  }
  const refused = await makeFolders(into);
  if (refused !== null) {
    print(`${into} cannot be created: ${refused}. Nothing was written.`);
    return 1;
  }
  if (!(await makeNewFolder(folder))) {
    print(`${folder} already exists, so nothing was written: choose another title, or give an id with --id.`);
    return 1;
  }
  const files = [
    { name: PATH_FILE, text: path },
    ...course.phases
      .flatMap(({ lessons }) => lessons)
      .map((lesson) => ({ name: `${lesson.id}.md`, text: writeLessonFile(lesson) })),
  ];
  for (const { name, text } of files) {
    const file = join(folder, name);
    await writeFile(file, text, { flag: "wx" });
    print(`Wrote ${file}`);
  }
  print(`Fill it in, then check it for mistakes: npm run check -- ${folder}`);
  return 0;
}

/** Null if the folder exists afterwards; else the system's error code, for example because a file is in the way. */
async function makeFolders(into: string): Promise<string | null> {
  try {
    await mkdir(into, { recursive: true });
    return null;
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}

async function makeNewFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
