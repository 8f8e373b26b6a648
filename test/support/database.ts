import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../src/storage/storage.ts";

/** A real SQLite database in memory, made with the real migrations. */
export function openTestStorage(): Storage {
  return openSqlite(":memory:");
}

/** A path for a database in a folder of its own, which is deleted after the test. */
export function makeDatabasePath(): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-storage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "lockstep.db");
}
