import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import {
  DamagedDatabaseError,
  ForbiddenDatabaseError,
  LockedDatabaseError,
  UnreadableDatabaseError,
  UnwritableDatabaseError,
} from "../database-error.ts";

/** Makes the folder that a file is to be in. Throws an `UnwritableDatabaseError` if that fails. */
export function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnwritableDatabaseError(file, `its folder cannot be made (${reason})`, { cause: error });
  }
}

/** What SQLite reported, as the person who runs the bot needs to hear it; anything else as it is. */
export function explain(file: string, error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const { code } = error;
  const reason = `${error.message} (${code})`;
  // Even reading a WAL database needs files beside it.
  if (/^SQLITE_(READONLY|IOERR|FULL)/.test(code)) return new UnwritableDatabaseError(file, reason, { cause: error });
  if (/^SQLITE_(CANTOPEN|PERM|AUTH)/.test(code)) return explainClosed(file, reason, error);
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new LockedDatabaseError(file, { cause: error });
  if (code.startsWith("SQLITE_CORRUPT")) return new DamagedDatabaseError(file, error.message, { cause: error });
  if (code === "SQLITE_NOTADB") {
    return new UnreadableDatabaseError(file, "it is not an SQLite database", { cause: error });
  }
  return error;
}

function explainClosed(file: string, reason: string, cause: Error): Error {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return new UnwritableDatabaseError(file, reason, { cause });
  if (found.isDirectory()) return new UnreadableDatabaseError(file, "it is a folder", { cause });
  return mayRead(file)
    ? new UnwritableDatabaseError(file, reason, { cause })
    : new ForbiddenDatabaseError(file, reason, { cause });
}

function mayRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
