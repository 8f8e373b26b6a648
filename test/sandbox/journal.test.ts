import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Journal } from "../../src/sandbox/state/journal.ts";

async function newFile() {
  const folder = await mkdtemp(path.join(tmpdir(), "journal-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return { folder, file: path.join(folder, "kept.json") };
}

test("the lines are there when the journal is opened again, in order, from the number that is asked for", async () => {
  const { file } = await newFile();
  const journal = await Journal.open(file);
  journal.append("first");
  const from = journal.begin();
  journal.append("second");
  journal.append("third");
  const next = await Journal.open(file);
  expect(await next.read(0)).toEqual(["first", "second", "third"]);
  expect(await next.read(from)).toEqual(["second", "third"]);
  next.append("fourth");
  expect(await (await Journal.open(file)).read(from)).toEqual(["second", "third", "fourth"]);
});

test("an incomplete last line is left out", async () => {
  const { folder, file } = await newFile();
  (await Journal.open(file)).append("whole");
  const [name = ""] = await readdir(folder);
  await appendFile(path.join(folder, name), "hal");
  expect(await (await Journal.open(file)).read(0)).toEqual(["whole"]);
});

test("files before a number are removed, others stay", async () => {
  const { folder, file } = await newFile();
  const journal = await Journal.open(file);
  journal.append("old");
  const from = journal.begin();
  journal.append("new");
  await journal.forgetBefore(from);
  expect(await readdir(folder)).toHaveLength(1);
  expect(await journal.read(0)).toEqual(["new"]);
});
