import { type BigIntStats, statSync } from "node:fs";
import Sqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Clock } from "../../coach/ports.ts";
import {
  DamagedDatabaseError,
  type DatabaseError,
  EmptyDatabaseError,
  GoneDatabaseError,
  NewerDatabaseError,
  UnreadableDatabaseError,
} from "../database-error.ts";
import { explain, makeFolder } from "./access.ts";
import { drizzle } from "./drizzle.ts";
import { findDamage, findDamageBeside } from "./integrity.ts";
import { applyMigrations, inspectMigrations, MIGRATIONS_FOLDER } from "./migrations.ts";
import { createWriteQueue, type WriteQueue } from "./write-queue.ts";

const IN_MEMORY = ":memory:";

/** How long a write waits on the spot for a transaction of another program if there is no clock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5000;
/** The same with a clock: nothing else can go on meanwhile, so that it waits further in the queue of writes. */
const SHORT_BUSY_TIMEOUT_MS = 50;
/** The same for the first look at a file: whoever locks out readers does it for a moment, or for good. */
const LOOK_TIMEOUT_MS = 1000;

/** Up to this size a file is looked through before it is used: that takes 50 ms at most. */
const CHECKED_BEFORE_USE_BYTES = 8 * 1024 * 1024;

/** Refuses promises: a transaction with an async callback would end at its first `await`, before its work is done. */
type Settled<T> = T extends PromiseLike<unknown> ? never : T;

export type Database = {
  /** Builds and prepares statements. Transactions begin only with `read` and `write`, whose types refuse async work. */
  orm: Omit<BetterSQLite3Database, "transaction">;
  /** Runs several reads that must see the same state of the database. */
  read<T>(work: () => Settled<T>): T;
  /**
   * Runs `work` in a transaction. If it throws, nothing is written. Takes the write lock first, so that its reads are not
   * stale.
   * Rejects with a GoneDatabaseError if the file is no longer there, so that nothing is acknowledged that is kept nowhere
   */
  write<T>(work: () => Settled<T>): Promise<T>;
  /** Why what is written is not kept; null if it is. As cheap as asking the file system for one file. */
  findLoss(): DatabaseError | null;
  /** Looks through a large file, which was not done before it was opened, without holding up anything else. */
  findDamage(): Promise<DatabaseError | null>;
  /** Moves everything from the `-wal` file into the database file and closes it. May be called twice. */
  close(): void;
};

/**
 * Opens and migrates a database. Creates the file and its folder if they are missing. Throws a `DatabaseError` if the file
 * cannot be used.
 *
 * @param clock of real time: with it, writes wait without blocking while another program holds the write lock. Without it
 * they wait on the spot, which suits a program that does one thing at a time.
 */
export function openDatabase(file: string, clock?: Clock): Database {
  if (file !== IN_MEMORY) {
    inspect(file);
    makeFolder(file);
  }
  const connection = connect(file);
  const opened = identify(file);
  const transact = connection.transaction((work: () => unknown) => work());
  const queue: WriteQueue = clock === undefined ? async (transaction) => transaction() : createWriteQueue(clock);
  if (clock !== undefined) connection.pragma(`busy_timeout = ${SHORT_BUSY_TIMEOUT_MS}`);
  const findLoss = () => (opened === identify(file) ? null : new GoneDatabaseError(file));
  return {
    orm: drizzle({ client: connection }),
    read: <T>(work: () => Settled<T>) => transact.deferred(work) as T,
    async write<T>(work: () => Settled<T>) {
      const value = await queue(() => transact.immediate(work) as T);
      const loss = findLoss();
      if (loss !== null) throw loss;
      return value;
    },
    findLoss,
    async findDamage() {
      const isLarge = (look(file)?.size ?? 0n) > CHECKED_BEFORE_USE_BYTES;
      const damage = isLarge ? await findDamageBeside(file) : null;
      return damage === null ? null : new DamagedDatabaseError(file, damage);
    },
    close() {
      if (!connection.open) return;
      connection.pragma("wal_checkpoint(truncate)");
      connection.close();
    },
  };
}

function look(file: string): BigIntStats | undefined {
  return file === IN_MEMORY ? undefined : statSync(file, { bigint: true, throwIfNoEntry: false });
}

/** What tells a file from every other one that there is, whatever its name; null if there is none. */
function identify(file: string): string | null {
  const found = look(file);
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/** Checks an existing file before anything is written to it. */
function inspect(file: string): void {
  const found = look(file);
  if (found === undefined) return;
  if (found.isFile() && found.size === 0n) throw new EmptyDatabaseError(file);
  try {
    const connection = new Sqlite(file, {
      readonly: hasUncheckpointed(file),
      fileMustExist: true,
      timeout: LOOK_TIMEOUT_MS,
    });
    try {
      const inspection = inspectMigrations(connection, MIGRATIONS_FOLDER);
      if (inspection.kind === "newer") throw new NewerDatabaseError(file, inspection.migrations);
      if (inspection.kind === "foreign") throw new UnreadableDatabaseError(file, "it holds another program's tables");
      const damage = found.size <= CHECKED_BEFORE_USE_BYTES ? findDamage(connection) : null;
      if (damage !== null) throw new DamagedDatabaseError(file, damage);
    } finally {
      connection.close();
    }
  } catch (error) {
    throw explain(file, error);
  }
}

/**
 * Whether commits are waiting in the `-wal` file. If so, the check must only read, since a connection that may write
 * would move them into the database when it closes. If not, it may write, since a read-only one would leave an empty
 * `-wal`.
 */
function hasUncheckpointed(file: string): boolean {
  return (look(`${file}-wal`)?.size ?? 0n) > 0n;
}

function connect(file: string): Sqlite.Database {
  let connection: Sqlite.Database | null = null;
  try {
    connection = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma("journal_mode = wal");
    // Once Discord was told about a commit, it must survive a power cut. WAL's default does not guarantee that.
    connection.pragma("synchronous = full");
    applyMigrations(connection, MIGRATIONS_FOLDER);
    // SQLite opens a file that may not be written as if nothing were wrong, and says so only at the first write.
    connection.exec("begin immediate; pragma user_version = 1; rollback");
    return connection;
  } catch (error) {
    connection?.close();
    throw explain(file, error);
  }
}
