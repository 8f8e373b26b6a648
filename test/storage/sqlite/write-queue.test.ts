import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../../src/storage/sqlite/database.ts";
import { makeDatabasePath } from "../../support/database.ts";
import { createHandClock, type HandClock } from "../../support/hand-clock.ts";

/** A database whose write lock another connection holds until `release`. */
function setUp() {
  const file = makeDatabasePath();
  const clock = createHandClock(0);
  const database = openDatabase(file, clock);
  database.orm.run("create table notes (text text)");
  const other = new Sqlite(file);
  onTestFinished(() => {
    other.close();
    database.close();
  });
  const lock = () => other.exec("begin immediate");
  lock();
  const add = (text: string) =>
    database.write(() => {
      database.orm.run(`insert into notes values ('${text}')`);
      return text;
    });
  const notes = () =>
    database.read(() => database.orm.all<{ text: string }>("select text from notes").map(({ text }) => text));
  return { database, clock, add, notes, lock, release: () => other.exec("rollback") };
}

async function advance(clock: HandClock, milliseconds: number): Promise<void> {
  for (const end = clock.now() + milliseconds; clock.now() < end; ) {
    await clock.advance(25);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("while another program holds the write lock, writes wait and reads do not", async () => {
  const { clock, add, notes, release } = setUp();
  const written = Promise.all(["a", "b", "c"].map(add));
  await advance(clock, 2_000);
  expect(notes()).toEqual([]);
  expect(clock.waiting()).toBe(1);
  release();
  await advance(clock, 250);
  expect(await written).toEqual(["a", "b", "c"]);
  expect(notes()).toEqual(["a", "b", "c"]);
});

test("a write that comes later does not overtake those that wait", async () => {
  const { clock, add, notes, release } = setUp();
  const first = add("first");
  await advance(clock, 500);
  release();
  const second = add("second");
  await advance(clock, 250);
  expect(await Promise.all([first, second])).toEqual(["first", "second"]);
  expect(notes()).toEqual(["first", "second"]);
  expect(await add("third")).toBe("third");
});

test("a write whose work throws is no obstacle to those behind it", async () => {
  const { clock, database, add, notes, release } = setUp();
  const broken = database.write(() => {
    throw new Error("a bug");
  });
  const refused = expect(broken).rejects.toThrow("a bug");
  const behind = add("behind");
  release();
  await advance(clock, 250);
  await refused;
  expect(await behind).toBe("behind");
  expect(notes()).toEqual(["behind"]);
});

test("after ten seconds a write ends with SQLite's error, and is not made later", async () => {
  const { clock, add, notes, release } = setUp();
  const refused = expect(add("never")).rejects.toMatchObject({ code: "SQLITE_BUSY" });
  await advance(clock, 9_500);
  const late = add("late");
  await advance(clock, 1_000);
  await refused;
  release();
  await advance(clock, 250);
  expect(await late).toBe("late");
  expect(notes()).toEqual(["late"]);
});

test("a lock that comes back between two writes is waited for once, and neither is made twice", async () => {
  const { clock, add, notes, release, lock } = setUp();
  const first = add("first");
  release();
  await clock.advance(25);
  expect(await first).toBe("first");
  // The queue is empty, and has not come to rest yet.
  lock();
  const second = add("second");
  await advance(clock, 500);
  expect(clock.waiting()).toBe(1);
  release();
  await advance(clock, 250);
  expect(await second).toBe("second");
  expect(notes()).toEqual(["first", "second"]);
});
