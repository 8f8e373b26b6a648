import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";
import { claim, claimOne, OTHER_WORKER } from "../claim.ts";
import { DAY, enrol, MINUTE, MONDAYS, NOW, schedule } from "../learner.ts";

const script = (name: string) => fileURLToPath(new URL(`./processes/${name}.ts`, import.meta.url));

test("a delivery that a killed process had claimed goes out under the same id once its lease has run out", async () => {
  const file = makeDatabasePath();
  const before = openSqlite(file);
  const { id: enrolmentId } = await enrol(before);
  const { id: scheduleId } = await schedule(before, enrolmentId, MONDAYS);
  before.close();

  const killed = spawnSync(process.execPath, [script("claim-then-die"), file], { encoding: "utf8" });
  expect(killed).toMatchObject({ signal: "SIGKILL", stderr: "" });
  expect(existsSync(`${file}-wal`)).toBe(true);

  const after = openSqlite(file);
  onTestFinished(() => after.close());
  expect(await claim(after, { worker: OTHER_WORKER, now: NOW + MINUTE - 1 })).toEqual([]);
  expect(await after.deliveries.nextDueAt()).toBe(NOW + MINUTE);
  expect(await claimOne(after, { worker: OTHER_WORKER, now: NOW + MINUTE })).toMatchObject({
    id: "held",
    payload: { enrolmentId, occurrences: [{ scheduleId, dueAt: NOW, rule: MONDAYS }] },
    claimedAt: NOW,
    attempts: 1,
    uncertainSince: NOW,
  });
  expect(await after.learners.schedules(enrolmentId)).toMatchObject([{ id: scheduleId, dueAt: NOW + 7 * DAY }]);
});

test("two processes that claim at the same time claim each delivery once", async () => {
  const file = makeDatabasePath();
  const storage = openSqlite(file);
  onTestFinished(() => storage.close());
  const learners: number[] = [];
  for (let learner = 0; learner < 100; learner += 1) {
    const { id } = await enrol(storage, { userId: `user-${learner}` });
    await schedule(storage, id, MONDAYS);
    learners.push(id);
  }

  const claimants = ["left", "right"].map((worker) =>
    spawn(process.execPath, [script("claim-all"), file, worker], { stdio: ["pipe", "pipe", "inherit"] }),
  );
  await Promise.all(claimants.map(({ stdout }) => once(stdout, "data")));
  for (const { stdin } of claimants) stdin.write("go");
  const printed = await Promise.all(claimants.map(({ stdout }) => text(stdout)));
  const claimed = printed.flatMap((ids) => z.array(z.int()).parse(JSON.parse(ids)));

  expect(claimed.toSorted((a, b) => a - b)).toEqual(learners);
  const kept = await Promise.all(learners.map((id) => storage.deliveries.keptFor(id)));
  expect(kept.map((deliveries) => deliveries.length)).toEqual(learners.map(() => 1));
});
