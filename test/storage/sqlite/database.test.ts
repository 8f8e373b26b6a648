import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  DatabaseError,
  NewerDatabaseError,
  UnreadableDatabaseError,
  UnwritableDatabaseError,
} from "../../../src/storage/database-error.ts";
import { openDatabase } from "../../../src/storage/sqlite/database.ts";
import { applyMigrations, MIGRATIONS_FOLDER } from "../../../src/storage/sqlite/migrations.ts";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";
import { enrol, MONDAYS, schedule } from "../learner.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Every file beside the database, byte for byte, and when it was last written. */
function readFolder(file: string): Map<string, { bytes: string; writtenAt: number }> {
  const folder = dirname(file);
  return new Map(
    readdirSync(folder).map((name) => {
      const path = join(folder, name);
      return [name, { bytes: readFileSync(path).toString("base64"), writtenAt: statSync(path).mtimeMs }];
    }),
  );
}

/** Our migrations, and one more, as a later version might add. */
function makeLaterMigrations(sql: string): string {
  const later = join(dirname(makeDatabasePath()), "drizzle");
  cpSync(MIGRATIONS_FOLDER, later, { recursive: true });
  const journalFile = join(later, "meta", "_journal.json");
  const journal: { entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[] } =
    JSON.parse(readFileSync(journalFile, "utf8"));
  const [first] = journal.entries;
  if (first === undefined) throw new Error("there is no first migration");
  journal.entries.push({ ...first, idx: 99, when: Date.UTC(2031, 4, 6), tag: "0099_later" });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(join(later, "0099_later.sql"), sql);
  return later;
}

describe("opening", () => {
  test("creates the folder and the file, and finds everything again later", async () => {
    const file = join(dirname(makeDatabasePath()), "data", "deep", "lockstep.db");
    const first = openSqlite(file);
    const enrolment = await enrol(first);
    first.close();

    const second = openSqlite(file);
    expect((await second.learners.byId(enrolment.id))?.enrolment).toEqual(enrolment);
    second.close();
  });

  test("finds the migrations from any working directory", () => {
    const here = process.cwd();
    process.chdir(dirname(makeDatabasePath()));
    try {
      expect(() => openDatabase(":memory:").close()).not.toThrow();
    } finally {
      process.chdir(here);
    }
  });

  test("makes this connection durable and checks foreign keys", () => {
    const database = openDatabase(makeDatabasePath());
    const pragma = (name: string) => Object.values(database.orm.get<Record<string, unknown>>(`pragma ${name}`))[0];
    expect(pragma("journal_mode")).toBe("wal");
    expect(pragma("synchronous")).toBe(2);
    expect(pragma("foreign_keys")).toBe(1);
    expect(pragma("busy_timeout")).toBe(5000);
    database.close();
  });

  test("accepts a file name with characters that have a meaning in URLs", () => {
    const file = join(dirname(makeDatabasePath()), "ü #1? 100%.db");
    openDatabase(file).close();
    expect(() => openDatabase(file).close()).not.toThrow();
    expect(readdirSync(dirname(file))).toEqual(["ü #1? 100%.db"]);
  });
});

describe("closing", () => {
  test("leaves everything in one file, even if another connection stays open", async () => {
    const file = makeDatabasePath();
    const storage = openSqlite(file);
    const other = new Sqlite(file);
    other.prepare("select * from enrolments").all();
    const { id } = await enrol(storage);
    storage.close();

    const copy = `${file}-copy`;
    copyFileSync(file, copy);
    other.close();
    const copied = openSqlite(copy);
    expect(await copied.learners.byId(id)).not.toBeNull();
    copied.close();
  });

  test("removes the files beside it, and may be done twice", () => {
    const file = makeDatabasePath();
    const database = openDatabase(file);
    database.close();
    database.close();
    expect(readdirSync(dirname(file))).toEqual(["lockstep.db"]);
  });
});

describe("a database from a newer version", () => {
  function makeNewer(file: string): Sqlite.Database {
    openDatabase(file).close();
    const connection = new Sqlite(file);
    const migrationsFolder = makeLaterMigrations("alter table enrolments add column mood text;");
    migrate(drizzle({ client: connection }), { migrationsFolder });
    return connection;
  }

  test("is refused with the reason and what to do, and nothing is changed", () => {
    const file = makeDatabasePath();
    makeNewer(file).close();
    const before = readFolder(file);

    expect(() => openDatabase(file)).toThrow(NewerDatabaseError);
    expect(() => openDatabase(file)).toThrow(
      new RegExp(`${file} was made by a newer version.*2031-05-06.*Nothing was changed.*Update Lockstep`),
    );
    expect(readFolder(file)).toEqual(before);
  });

  test("is refused even if its newest migration is still in the -wal file, which stays as it is", () => {
    const source = makeDatabasePath();
    const connection = makeNewer(source);
    // What a killed process leaves: the file and its -wal.
    const file = makeDatabasePath();
    for (const part of ["", "-wal"]) copyFileSync(`${source}${part}`, `${file}${part}`);
    connection.close();
    const before = readFolder(file);
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);

    expect(() => openDatabase(file)).toThrow(NewerDatabaseError);
    const after = readFolder(file);
    // The -shm file is SQLite's index of the -wal file. It holds no data, and SQLite creates it again.
    after.delete("lockstep.db-shm");
    expect(after).toEqual(before);
  });
});

describe("a file that cannot be used", () => {
  test("because it is not a database is named, and stays as it is", () => {
    const file = makeDatabasePath();
    writeFileSync(file, "Dear diary, today I learned about quorums. ".repeat(200));
    const before = readFolder(file);
    expect(() => openDatabase(file)).toThrow(UnreadableDatabaseError);
    expect(() => openDatabase(file)).toThrow(new RegExp(`${file} .*it is not an SQLite database`));
    expect(readFolder(file)).toEqual(before);
  });

  test("because it is a folder is named", () => {
    const file = makeDatabasePath();
    mkdirSync(file);
    expect(() => openDatabase(file)).toThrow(UnreadableDatabaseError);
  });

  test("because it belongs to another program stays as it is", () => {
    const file = makeDatabasePath();
    const other = new Sqlite(file);
    other.exec("create table recipes (name text)");
    other.close();
    const before = readFolder(file);
    expect(() => openDatabase(file)).toThrow(/another program's tables/);
    expect(readFolder(file)).toEqual(before);
  });

  test("is reported if its folder cannot be created", () => {
    const inTheWay = makeDatabasePath();
    writeFileSync(inTheWay, "");
    const file = join(inTheWay, "lockstep.db");
    expect(() => openDatabase(file)).toThrow(UnwritableDatabaseError);
    expect(() => openDatabase(file)).toThrow(new RegExp(`${file} cannot be written: its folder cannot be made`));
  });

  test("is reported if SQLite cannot write beside it", () => {
    const file = makeDatabasePath();
    mkdirSync(`${file}-wal`);
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({
        name: "UnwritableDatabaseError",
        message: expect.stringContaining("cannot be written: disk I/O error"),
      }),
    );
  });

  test.skipIf(process.platform === "win32")(
    "is reported if its folder is read-only, whether the file exists or not",
    () => {
      const folder = dirname(makeDatabasePath());
      const script = fileURLToPath(new URL("./processes/open-without-permission.ts", import.meta.url));
      const { stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
      expect(stderr).toBe("");
      expect(stdout.trim().split("\n")).toEqual(
        ["old.db", "new.db", "deep/new.db"].map((name) =>
          expect.stringContaining(`UnwritableDatabaseError: The database ${join(folder, name)} cannot be written`),
        ),
      );
    },
  );

  test("throws an error of a class of its own, with the cause", () => {
    const file = makeDatabasePath();
    writeFileSync(file, "no database at all ".repeat(200));
    try {
      openDatabase(file);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DatabaseError);
      expect(error).toMatchObject({ file, cause: { code: "SQLITE_NOTADB" } });
    }
  });
});

test("a later migration that rebuilds a table keeps the rows that refer to it", async () => {
  const file = makeDatabasePath();
  const storage = openSqlite(file);
  const { id } = await enrol(storage);
  await schedule(storage, id, MONDAYS);
  storage.close();
  const rebuild = [
    "create table new_enrolments as select * from enrolments;",
    "drop table enrolments;",
    "alter table new_enrolments rename to enrolments;",
  ].join("--> statement-breakpoint\n");

  const connection = new Sqlite(file);
  applyMigrations(connection, makeLaterMigrations(rebuild));

  expect(connection.prepare("select count(*) from schedules").pluck().get()).toBe(1);
  expect(connection.pragma("foreign_keys", { simple: true })).toBe(1);
  connection.close();
});

describe("a transaction", () => {
  const open = () => {
    const database = openDatabase(":memory:");
    database.orm.run("create table notes (text text)");
    const notes = () => database.orm.all<{ text: string }>("select text from notes").map(({ text }) => text);
    return { database, notes };
  };

  test("writes nothing if its work throws", async () => {
    const { database, notes } = open();
    const work = () => {
      database.orm.run("insert into notes values ('half')");
      throw new Error("the other half failed");
    };
    await expect(database.write(work)).rejects.toThrow("the other half failed");
    expect(notes()).toEqual([]);
  });

  test("refuses async work: the compiler does, and so does SQLite's driver", async () => {
    const { database, notes } = open();
    const work = async () => {
      database.orm.run("insert into notes values ('too early')");
    };
    // @ts-expect-error async work would outlive its transaction
    await expect(database.write(work)).rejects.toThrow("cannot return a promise");
    // @ts-expect-error the same for reads
    expect(() => database.read(work)).toThrow("cannot return a promise");
    expect(notes()).toEqual([]);
    // @ts-expect-error transactions begin with read and write only
    expect(database.orm.transaction).toBeDefined();
  });

  test("returns what its work returns", async () => {
    const { database } = open();
    expect((await database.write(() => 1)) + database.read(() => 1)).toBe(2);
  });
});

test("a database is created only if one is opened", () => {
  const file = makeDatabasePath();
  openDatabase(":memory:").close();
  expect(existsSync(file)).toBe(false);
});
