import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { MIGRATIONS_FOLDER } from "../../../src/storage/sqlite/migrations.ts";

const JournalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/**
 * A folder with the migrations up to `last`, to make a database of an earlier version. It is deleted after the test.
 */
export function migrationsUpTo(last: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JournalSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const end = journal.entries.findIndex(({ tag }) => tag === last) + 1;
  if (end === 0) throw new Error(`there is no migration ${last}`);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}
