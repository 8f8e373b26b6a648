import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../../src/storage/sqlite/database.ts";
import { lockDatabase } from "../../../src/storage/sqlite/file-lock.ts";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";
import { enrol } from "../learner.ts";

/** What befalls a database's file. */

const PAGE_BYTES = 4096;
/** Above what is looked through before it is used. */
const LARGE_BYTES = 9 * 1024 * 1024;

/** A database with `learners` learners, and none of its pages unused. */
function makeDatabase(learners: number): string {
  const file = makeDatabasePath();
  openDatabase(file).close();
  const connection = new Sqlite(file);
  connection.exec(`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${learners})
    insert into enrolments (guild_id, user_id, course_id, time_zone, hidden, joined_at, activated_at)
    select '100000000000000001', 'user-' || i, 'sample', 'Europe/Vienna', 0, i, i from n;
    vacuum;
  `);
  connection.close();
  return file;
}

/** `page`: the first is 1. */
function spoil(file: string, page: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(PAGE_BYTES, "garbage "), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  closeSync(handle);
}

function open(file: string): Database {
  const database = openDatabase(file);
  onTestFinished(() => database.close());
  return database;
}

describe("a file that is not what Lockstep left there", () => {
  test("is refused whichever of its pages holds garbage", () => {
    const sound = makeDatabase(300);
    const pages = statSync(sound).size / PAGE_BYTES;
    expect(pages).toBeGreaterThan(20);
    const spoiled = makeDatabasePath();
    const opened: number[] = [];
    for (let page = 1; page <= pages; page += 1) {
      copyFileSync(sound, spoiled);
      spoil(spoiled, page);
      const before = readFileSync(spoiled);
      try {
        openDatabase(spoiled).close();
        opened.push(page);
      } catch (error) {
        expect(error).toMatchObject({ name: expect.stringMatching(/^(Damaged|Unreadable)DatabaseError$/) });
      }
      expect(readFileSync(spoiled).equals(before)).toBe(true);
    }
    expect(opened).toEqual([]);
  });

  test("is looked through on a thread of its own if it is large", async () => {
    const file = makeDatabase(100_000);
    expect(statSync(file).size).toBeGreaterThan(LARGE_BYTES);
    expect(await open(file).findDamage()).toBeNull();

    const spoiled = makeDatabasePath();
    copyFileSync(file, spoiled);
    spoil(spoiled, Math.floor(statSync(spoiled).size / PAGE_BYTES / 2));
    expect(await open(spoiled).findDamage()).toMatchObject({
      name: "DamagedDatabaseError",
      message: expect.stringMatching(/is damaged: .*restore a backup/),
    });
  });

  test("is refused if it ends too early", () => {
    const file = makeDatabase(300);
    truncateSync(file, statSync(file).size - 3 * PAGE_BYTES);
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ name: "DamagedDatabaseError" }));
  });

  test("is refused if it is empty, and stays so: its learners may be in a backup", () => {
    const file = makeDatabasePath();
    writeFileSync(file, "");
    expect(() => openDatabase(file)).toThrow(/is empty: something cut it off\. Restore a backup, or delete it/);
    expect(statSync(file).size).toBe(0);
  });
});

describe("a file that may not be used says so, and not that a backup is needed", () => {
  test.skipIf(process.platform === "win32").each([
    ["read-only", "444", /^UnwritableDatabaseError: .*cannot be written: .*Allow writing to the file/],
    ["unreadable", "000", /^ForbiddenDatabaseError: .*cannot be opened: .*Allow reading and writing the file/],
  ])("because it is %s", (_what, mode, says) => {
    const script = fileURLToPath(new URL("./processes/open-forbidden-file.ts", import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, [script, makeDatabasePath(), mode], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(stdout).toMatch(says);
    expect(stdout).not.toContain("backup");
  });

  test("because another program has locked it", () => {
    const file = makeDatabase(1);
    const other = new Sqlite(file);
    onTestFinished(() => void other.close());
    other.pragma("locking_mode = exclusive");
    other.exec("begin immediate; delete from enrolments");
    expect(() => openDatabase(file)).toThrow(/^Another program has locked the database/);
  });
});

describe("a file that goes while it is in use", () => {
  const replace = (file: string) => {
    copyFileSync(file, `${file}-copy`);
    renameSync(`${file}-copy`, file);
  };

  test.each([
    ["deleted", (file: string) => rmSync(file)],
    ["replaced by another one", replace],
  ])("is noticed if it was %s, and nothing more is acknowledged", async (_what, befall) => {
    const file = makeDatabasePath();
    const storage = openSqlite(file);
    onTestFinished(() => storage.close());
    await enrol(storage);
    expect(await storage.health.findLoss()).toBeNull();
    befall(file);
    const gone = { name: "GoneDatabaseError", message: expect.stringContaining("deleted, moved or replaced") };
    expect(await storage.health.findLoss()).toMatchObject(gone);
    await expect(enrol(storage, { userId: "late" })).rejects.toMatchObject(gone);
  });

  test("cannot be one in memory", async () => {
    const storage = openSqlite(":memory:");
    expect(await storage.health.findLoss()).toBeNull();
    expect(await storage.health.findDamage()).toBeNull();
    storage.close();
  });
});

describe("a lock on a database", () => {
  test("is held by one, and free once it is released", () => {
    const file = makeDatabasePath();
    const lock = lockDatabase(file);
    expect(() => lockDatabase(file)).toThrow(
      `Another Lockstep (process ${process.pid}) is using the database ${file}.`,
    );
    lock.release();
    lock.release();
    lockDatabase(file).release();
  });

  test("keeps nobody from the database beside it, nor from opening this one", () => {
    const file = makeDatabasePath();
    const lock = lockDatabase(file);
    lockDatabase(`${file}-other`).release();
    open(file);
    lock.release();
  });

  test("names nobody if the file that should say who holds it is gone or makes no sense", () => {
    const file = makeDatabasePath();
    const lock = lockDatabase(file);
    writeFileSync(`${file}.pid`, "nonsense");
    expect(() => lockDatabase(file)).toThrow(`Another Lockstep is using the database ${file}.`);
    lock.release();
  });
});
