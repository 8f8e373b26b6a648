import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const MIGRATIONS = path.resolve(import.meta.dirname, "../../drizzle/sqlite");

const JournalSchema = z.object({ entries: z.array(z.object({ when: z.int(), tag: z.string() })).min(1) });

async function readJournal() {
  return JournalSchema.parse(JSON.parse(await readFile(path.join(MIGRATIONS, "meta/_journal.json"), "utf8"))).entries;
}

test("each migration is later than the one before it, because drizzle skips one that is not", async () => {
  const times = (await readJournal()).map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

test("every SQL file is in the journal, and every entry has its file", async () => {
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith(".sql"));
  expect((await readJournal()).map(({ tag }) => `${tag}.sql`)).toEqual(files.sort());
});
