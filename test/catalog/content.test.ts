import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readContent, readCourseFolder } from "../../src/catalog/content.ts";

const PATH = `# Cooking

## Learning Path

### Phase 1: Basics

1. **Knives** — [Article](https://example.com/knives)
2. **Heat** — [Article](https://example.com/heat)
`;

function lessonFile(question: string): string {
  const options = "- [x] Yes\n  > Indeed.\n- [ ] No\n  > Try it.\n";
  return `# Lesson\n\n## Questions\n\n### ${question}\n\nIs it so?\n\n${options}`;
}

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lockstep-content-"));
});

afterEach(() => rm(root, { recursive: true }));

async function write(files: Record<string, string | Buffer>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

describe("a course's folder", () => {
  it("gives the course, named after the folder, with the questions of all its lessons", async () => {
    await write({
      "cooking/path.md": PATH,
      "cooking/knives.md": lessonFile("Sharp"),
      "cooking/heat.md": lessonFile("Hot"),
    });
    const { course, questions, diagnostics } = await readCourseFolder(join(root, "cooking"));
    expect(diagnostics).toEqual([]);
    expect(course).toMatchObject({ id: "cooking", title: "Cooking" });
    expect(questions.map(({ id, lessonId }) => [id, lessonId])).toEqual([
      ["heat/hot", "heat"],
      ["knives/sharp", "knives"],
    ]);
  });

  it("gives the notes of its lessons, and ignores files of other names", async () => {
    const notes = (name: string) => `# ${name}\n\n## Brief\n\nAbout ${name}.\n`;
    await write({
      "cooking/path.md": PATH,
      "cooking/knives.md": notes("knives"),
      "cooking/knifes.md": notes("knifes"),
    });
    const { notes: read } = await readCourseFolder(join(root, "cooking"));
    const brief = [{ kind: "paragraph", spans: [{ kind: "plain", text: "About knives." }] }];
    expect([...read]).toEqual([["knives", { brief }]]);
  });

  it("reports every file's problems with the file, path.md's first", async () => {
    await write({
      "cooking/path.md": `${PATH}   - Duration: [Duration]\n`,
      "cooking/knives.md": lessonFile("Sharp").replace("  > Try it.\n", ""),
      "cooking/heat.md": lessonFile("…"),
      "cooking/knifes.md": lessonFile("Sharp"),
      "cooking/cover.png": Buffer.from([0x89, 0x50]),
      "cooking/Old Notes.md": "Anything.\n",
      "cooking/.draft.md": "Anything.\n",
      "cooking/pictures/knife.md": "Anything.\n",
    });
    const folder = join(root, "cooking");
    const { course, questions, diagnostics } = await readCourseFolder(folder);
    expect(course).not.toBeNull();
    expect(questions).toEqual([]);
    expect(diagnostics.map(({ file, code, line }) => [file, code, line])).toEqual([
      [join(folder, "path.md"), "placeholder", 9],
      [join(folder, "Old Notes.md"), "lesson-file-unknown", 1],
      [join(folder, "cover.png"), "file-ignored", 1],
      [join(folder, "heat.md"), "question-heading", 5],
      [join(folder, "knifes.md"), "lesson-file-unknown", 1],
      [join(folder, "knives.md"), "explanation-missing", 11],
      [join(folder, "pictures"), "file-ignored", 1],
    ]);
    expect(diagnostics[4]?.message).toContain("Did you mean “knives”?");
  });

  it("checks the lessons' files even if path.md has errors, but not whether their lessons exist", async () => {
    await write({ "cooking/path.md": "# Cooking\n", "cooking/rice.md": lessonFile("Done").replace("[x]", "[ ]") });
    const { course, diagnostics } = await readCourseFolder(join(root, "cooking"));
    expect(course).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["learning-path-missing", "right-option-missing"]);
  });

  it("without a path.md says which file is missing", async () => {
    await write({ "cooking/knives.md": lessonFile("Sharp") });
    const { course, diagnostics } = await readCourseFolder(join(root, "cooking"));
    expect(course).toBeNull();
    expect(diagnostics).toMatchObject([{ code: "path-file-missing", file: join(root, "cooking/path.md") }]);
  });

  it("is refused if its name is not an id", async () => {
    await write({ "My Course/path.md": PATH });
    expect(await readCourseFolder(join(root, "My Course"))).toMatchObject({
      course: null,
      diagnostics: [{ code: "course-invalid" }],
    });
  });

  it("is refused if its path.md is not UTF-8 text", async () => {
    await write({ "cooking/path.md": Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a]) });
    const { diagnostics } = await readCourseFolder(join(root, "cooking"));
    expect(diagnostics).toMatchObject([{ code: "not-text", line: 1, column: 3 }]);
  });
});

describe("the content", () => {
  it("is every course folder by name, without loose files and hidden folders", async () => {
    await write({
      "cooking/path.md": PATH,
      "baking/path.md": PATH.replace("# Cooking", "# Baking"),
      ".git/config": "",
      "README.md": "Courses.\n",
    });
    const read = await readContent(root);
    expect(read.map(({ course }) => course?.id)).toEqual(["baking", "cooking"]);
  });

  it("is empty if the folder does not exist", async () => {
    expect(await readContent(join(root, "nowhere"))).toEqual([]);
  });

  it("that comes with Lockstep has no diagnostics, and has questions for each lesson", async () => {
    const [read, ...others] = await readContent(join(import.meta.dirname, "../../content"));
    expect(others).toEqual([]);
    expect(read?.diagnostics).toEqual([]);
    const lessons = read?.course?.phases.flatMap((phase) => phase.lessons.map(({ id }) => id)) ?? [];
    expect(lessons).toHaveLength(7);
    const short = lessons.filter((id) => (read?.questions ?? []).filter(({ lessonId }) => lessonId === id).length < 3);
    expect(short).toEqual([]);
  });
});
