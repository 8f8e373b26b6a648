import { copyFileSync } from "node:fs";
import { open, rename, rm, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, vi } from "vitest";
import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import { actAs, settingsFor, useHouse } from "./support/houses.ts";

/** What befalls the database's file, and what the person who runs the bot reads about it. */

// Several processes start in one test, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { folder, start, openSandbox } = useHouse();

const STACK = /^\s+at /m;
const PAGE_BYTES = 4096;
const databaseFile = () => join(folder(), "sandbox.db");

/** `learners`: a hundred thousand make a file that is not looked through before it is used. */
function makeDatabase(learners: number): void {
  openSqlite(databaseFile()).close();
  const connection = new Database(databaseFile());
  connection.exec(`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${learners})
    insert into enrolments (guild_id, user_id, course_id, time_zone, hidden, joined_at, activated_at)
    select '1', i, 'sample', 'UTC', 0, i, i from n;
    vacuum;
  `);
  connection.close();
}

async function spoilMiddle(): Promise<void> {
  const { size } = await stat(databaseFile());
  const handle = await open(databaseFile(), "r+");
  await handle.write(
    Buffer.alloc(PAGE_BYTES, "garbage "),
    0,
    PAGE_BYTES,
    Math.floor(size / PAGE_BYTES / 2) * PAGE_BYTES,
  );
  await handle.close();
}

describe("a bot is not started", () => {
  it("on a damaged database", async () => {
    makeDatabase(300);
    await spoilMiddle();
    const bot = start({ SANDBOX_PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(/sandbox\.db is damaged: .*restore a backup/);
    expect(bot.output()).not.toMatch(STACK);
  });

  it("on a database that was cut to nothing", async () => {
    makeDatabase(1);
    await truncate(databaseFile());
    const bot = start({ SANDBOX_PORT: "0" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("sandbox.db is empty: something cut it off");
    expect((await stat(databaseFile())).size).toBe(0);
  });
});

describe("a bot that runs ends with a sentence", () => {
  it("once its large database is found to be damaged", async () => {
    makeDatabase(100_000);
    await spoilMiddle();
    const bot = start(settingsFor(await openSandbox()));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(/sandbox\.db is damaged: .*restore a backup/);
    expect(bot.output()).not.toMatch(STACK);
  });

  it.each([
    ["deleted", () => rm(databaseFile())],
    [
      "replaced",
      async () => {
        copyFileSync(databaseFile(), join(folder(), "copy.db"));
        await rename(join(folder(), "copy.db"), databaseFile());
      },
    ],
  ])("if its database is %s, and acknowledges no join that is kept nowhere", async (_what, befall) => {
    const sandbox = await openSandbox();
    const bot = start(settingsFor(sandbox));
    await bot.printed(/is ready/);
    await befall();
    const ada = actAs("Ada", sandbox);
    const joined = await ada.slash("join", { zone: "UTC" }).then(JSON.stringify, String);
    expect(joined).not.toContain("Welcome");
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain("sandbox.db was deleted, moved or replaced while Lockstep was using it.");
    expect(bot.output()).not.toMatch(STACK);
  });
});
