import { beforeEach, describe, expect, test } from "vitest";
import type { Rule } from "../../src/reminders/rule.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { openTestStorage } from "../support/database.ts";
import { BEN, claimOne, DAY, enrol, FRIDAYS, MINUTE, MONDAYS, NOW } from "./learner.ts";

let storage: Storage;
let enrolmentId: number;
beforeEach(async () => {
  storage = openTestStorage();
  enrolmentId = (await enrol(storage)).id;
});

const add = (rule: Rule, dueAt = NOW + DAY, of = enrolmentId) =>
  storage.reminders.add({ enrolmentId: of, rule, dueAt, now: NOW });

describe("adding", () => {
  test("keeps the rule as it was given", async () => {
    const once: Rule = { kind: "once", at: "2026-12-01T19:00", lessonId: "nodes" };
    const { reminder, added } = await add(once);
    expect(added).toBe(true);
    expect(reminder).toEqual({ id: expect.any(Number), enrolmentId, rule: once, dueAt: NOW + DAY, createdAt: NOW });
    expect(await storage.reminders.list(enrolmentId)).toEqual([reminder]);
  });

  test("an identical rule keeps the first", async () => {
    const { reminder } = await add(MONDAYS);
    expect(await add({ ...MONDAYS }, NOW + 2 * DAY)).toEqual({ reminder, added: false });
    expect(await storage.reminders.list(enrolmentId)).toEqual([reminder]);
  });

  test.each<[string, Rule, Rule]>([
    ["weekday", MONDAYS, FRIDAYS],
    ["hour", MONDAYS, { kind: "weekly", weekday: 1, time: "20:00" }],
    [
      "instant",
      { kind: "once", at: "2026-12-01T19:00", lessonId: null },
      { kind: "once", at: "2026-12-02T19:00", lessonId: null },
    ],
    [
      "lesson",
      { kind: "once", at: "2026-12-01T19:00", lessonId: null },
      { kind: "once", at: "2026-12-01T19:00", lessonId: "nodes" },
    ],
    [
      "timer's lesson",
      { kind: "timer", lessonId: "nodes", startedAt: NOW },
      { kind: "timer", lessonId: "clocks", startedAt: NOW },
    ],
  ])("rules that differ in their %s are two reminders", async (_, one, other) => {
    await add(one);
    expect((await add(other)).added).toBe(true);
    expect(await storage.reminders.list(enrolmentId)).toHaveLength(2);
  });

  test("the same rule of two learners is two reminders", async () => {
    const ben = await enrol(storage, { userId: BEN });
    await add(MONDAYS);
    expect((await add(MONDAYS, NOW, ben.id)).added).toBe(true);
  });
});

describe("a lesson's timer", () => {
  const set = (dueAt: number, lessonId = "nodes", now = NOW) =>
    storage.reminders.setTimer({ enrolmentId, lessonId, dueAt, now });

  test("counts from the lesson's start", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const start = (of: number, lessonId: string, now: number) =>
      storage.progress.startLesson({ enrolmentId: of, lessonId, now, timerDueAt: null });
    await start(ben.id, "nodes", NOW - 3 * DAY);
    await start(enrolmentId, "clocks", NOW - 2 * DAY);
    await start(enrolmentId, "nodes", NOW - DAY);
    const timer = await set(NOW + MINUTE);
    expect(timer).toMatchObject({
      rule: { kind: "timer", lessonId: "nodes", startedAt: NOW - DAY },
      dueAt: NOW + MINUTE,
    });
    expect(await storage.reminders.list(enrolmentId)).toEqual([timer]);
  });

  test("counts from now when the lesson was never started", async () => {
    expect((await set(NOW + MINUTE)).rule).toEqual({ kind: "timer", lessonId: "nodes", startedAt: NOW });
  });

  test("is moved, not doubled", async () => {
    const first = await set(NOW + MINUTE);
    const moved = await set(NOW + 5 * MINUTE);
    expect(moved).toEqual({ ...first, dueAt: NOW + 5 * MINUTE });
    expect(await storage.reminders.list(enrolmentId)).toEqual([moved]);
  });

  test("stands beside the timers of other lessons", async () => {
    await set(NOW + 2 * MINUTE, "clocks");
    await set(NOW + MINUTE, "nodes");
    expect((await storage.reminders.list(enrolmentId)).map(({ dueAt }) => dueAt)).toEqual([
      NOW + MINUTE,
      NOW + 2 * MINUTE,
    ]);
  });
});

describe("removing", () => {
  test("passes over what is another's or gone, and counts what went", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const mine = await add(MONDAYS);
    const kept = await add(FRIDAYS);
    const his = await add(MONDAYS, NOW, ben.id);
    const ids = [mine.reminder.id, his.reminder.id, 999, mine.reminder.id];
    expect(await storage.reminders.remove(enrolmentId, ids)).toBe(1);
    expect(await storage.reminders.list(enrolmentId)).toEqual([kept.reminder]);
    expect(await storage.reminders.list(ben.id)).toEqual([his.reminder]);
  });

  test("never frees an id: an old button cannot remove a newer reminder", async () => {
    const { reminder } = await add(MONDAYS);
    await storage.reminders.remove(enrolmentId, [reminder.id]);
    expect((await add(MONDAYS)).reminder.id).toBeGreaterThan(reminder.id);
  });
});

describe("what is due", () => {
  test("comes in order with its learner, up to now and up to the limit", async () => {
    const enrolment = await storage.enrolments.byId(enrolmentId);
    const second = await add(MONDAYS, NOW);
    const first = await add(FRIDAYS, NOW - DAY);
    await add({ kind: "weekly", weekday: 2, time: "19:00" }, NOW + 1);
    expect(await storage.reminders.due(NOW, 10)).toEqual([
      { ...first.reminder, enrolment },
      { ...second.reminder, enrolment },
    ]);
    expect(await storage.reminders.due(NOW, 1)).toEqual([{ ...first.reminder, enrolment }]);
  });

  test("leaves out who cannot be reached, and who left", async () => {
    const closed = await enrol(storage, { userId: "closed" });
    const gone = await enrol(storage, { userId: "gone" });
    await add(MONDAYS, NOW, closed.id);
    await storage.enrolments.closeDirectMessages(closed.id, NOW);
    await storage.enrolments.leave({ enrolmentId: gone.id, erase: false, now: NOW });
    await add(MONDAYS, NOW, gone.id);
    expect(await storage.reminders.due(NOW, 10)).toEqual([]);
    expect(await storage.reminders.nextDueAt()).toBeNull();
  });
});

describe("the next due instant", () => {
  test("is none while nothing is to come", async () => {
    expect(await storage.reminders.nextDueAt()).toBeNull();
  });

  test("is the earliest reminder", async () => {
    await add(MONDAYS, NOW + 2 * DAY);
    await add(FRIDAYS, NOW + DAY);
    expect(await storage.reminders.nextDueAt()).toBe(NOW + DAY);
  });

  test("is a delivery's next attempt when that comes first, until it is sent", async () => {
    const { reminder } = await add(MONDAYS, NOW);
    await claimOne(storage, reminder);
    expect(await storage.reminders.nextDueAt()).toBe(NOW);
    await storage.deliveries.markFailed("delivery-1", "502", NOW + MINUTE);
    expect(await storage.reminders.nextDueAt()).toBe(NOW + MINUTE);
    await storage.deliveries.markSent("delivery-1", "m1", NOW + MINUTE);
    expect(await storage.reminders.nextDueAt()).toBe(NOW + 7 * DAY);
  });

  test("passes over a delivery that cannot be handed over", async () => {
    const { reminder } = await add(MONDAYS, NOW);
    await claimOne(storage, reminder);
    await storage.enrolments.closeDirectMessages(enrolmentId, NOW);
    expect(await storage.reminders.nextDueAt()).toBeNull();
  });
});
