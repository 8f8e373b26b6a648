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

/** The file is not a database, is damaged, or belongs to another program. Nothing was changed. */
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
