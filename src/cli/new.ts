import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseCourse } from "../course/parse-course.ts";
import { slugify } from "../course/slug.ts";
import { PATH_FILE } from "../storage/course-files.ts";
import { writeLessonFile, writePath } from "./template.ts";

/**
 * Writes the template of a course with this title into a new folder in `into`. Resolves to the exit code: 1, and
 * nothing is written, when there is such a folder already or the title will not do.
 */
export async function createCourse(
  { title, id = slugify(title), into }: { title: string; id?: string | undefined; into: string },
  print: (line: string) => void,
): Promise<number> {
  if (/[\r\n]/.test(title)) {
    print("A title is one line.");
    return 1;
  }
  if (id === "") {
    print(`“${title}” has no letters for the folder's name: give one with --id, of a-z, 0-9 and hyphens.`);
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
    print(`${into} cannot be made: ${refused}. Nothing was written.`);
    return 1;
  }
  if (!(await makeNewFolder(folder))) {
    print(`${folder} is there already, and nothing was written: choose another title, or an id with --id.`);
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
  print(`Fill it in, and look for mistakes: npm run check -- ${folder}`);
  return 0;
}

/** Null when it is there; else the system's reason, such as a file in its place. */
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
