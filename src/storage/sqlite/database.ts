import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { NewerDatabaseError, UnreadableDatabaseError, UnwritableDatabaseError } from "../database-error.ts";
import { drizzle } from "./drizzle.ts";
import { applyMigrations, inspectMigrations, MIGRATIONS_FOLDER } from "./migrations.ts";

const IN_MEMORY = ":memory:";

/** How long a write waits for another process's transaction. */
const BUSY_TIMEOUT_MS = 5000;

/** Never a promise: a transaction with an async callback would end at its first `await`, its work undone or half done. */
type Settled<T> = T extends PromiseLike<unknown> ? never : T;

export type Database = {
  /** Builds and prepares statements. Transactions begin only with `read` and `write`, which refuse async work by type. */
  orm: Omit<BetterSQLite3Database, "transaction">;
  /** Runs reads that must see one state. */
  read<T>(work: () => Settled<T>): T;
  /** Runs `work` wholly or, when it throws, not at all. The write lock is taken first, so that nothing read in it is stale. */
  write<T>(work: () => Settled<T>): T;
  /** Brings the whole of the data into the one file, and lets go of it. */
  close(): void;
};

/**
 * Opens and migrates a database, creating the file and its folder where they are missing.
 * Throws a `DatabaseError` for a file that cannot be used.
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

/** Looks at an existing file before anything is written to it. */
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
 * Whether commits wait in the `-wal` file. A connection that may write would move them into the file when it closes; one
 * that may not would leave an empty `-wal` beside a file that has none.
 */
function hasUncheckpointed(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnwritableDatabaseError(file, `its folder cannot be made (${reason})`, { cause: error });
  }
}

function connect(file: string): Sqlite.Database {
  let connection: Sqlite.Database | null = null;
  try {
    connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma("journal_mode = wal");
    // A commit that Discord was told of must survive a power cut; WAL's default would not promise that.
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

function unwritable(file: string, error: InstanceType<typeof Sqlite.SqliteError>): UnwritableDatabaseError {
  return new UnwritableDatabaseError(file, `${error.message} (${error.code})`, { cause: error });
}
