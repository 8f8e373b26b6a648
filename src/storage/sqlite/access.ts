import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type Sqlite from "better-sqlite3";
import { UnwritableDatabaseError } from "../database-error.ts";

/** Makes the folder that a file is to be in. Throws an `UnwritableDatabaseError` if that fails. */
export function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnwritableDatabaseError(file, `its folder cannot be made (${reason})`, { cause: error });
  }
}

export function unwritable(file: string, error: InstanceType<typeof Sqlite.SqliteError>): UnwritableDatabaseError {
  return new UnwritableDatabaseError(file, `${error.message} (${error.code})`, { cause: error });
}
