import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { openStorage } from "../../src/storage/storage.ts";
import { makeDatabasePath } from "../support/database.ts";
import { claimOne, enrol, MONDAYS, NOW } from "./learner.ts";

const script = (name: string) => fileURLToPath(new URL(`./processes/${name}.ts`, import.meta.url));

test("a delivery that was claimed is found again after the process was killed", async () => {
  const file = makeDatabasePath();
  const before = openStorage(file);
  const { id: enrolmentId } = await enrol(before);
  const { reminder } = await before.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW });
  before.close();

  const killed = spawnSync(process.execPath, [script("claim-then-die"), file], { encoding: "utf8" });
  expect(killed).toMatchObject({ signal: "SIGKILL", stderr: "" });
  expect(existsSync(`${file}-wal`)).toBe(true);

  const after = openStorage(file);
  expect(await after.deliveries.unsent(NOW, 10)).toMatchObject([
    { id: "delivery-1", occurrences: [{ reminderId: reminder.id, dueAt: NOW, rule: MONDAYS }], attempts: 0 },
  ]);
  expect(await after.reminders.due(NOW, 10)).toEqual([]);
  after.close();
});

test("of two connections that saw the same reminder due, one claims it", async () => {
  const file = makeDatabasePath();
  const [one, other] = [openStorage(file), openStorage(file)];
  const { id: enrolmentId } = await enrol(one);
  await one.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW });
  const [[seen], [seenByOther]] = [await one.reminders.due(NOW, 1), await other.reminders.due(NOW, 1)];
  if (seen === undefined || seenByOther === undefined) throw new Error("both must see the reminder");

  expect(await claimOne(one, seen, "one")).not.toBeNull();
  expect(await claimOne(other, seenByOther, "other")).toBeNull();
  expect((await other.deliveries.unsent(NOW, 10)).map(({ id }) => id)).toEqual(["one"]);
  one.close();
  other.close();
});

test("two processes that claim at once win each reminder once", async () => {
  const file = makeDatabasePath();
  const storage = openStorage(file);
  const reminderIds: number[] = [];
  for (let learner = 0; learner < 100; learner += 1) {
    const { id: enrolmentId } = await enrol(storage, { userId: `user-${learner}` });
    reminderIds.push((await storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW })).reminder.id);
  }

  const claimants = ["left", "right"].map((name) =>
    spawn(process.execPath, [script("claim-all"), file, name], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  await Promise.all(claimants.map(({ stdout }) => once(stdout, "data")));
  for (const { stdin } of claimants) stdin.write("go");
  const printed = await Promise.all(claimants.map(({ stdout }) => text(stdout)));
  const won = printed.flatMap((ids) => z.array(z.int()).parse(JSON.parse(ids)));

  expect(won.toSorted((a, b) => a - b)).toEqual(reminderIds);
  expect(await storage.deliveries.unsent(NOW, 200)).toHaveLength(100);
  storage.close();
});
