import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { check } from "../../src/cli/check.ts";
import { drawExcerpt } from "../../src/cli/excerpt.ts";
import type { Format } from "../../src/cli/formats.ts";

const ROOT = join(import.meta.dirname, "../..");
const TEMPLATE = join(ROOT, "test/fixtures/course/learning-path.md");

const PATH =
  "# Cooking\n\n## Learning Path\n\n### Phase 1: Basics\n\n1. **Knives** — [Article](https://example.com/k)\n";
const WRONG_LESSON = "# Knives\n\n## Questions\n\n### Sharp\n\nIs it?\n\n- [x] Yes\n  > Indeed.\n- [ ] No\n";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lockstep-check-"));
});

afterEach(() => rm(root, { recursive: true }));

async function writeCourse(name: string, files: Record<string, string>): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

async function runAs(format: Format, ...paths: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await check(paths, format, (line) => lines.push(line)), lines };
}

const run = (...paths: string[]) => runAs("human", ...paths);

describe("checking", () => {
  it("a folder of courses prints every problem of each like a compiler and fails", async () => {
    const cooking = await writeCourse("cooking", { "path.md": PATH, "knives.md": WRONG_LESSON });
    const baking = await writeCourse("baking", { "path.md": PATH.replace("https", "http"), "dough.md": "# Dough\n" });
    const { code, lines } = await run(root);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(`^${baking}/path.md:7:17 error link-not-https: “http://example.com/k” is not a complete`),
      "    7 | 1. **Knives** — [Article](http://example.com/k)",
      "      |                 ^",
      expect.stringMatching(`^${cooking}/knives.md:11:1 error explanation-missing: This option has no explanation.`),
      "   11 | - [ ] No",
      "      | ^",
      "2 errors, 0 warnings",
    ]);
  });

  it("one course folder leaves the others alone", async () => {
    const cooking = await writeCourse("cooking", { "path.md": PATH });
    await writeCourse("baking", { "path.md": "" });
    expect(await run(cooking)).toEqual({ code: 0, lines: ["0 errors, 0 warnings"] });
  });

  it("one file of a course reports only on this file, as the kind of file it is", async () => {
    const files = { "path.md": `${PATH}   - Focus:\n`, "knives.md": WRONG_LESSON, "heat.md": "# Heat\n" };
    const cooking = await writeCourse("cooking", files);
    expect((await run(join(cooking, "path.md"))).lines.at(-1)).toBe("0 errors, 1 warning");
    expect((await run(join(cooking, "knives.md"))).lines[0]).toContain("knives.md:11:1 error explanation-missing");
    expect((await run(join(cooking, "heat.md"))).lines[0]).toContain("heat.md:1:1 error lesson-file-unknown");
  });

  it("a course in a single file passes with warnings", async () => {
    const { code, lines } = await run(TEMPLATE);
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      `${TEMPLATE}:17:4 warning link-missing: “Heartbeats” has no link yet: write \`[Article](https://…)\`.`,
    );
    expect(lines.at(-1)).toBe("0 errors, 14 warnings");
  });

  it("several paths adds up all their problems", async () => {
    const { code, lines } = await run(TEMPLATE, join(root, "nowhere"), root);
    expect(code).toBe(1);
    expect(lines.slice(-3)).toEqual([
      `${join(root, "nowhere")}:1:1 error nothing-to-check: There is no such file or folder.`,
      `${root}:1:1 error nothing-to-check: There is no course here: a course is a folder with a path.md.`,
      "2 errors, 14 warnings",
    ]);
  });
});

describe("the source line below a problem", () => {
  it.each([
    ["keeps the caret below its column, and leaves characters that do not print blank", "\u202E\t- Ä", 5, "  - Ä", 5],
    ["is cut around a column far to the right", `${"x".repeat(500)}y${"z".repeat(500)}`, 501, null, 60],
  ])("%s", (_what, source, column, shown, caret) => {
    const [line = "", below = ""] = drawExcerpt([source], { line: 1, column });
    if (shown !== null) expect(line).toBe(`    1 | ${shown}`);
    expect(line.length).toBeLessThanOrEqual(8 + 120);
    expect(below.indexOf("^")).toBe(7 + caret);
    expect(line[7 + caret]).toBe(shown === null ? "y" : "Ä");
  });

  it("is left out if it is blank or missing", () => {
    expect(drawExcerpt(["", "x"], { line: 1, column: 1 })).toEqual([]);
    expect(drawExcerpt(["x"], { line: 2, column: 1 })).toEqual([]);
  });
});

describe("checking for programs", () => {
  it("gives one JSON object", async () => {
    const cooking = await writeCourse("cooking", { "path.md": PATH.replace("https", "http") });
    const { code, lines } = await runAs("json", cooking);
    expect(code).toBe(1);
    expect(JSON.parse(lines.join("\n"))).toEqual({
      errors: 1,
      warnings: 0,
      diagnostics: [
        {
          file: join(cooking, "path.md"),
          line: 7,
          column: 17,
          code: "link-not-https",
          severity: "error",
          message: expect.stringContaining("http://example.com/k"),
        },
      ],
    });
  });

  it("gives a JSON object even if all is well", async () => {
    const { code, lines } = await runAs("json", await writeCourse("cooking", { "path.md": PATH }));
    expect([code, JSON.parse(lines.join("\n"))]).toEqual([0, { errors: 0, warnings: 0, diagnostics: [] }]);
  });

  it("gives annotations for a GitHub workflow, and escapes what could end them early", async () => {
    const cooking = await writeCourse("co,ok:ing", { "path.md": `${PATH}   - Duration: 100%\n` });
    const { code, lines } = await runAs("github", join(cooking, "path.md"));
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(
        /^::error file=.*\/co%2Cok%3Aing\/path\.md,line=8,col=6,title=duration-unreadable::“100%25” is not a duration\./,
      ),
    ]);
  });
});

describe("the command line", () => {
  const lockstep = async (...words: string[]) => {
    const running = promisify(execFile)(process.execPath, [join(ROOT, "src/cli/main.ts"), ...words], { cwd: ROOT });
    return running.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  };

  it("checks content/ unless told otherwise, and finds nothing", async () => {
    expect(await lockstep("check")).toEqual({ code: 0, stdout: "0 errors, 0 warnings\n", stderr: "" });
  });

  it("exits with 1 if there is an error", async () => {
    expect(await lockstep("check", "nowhere")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("nowhere:1:1 error nothing-to-check: There is no"),
    });
  });

  it.each([
    [[]],
    [["chek"]],
    [["check", "--fast"]],
    [["check", "--format", "xml"]],
    [["check", "--into", "content"]],
    [["show"]],
    [["show", "content", "content"]],
    [["new"]],
    [["schema", "content"]],
    [["new", "Learning", "to", "cook"]],
  ])("%j prints the usage and exits with 2", async (words) => {
    expect(await lockstep(...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Usage: lockstep"),
    });
  });

  it.each([["--help"], ["-h"], ["check", "--help"], ["new", "-h"]])("%s %s prints the usage", async (...words) => {
    expect(await lockstep(...words)).toMatchObject({ code: 0, stdout: expect.stringContaining("Usage: lockstep") });
  });
});
