import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCourseFolder } from "../../src/catalog/content.ts";
import { createCourse } from "../../src/cli/new.ts";
import { NOTE_SECTIONS } from "../../src/course/notes.ts";

let into: string;

beforeEach(async () => {
  into = await mkdtemp(join(tmpdir(), "lockstep-new-"));
});

afterEach(() => rm(into, { recursive: true }));

async function run(title: string, id?: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await createCourse({ title, id, into }, (line) => lines.push(line)), lines };
}

describe("a new course", () => {
  it("has no mistakes, and has notes and a question of each kind for every lesson", async () => {
    const { code, lines } = await run("Learning to cook");
    const folder = join(into, "learning-to-cook");
    expect(code).toBe(0);
    expect(lines).toContain(`Wrote ${join(folder, "path.md")}`);
    expect(lines.at(-1)).toContain(`npm run check -- ${folder}`);
    const { course, questions, notes, diagnostics } = await readCourseFolder(folder);
    expect(diagnostics).toEqual([]);
    expect(course).toMatchObject({ id: "learning-to-cook", title: "Learning to cook" });
    const lessons = course?.phases.flatMap((phase) => phase.lessons) ?? [];
    expect(lessons.length).toBeGreaterThan(1);
    for (const { id } of lessons) {
      const asked = questions.filter(({ lessonId }) => lessonId === id);
      expect(asked).toMatchObject([
        { kind: "choice", options: [{ right: true }, { right: false }, { right: false }] },
        { kind: "choice", options: [{ right: true }, { right: true }, { right: false }] },
        { kind: "order" },
      ]);
      expect(Object.keys(notes.get(id) ?? {})).toEqual(NOTE_SECTIONS);
    }
  });

  it.each(["C++ & *Rust*, [x] <b>: `1`. #", "1. Step \\\\ by_step_", "a ~~b~~ | c &amp; d"])(
    "keeps the title “%s” as it was given",
    async (title) => {
      expect((await run(title, "course")).code).toBe(0);
      expect((await readCourseFolder(join(into, "course"))).course?.title).toBe(title);
    },
  );

  it("creates the folder that it goes to", async () => {
    into = join(into, "some", "where");
    expect((await run("Cooking")).code).toBe(0);
    expect(await readdir(join(into, "cooking"))).toContain("path.md");
  });

  it("overwrites nothing", async () => {
    await mkdir(join(into, "cooking"));
    await writeFile(join(into, "cooking", "path.md"), "mine");
    const { code, lines } = await run("Cooking");
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining("already exists, so nothing was written")]);
    expect(await readdir(join(into, "cooking"))).toEqual(["path.md"]);
    expect(await readFile(join(into, "cooking", "path.md"), "utf8")).toBe("mine");
  });

  it("is not written if a file is in the way of its folder", async () => {
    await writeFile(join(into, "taken"), "mine");
    into = join(into, "taken");
    const { code, lines } = await run("Cooking");
    expect(code).toBe(1);
    expect(lines).toEqual([`${into} cannot be created: EEXIST. Nothing was written.`]);
    into = dirname(into);
  });

  it.each([
    ["a title without Latin letters", "الطبخ", undefined, "give an id with --id"],
    ["an id that leads elsewhere", "Cooking", "../cooking", "The course's id is not valid"],
    ["a title of 151 characters", "x".repeat(151), undefined, "at most 150 fit"],
    ["a title of two lines", "Cooking\n\n## Notes", undefined, "one line"],
  ])("is not made from %s", async (_what, title, id, message) => {
    const { code, lines } = await run(title, id);
    expect(code).toBe(1);
    expect(lines[0]).toContain(message);
    expect(await readdir(into)).toEqual([]);
  });
});
