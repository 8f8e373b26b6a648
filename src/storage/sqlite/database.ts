import { existsSync, statSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { NewerDatabaseError, UnreadableDatabaseError } from "../database-error.ts";
import { makeFolder, unwritable } from "./access.ts";
import { drizzle } from "./drizzle.ts";
import { applyMigrations, inspectMigrations, MIGRATIONS_FOLDER } from "./migrations.ts";

const IN_MEMORY = ":memory:";

/** How long a write waits for a transaction of another process, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;

/** Refuses promises: a transaction with an async callback would end at its first `await`, before its work is done. */
type Settled<T> = T extends PromiseLike<unknown> ? never : T;

export type Database = {
  /** Builds and prepares statements. Transactions begin only with `read` and `write`, whose types refuse async work. */
  orm: Omit<BetterSQLite3Database, "transaction">;
  /** Runs several reads that must see the same state of the database. */
  read<T>(work: () => Settled<T>): T;
  /** Runs `work` in a transaction. If it throws, nothing is written. Takes the write lock first, so that its reads are not stale. */
  write<T>(work: () => Settled<T>): T;
  /** Moves everything from the `-wal` file into the database file and closes it. May be called twice. */
  close(): void;
};

/**
 * Opens and migrates a database. Creates the file and its folder if they are missing. Throws a `DatabaseError` if the file
 * cannot be used.
 */
export function openDatabase(file: string): Database {
  if (file !== IN_MEMORY) {
    inspect(file);
    makeFolder(file);
  }
  const connection = connect(file);
  const transact = connection.transaction((work: () => unknown) => work());
  return {
    orm: drizzle({ client: connection }),
    read: <T>(work: () => Settled<T>) => transact.deferred(work) as T,
    write: <T>(work: () => Settled<T>) => transact.immediate(work) as T,
    close() {
      if (!connection.open) return;
      connection.pragma("wal_checkpoint(truncate)");
      connection.close();
    },
  };
}

/** Checks an existing file before anything is written to it. */
function inspect(file: string): void {
  if (!existsSync(file)) return;
  try {
    const connection = new Sqlite(file, { readonly: hasUncheckpointed(file), fileMustExist: true });
    try {
      const inspection = inspectMigrations(connection, MIGRATIONS_FOLDER);
      if (inspection.kind === "newer") throw new NewerDatabaseError(file, inspection.migrations);
      if (inspection.kind === "foreign") throw new UnreadableDatabaseError(file, "it holds another program's tables");
    } finally {
      connection.close();
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    // Even reading a WAL database needs files beside it.
    if (error.code.startsWith("SQLITE_READONLY")) throw unwritable(file, error);
    const found = error.code === "SQLITE_NOTADB" ? "it is not an SQLite database" : `${error.message} (${error.code})`;
    throw new UnreadableDatabaseError(file, found, { cause: error });
  }
}

/**
 * Whether commits are waiting in the `-wal` file. If so, the check must only read, since a connection that may write would
 * move them into the database when it closes. If not, it may write, since a read-only one would leave an empty `-wal`.
 */
function hasUncheckpointed(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function connect(file: string): Sqlite.Database {
  let connection: Sqlite.Database | null = null;
  try {
    connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma("journal_mode = wal");
    // Once Discord was told about a commit, it must survive a power cut. WAL's default does not guarantee that.
    connection.pragma("synchronous = full");
    applyMigrations(connection, MIGRATIONS_FOLDER);
    return connection;
  } catch (error) {
    connection?.close();
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(CANTOPEN|READONLY|IOERR|FULL)/.test(error.code)) {
      throw unwritable(file, error);
    }
    throw error;
  }
}
