import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const BIOME = path.join(ROOT, "node_modules/@biomejs/biome/bin/biome");

let house: string;

beforeAll(async () => {
  house = await mkdtemp(path.join(tmpdir(), "lockstep-time-"));
  for (const part of ["biome.json", "lint", ".gitignore"]) {
    await cp(path.join(ROOT, part), path.join(house, part), { recursive: true });
  }
});

afterAll(() => rm(house, { recursive: true }));

/** What the lint rules of biome.json say about one line of code in this file. */
async function lint(file: string, line: string): Promise<string> {
  await mkdir(path.dirname(path.join(house, file)), { recursive: true });
  await writeFile(path.join(house, file), `export const planted = () => ${line};\n`);
  return new Promise((resolve) => {
    execFile(process.execPath, [BIOME, "lint", file], { cwd: house }, (_failed, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

test.each([
  ["src/study/planted.ts", "Date.now()"],
  ["src/coach/planted.ts", "new Date()"],
  ["src/discord/views/planted.ts", "Temporal.Now.instant()"],
  ["src/sandbox/state/planted.ts", "Date.now()"],
  ["commands/planted.ts", "Date()"],
  ["test/coach/planted.test.ts", "[1].map(Date.now)"],
])("%s may not read the system's time by %s", async (file, line) => {
  expect(await lint(file, line)).toContain("Time is a parameter");
});

test.each([
  ["src/coach/planted.ts", "setTimeout(planted, 5)"],
  ["src/reminders/planted.ts", "setInterval(planted, 5)"],
  ["src/storage/planted.ts", "performance.now()"],
  ["test/coach/planted.test.ts", 'import("node:timers/promises")'],
])("%s may not wait by %s", async (file, line) => {
  expect(await lint(file, line)).toContain("Timers live in the clock");
});

test.each([
  ["src/study/planted.ts", "new Date(0)"],
  ["src/clocks/planted.ts", "setTimeout(planted, Date.now())"],
  ["src/sandbox/clock.ts", "Date.now()"],
  ["src/sandbox/gateway/planted.ts", "setTimeout(planted, performance.now())"],
  ["src/main.ts", "Date.now()"],
  ["bench/planted.ts", "performance.now()"],
])("%s may use %s", async (file, line) => {
  const messages = await lint(file, line);
  expect(messages).toContain("Checked 1 file");
  expect(messages).not.toContain("lint/");
  expect(messages).not.toContain("plugin");
});
