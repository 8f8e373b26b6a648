import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, vi } from "vitest";
import { actAs, settingsFor, useHouse } from "./support/houses.ts";

/** One SQLite file has one program. */

// Several processes start in one test, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { folder, start, openSandbox } = useHouse();

const holderFile = () => join(folder(), "sandbox.db.pid");

it("a second bot on the same database is refused with the process of the first, which goes on", async () => {
  const sandbox = await openSandbox();
  const first = start(settingsFor(sandbox));
  await first.printed(/is ready/);
  const second = start(settingsFor(sandbox));
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Another Lockstep (process ${first.pid}) is using the database`);
  expect(second.output()).not.toContain("    at ");
  await actAs("Ada", sandbox).slash("join", { zone: "UTC" });
  expect(await first.signal("SIGTERM")).toBe(0);
});

it("without a token, too: what is taken is the database, and not yet the port", async () => {
  const first = start({ SANDBOX_PORT: "0" });
  await first.printed(/is ready/);
  const second = start({ SANDBOX_PORT: "0" });
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`process ${first.pid}`);
});

it("of several that start at once exactly one wins", async () => {
  const sandbox = await openSandbox();
  const bots = [1, 2, 3].map(() => start(settingsFor(sandbox)));
  const fates = await Promise.all(
    bots.map((bot) => Promise.race([bot.ended, bot.printed(/is ready/).then(() => "ready")]).catch(() => bot.ended)),
  );
  expect(fates.toSorted()).toEqual([1, 1, "ready"]);
  const winner = bots[fates.indexOf("ready")];
  expect(await readFile(holderFile(), "utf8")).toBe(`${winner?.pid}\n`);
  for (const bot of bots.filter((each) => each !== winner)) expect(bot.output()).toContain(`process ${winner?.pid}`);
});

it("a killed bot leaves nothing that keeps the next one out", async () => {
  const sandbox = await openSandbox();
  const killed = start(settingsFor(sandbox));
  await killed.printed(/is ready/);
  await killed.signal("SIGKILL");
  expect(await readFile(holderFile(), "utf8")).toBe(`${killed.pid}\n`);

  const next = start(settingsFor(sandbox));
  await next.printed(/is ready/);
  expect(await readFile(holderFile(), "utf8")).toBe(`${next.pid}\n`);
  expect(await next.signal("SIGTERM")).toBe(0);
  expect(existsSync(holderFile())).toBe(false);
});

it("the number of a dead process that another program has now keeps nobody out", async () => {
  await writeFile(holderFile(), `${process.pid}\n`);
  const bot = start(settingsFor(await openSandbox()));
  await bot.printed(/is ready/);
});

it("a backup may read the database beside the bot", async () => {
  const sandbox = await openSandbox();
  await start(settingsFor(sandbox)).printed(/is ready/);
  await actAs("Ada", sandbox).slash("join", { zone: "UTC" });
  const beside = new Database(join(folder(), "sandbox.db"), { readonly: true });
  await beside.backup(join(folder(), "backup.db"));
  beside.close();
  const backup = new Database(join(folder(), "backup.db"), { readonly: true });
  expect(backup.prepare("select count(*) from enrolments").pluck().get()).toBe(1);
  backup.close();
});
