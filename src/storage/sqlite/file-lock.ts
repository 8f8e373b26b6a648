import { readFileSync, rmSync, writeFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { DatabaseInUseError, UnwritableDatabaseError } from "../database-error.ts";
import { explain, makeFolder } from "./access.ts";

export type FileLock = { release(): void };

/** Long enough for a program that is just ending, and for one that has just begun to say which process it is. */
const PATIENCE_MS = 1000;

/**
 * Claims a database file for this program. The lock is a transaction on a small file beside it, so that the operating
 * system releases it however the program ends. It keeps out programs that ask for it, and nobody else: a backup may still
 * open the database. `<file>.pid` says who holds it, and counts only while the lock is held.
 *
 * The lock file stays when the lock is released: removed, two programs could lock two files of the same name.
 *
 * @throws DatabaseInUseError if another program holds the lock, and another `DatabaseError` if there can be none
 */
export function lockDatabase(file: string): FileLock {
  makeFolder(file);
  const holderFile = `${file}.pid`;
  const lock = hold(file, holderFile);
  try {
    writeFileSync(holderFile, `${process.pid}\n`);
  } catch (error) {
    lock.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnwritableDatabaseError(file, reason, { cause: error });
  }
  return {
    release() {
      if (!lock.open) return;
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
}

function hold(file: string, holderFile: string): Sqlite.Database {
  let connection: Sqlite.Database | null = null;
  try {
    connection = new Sqlite(`${file}.lock`, { timeout: PATIENCE_MS });
    connection.exec("begin exclusive");
    return connection;
  } catch (error) {
    connection?.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new DatabaseInUseError(file, readHolder(holderFile), { cause: error });
    }
    throw explain(file, error);
  }
}

function readHolder(holderFile: string): number | null {
  try {
    const pid = readFileSync(holderFile, "utf8").trim();
    return /^\d+$/.test(pid) ? Number(pid) : null;
  } catch {
    return null;
  }
}
