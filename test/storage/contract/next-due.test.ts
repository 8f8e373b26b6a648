import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { claimOne, WORKER } from "../claim.ts";
import { BEN, change, DAY, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW, schedule } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const SENT = { channelId: "c", messageId: "m" };

describe.each(ENGINES)("the next instant at which something is to be sent, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  const next = () => storage.deliveries.nextDueAt();

  test("is null if nothing is scheduled", async () => {
    expect(await next()).toBeNull();
  });

  test("is that of the earliest schedule of any learner or server", async () => {
    await schedule(storage, ann.id, MONDAYS, NOW + 2 * DAY);
    await schedule(storage, (await enrol(storage, { userId: BEN })).id, MONDAYS, NOW + DAY);
    expect(await next()).toBe(NOW + DAY);
    await storage.serverSchedules.set({
      guildId: GUILD,
      channelId: "1",
      courseId: null,
      timeZone: "UTC",
      rule: FRIDAYS,
      dueAt: NOW + MINUTE,
      now: NOW,
    });
    expect(await next()).toBe(NOW + MINUTE);
  });

  test("is in the past while something due is not claimed", async () => {
    await schedule(storage, ann.id, MONDAYS, NOW - DAY);
    expect(await next()).toBe(NOW - DAY);
  });

  test("is the end of the lease, then the next attempt, then the next occurrence", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage, { until: NOW + 2 * MINUTE });
    expect(await next()).toBe(NOW + 2 * MINUTE);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
    expect(await next()).toBe(NOW + MINUTE);
    await storage.deliveries.markSent(id, SENT, NOW + MINUTE);
    expect(await next()).toBe(NOW + 7 * DAY);
  });

  test("skips what falls due while an earlier message to the learner is waiting", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + DAY);
    await schedule(storage, ann.id, FRIDAYS, NOW + MINUTE);
    expect(await next()).toBe(NOW + DAY);
    await storage.deliveries.markSent(id, SENT, NOW + DAY);
    expect(await next()).toBe(NOW + MINUTE);
  });

  test("skips learners whose direct messages are closed", async () => {
    await schedule(storage, ann.id, MONDAYS);
    await schedule(storage, ann.id, FRIDAYS, NOW + MINUTE);
    await storage.deliveries.markClosed(await claimOne(storage), WORKER, "closed", NOW);
    expect(await next()).toBeNull();
    await change(storage, ann.id, { kind: "reopen-direct-messages", at: NOW + 1 });
    expect(await next()).toBe(NOW + 1);
  });

  test("skips learners who left", async () => {
    await schedule(storage, ann.id, MONDAYS);
    await claimOne(storage);
    await schedule(storage, ann.id, FRIDAYS);
    await change(storage, ann.id, { kind: "leave", at: NOW });
    expect(await next()).toBeNull();
  });

  test("is null once everything of the only learner was withdrawn", async () => {
    const mondays = await schedule(storage, ann.id, MONDAYS);
    await claimOne(storage);
    await change(
      storage,
      ann.id,
      { kind: "leave", at: NOW },
      { kind: "unschedule", scheduleId: mondays.id },
      { kind: "withdraw-deliveries" },
    );
    expect(await next()).toBeNull();
    await enrol(storage, { now: NOW + 1 });
    expect(await next()).toBeNull();
  });
});
