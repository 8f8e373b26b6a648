/** The database file cannot be used. The message names the file, the reason and what to do. */
export abstract class DatabaseError extends Error {
  readonly file: string;

  constructor(file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.file = file;
  }
}

/** A newer version has migrated the file. Nothing was changed. */
export class NewerDatabaseError extends DatabaseError {
  override readonly name = "NewerDatabaseError";

  /** `unknownMigrations`: when each migration was written (UTC epoch milliseconds). */
  constructor(file: string, unknownMigrations: readonly number[]) {
    const dates = unknownMigrations.map((instant) => new Date(instant).toISOString().slice(0, 10));
    super(
      file,
      `The database ${file} was made by a newer version of Lockstep: it holds ${dates.length === 1 ? "a change" : "changes"} ` +
        `of ${dates.join(", ")} that this version does not know. Nothing was changed. ` +
        "Update Lockstep, or choose another database file.",
    );
  }
}

/** The file is not a database, or belongs to another program. Nothing was changed. */
export class UnreadableDatabaseError extends DatabaseError {
  override readonly name = "UnreadableDatabaseError";

  constructor(file: string, found: string, options?: ErrorOptions) {
    super(
      file,
      `The file ${file} cannot be used as Lockstep's database: ${found}. Nothing was changed. ` +
        "Choose another database file, or restore a backup.",
      options,
    );
  }
}

/** Parts of the file are not what SQLite wrote. */
export class DamagedDatabaseError extends DatabaseError {
  override readonly name = "DamagedDatabaseError";

  /** `found`: the first damage, in SQLite's words. */
  constructor(file: string, found: string, options?: ErrorOptions) {
    super(
      file,
      `The database ${file} is damaged: ${found}. Keep a copy of it, restore a backup, and check the disk.`,
      options,
    );
  }
}

/** The file is there and holds nothing, which no database of Lockstep's does. */
export class EmptyDatabaseError extends DatabaseError {
  override readonly name = "EmptyDatabaseError";

  constructor(file: string) {
    super(
      file,
      `The database ${file} is empty: something cut it off. Restore a backup, or delete it to begin with a new database.`,
    );
  }
}

/** The file may not be opened. Nothing was changed, and nothing is known about what it holds. */
export class ForbiddenDatabaseError extends DatabaseError {
  override readonly name = "ForbiddenDatabaseError";

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      file,
      `The database ${file} cannot be opened: ${reason}. ` +
        "Allow reading and writing the file and its folder, or choose another database file.",
      options,
    );
  }
}

/** Another program holds a lock on the file. */
export class LockedDatabaseError extends DatabaseError {
  override readonly name = "LockedDatabaseError";

  constructor(file: string, options?: ErrorOptions) {
    super(
      file,
      `Another program has locked the database ${file}, and did not release it in time. End that program, then start again.`,
      options,
    );
  }
}

/** The file is no longer where it was opened: what is written would be kept nowhere. */
export class GoneDatabaseError extends DatabaseError {
  override readonly name = "GoneDatabaseError";

  constructor(file: string) {
    super(
      file,
      `The database ${file} was deleted, moved or replaced while Lockstep was using it. ` +
        "Put the right file there, then start again.",
    );
  }
}

/** The file or its folder cannot be written. */
export class UnwritableDatabaseError extends DatabaseError {
  override readonly name = "UnwritableDatabaseError";

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(
      file,
      `The database ${file} cannot be written: ${reason}. ` +
        "Allow writing to the file and its folder, or choose another database file.",
      options,
    );
  }
}

/** Another program works with the file. */
export class DatabaseInUseError extends DatabaseError {
  override readonly name = "DatabaseInUseError";

  /** `pid`: the process that works with it, if it said so. */
  constructor(file: string, pid: number | null, options?: ErrorOptions) {
    super(
      file,
      `Another Lockstep${pid === null ? "" : ` (process ${pid})`} is using the database ${file}. ` +
        "Stop it first, or choose another folder with LOCKSTEP_DATA.",
      options,
    );
  }
}
