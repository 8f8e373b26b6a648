import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseCourseFiles, readContent } from "../../src/catalog/content.ts";
import { PARSER_SOURCES, readContentThroughCache } from "../../src/catalog/content-cache.ts";

const PATH = `# Cooking

## Learning Path

### Phase 1: Basics

1. **Knives** — [Article](https://example.com/knives)
2. **Heat** — [Article](https://example.com/heat)
`;
const LESSON = "# Knives\n\n## Brief\n\nKeep them sharp.\n";
const CONTENT = resolve(import.meta.dirname, "../../content");

let folder: string;
let root: string;
let cacheFile: string;
/** Names of the folders that were parsed. */
let parsed: string[];
let failures: unknown[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-cache-"));
  root = join(folder, "content");
  cacheFile = join(folder, "data", "parsed-courses.json");
  parsed = [];
  failures = [];
  await mkdir(join(root, "cooking"), { recursive: true });
  await writeFile(join(root, "cooking", "path.md"), PATH);
  await writeFile(join(root, "cooking", "knives.md"), LESSON);
});

afterEach(() => rm(folder, { recursive: true }));

async function read(from = root) {
  parsed = [];
  const note = (error: unknown) => failures.push(error);
  return readContentThroughCache(from, cacheFile, note, async () => (files) => {
    parsed.push(files.folder);
    return parseCourseFiles(files);
  });
}

describe("courses read through the cache", () => {
  it("are what the parser returns, the first time and every time", async () => {
    const expected = await readContent(CONTENT);
    expect(await read(CONTENT)).toStrictEqual(expected);
    expect(parsed).not.toEqual([]);
    expect(await read(CONTENT)).toStrictEqual(expected);
    expect(parsed).toEqual([]);
    expect(failures).toEqual([]);
  });

  it("are parsed with the bot's own parser if no other is given", async () => {
    const own = await readContentThroughCache(root, cacheFile, (error) => failures.push(error));
    expect(own).toStrictEqual(await readContent(root));
  });

  it("keep their diagnostics", async () => {
    await writeFile(join(root, "cooking", "spoons.md"), LESSON);
    const first = await read();
    expect(first[0]?.diagnostics.map(({ code }) => code)).toContain("lesson-file-unknown");
    expect(await read()).toStrictEqual(first);
    expect(parsed).toEqual([]);
  });

  it.each<[string, () => Promise<void>]>([
    ["a lesson changed", () => writeFile(join(root, "cooking", "knives.md"), LESSON.replace("sharp", "clean"))],
    ["the path changed", () => writeFile(join(root, "cooking", "path.md"), PATH.replace("Basics", "The basics"))],
    ["a lesson was added", () => writeFile(join(root, "cooking", "heat.md"), LESSON)],
    ["a file was added that is not a lesson", () => writeFile(join(root, "cooking", "notes.txt"), "")],
    ["a lesson was renamed", () => rename(join(root, "cooking", "knives.md"), join(root, "cooking", "heat.md"))],
    ["a lesson was taken away", () => rm(join(root, "cooking", "knives.md"))],
    ["a course was renamed", () => rename(join(root, "cooking"), join(root, "baking"))],
    ["a course was added", () => mkdir(join(root, "baking"))],
  ])("are parsed again after %s", async (_what, change) => {
    await read();
    await change();
    expect(await read()).toStrictEqual(await readContent(root));
    expect(parsed).not.toEqual([]);
    await read();
    expect(parsed).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ["empty", () => ""],
    ["cut off", (text) => text.slice(0, -10)],
    ["longer than it was", (text) => `${text}\n`],
    ["changed in its middle", (text) => text.replace("Knives", "Spoons")],
    ["of another key", (text) => text.replace(/^./, (first) => (first === "0" ? "1" : "0"))],
    ["something else", () => '{"courses":[]}'],
  ])("are parsed and cached again if the cache is %s", async (_what, damage) => {
    const expected = await read();
    await writeFile(cacheFile, damage(await readFile(cacheFile, "utf8")));
    expect(await read()).toStrictEqual(expected);
    expect(parsed).not.toEqual([]);
    await read();
    expect(parsed).toEqual([]);
    expect(await readdir(dirname(cacheFile))).toEqual(["parsed-courses.json"]);
  });

  it("are parsed at every start if the cache cannot be written, which is reported", async () => {
    await writeFile(dirname(cacheFile), "a file where the folder should be");
    const expected = await readContent(root);
    expect(await read()).toStrictEqual(expected);
    expect(await read()).toStrictEqual(expected);
    expect(failures).toHaveLength(2);
  });
});

it("the cache's key covers each of our files that parsing uses", async () => {
  const reached = new Set<string>();
  const waiting = [resolve(import.meta.dirname, "../../src/catalog/content.ts")];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const imports = (await readFile(file, "utf8")).matchAll(/^(?:import|export|\}) (?!type)[^;]*?from "(\.[^"]+)";$/gm);
    for (const [, path = ""] of imports) waiting.push(resolve(dirname(file), path));
  }
  expect(reached.size).toBeGreaterThan(30);
  const isCovered = (file: string) => PARSER_SOURCES.some((source) => file === source || file.startsWith(source + sep));
  expect([...reached].filter((file) => !isCovered(file))).toEqual([]);
});
