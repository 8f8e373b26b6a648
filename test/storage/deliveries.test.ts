import { beforeEach, describe, expect, test } from "vitest";
import type { Rule } from "../../src/reminders/rule.ts";
import type { Reminder } from "../../src/reminders/schedule.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { Enrolment } from "../../src/study/enrolment.ts";
import { openTestStorage } from "../support/database.ts";
import { BEN, claimOne, DAY, enrol, FRIDAYS, MINUTE, MONDAYS, NOW } from "./learner.ts";

let storage: Storage;
let enrolment: Enrolment;
let reminder: Reminder;
beforeEach(async () => {
  storage = openTestStorage();
  enrolment = await enrol(storage);
  reminder = await add(MONDAYS);
});

async function add(rule: Rule, dueAt = NOW, of = enrolment.id): Promise<Reminder> {
  return (await storage.reminders.add({ enrolmentId: of, rule, dueAt, now: NOW })).reminder;
}

const occurrence = ({ id, dueAt, rule }: Reminder) => ({ reminderId: id, dueAt, rule });
const step = ({ id, dueAt }: Reminder, next: number | null) => ({
  reminderId: id,
  expectedDueAt: dueAt,
  dueAt: next,
});

describe("claiming", () => {
  test("writes one delivery of several occurrences and moves each reminder on", async () => {
    const timer = await add({ kind: "timer", lessonId: "nodes", startedAt: NOW - DAY }, NOW - MINUTE);
    const missed = { ...occurrence(reminder), dueAt: NOW - 7 * DAY };

    const delivery = await storage.deliveries.claim({
      id: "a-nonce-of-20-letters",
      enrolmentId: enrolment.id,
      occurrences: [occurrence(reminder), missed, occurrence(timer)],
      omitted: 2,
      next: [step(reminder, NOW + 7 * DAY), step(timer, null)],
      now: NOW,
    });

    expect(delivery).toEqual({
      id: "a-nonce-of-20-letters",
      enrolment,
      occurrences: [missed, occurrence(timer), occurrence(reminder)],
      omitted: 2,
      claimedAt: NOW,
      attempts: 0,
    });
    expect(await storage.reminders.list(enrolment.id)).toEqual([{ ...reminder, dueAt: NOW + 7 * DAY }]);
    expect(await storage.deliveries.unsent(NOW, 10)).toEqual([delivery]);
  });

  test("a second time finds the reminder moved on, and writes nothing", async () => {
    await claimOne(storage, reminder, "first");
    expect(await claimOne(storage, reminder, "second")).toBeNull();
    expect((await storage.deliveries.unsent(NOW, 10)).map(({ id }) => id)).toEqual(["first"]);
  });

  test("finds a reminder that was moved meanwhile, and leaves it where it is", async () => {
    const timer = await storage.reminders.setTimer({
      enrolmentId: enrolment.id,
      lessonId: "nodes",
      dueAt: NOW,
      now: NOW,
    });
    const later = { enrolmentId: enrolment.id, lessonId: "nodes", dueAt: NOW + MINUTE, now: NOW };
    const moved = await storage.reminders.setTimer(later);
    expect(await claimOne(storage, timer)).toBeNull();
    expect(await storage.reminders.list(enrolment.id)).toEqual([reminder, moved]);
  });

  test("goes on with the reminder's next occurrence", async () => {
    await claimOne(storage, reminder, "this-week");
    const [next] = await storage.reminders.list(enrolment.id);
    if (next === undefined) throw new Error("the reminder goes on");
    expect(await claimOne(storage, next, "next-week", next.dueAt)).toMatchObject({
      occurrences: [{ reminderId: reminder.id, dueAt: NOW + 7 * DAY }],
    });
  });

  test("is all or nothing: one reminder gone, and the others stay due", async () => {
    const removed = await add(FRIDAYS);
    await storage.reminders.remove(enrolment.id, [removed.id]);
    const claim = await storage.deliveries.claim({
      id: "d",
      enrolmentId: enrolment.id,
      occurrences: [occurrence(reminder), occurrence(removed)],
      omitted: 0,
      next: [step(reminder, NOW + DAY), step(removed, NOW + DAY)],
      now: NOW,
    });
    expect(claim).toBeNull();
    expect(await storage.reminders.list(enrolment.id)).toEqual([reminder]);
    expect(await storage.deliveries.unsent(NOW, 10)).toEqual([]);
  });

  test("never claims an occurrence twice, even if the reminder were due then again", async () => {
    await claimOne(storage, reminder, "first");
    await storage.deliveries.markSent("first", "m1", NOW);
    await storage.enrolments.changeTimeZone({
      enrolmentId: enrolment.id,
      timeZone: enrolment.timeZone,
      dueTimes: [{ reminderId: reminder.id, dueAt: NOW }],
    });
    expect(await claimOne(storage, reminder, "second")).toBeNull();
    expect(await storage.deliveries.unsent(NOW, 10)).toEqual([]);
  });

  test("does not touch another learner's reminder", async () => {
    const ben = await enrol(storage, { userId: BEN });
    expect(await claimOne(storage, { ...reminder, enrolmentId: ben.id })).toBeNull();
    expect(await storage.reminders.list(enrolment.id)).toEqual([reminder]);
  });

  test("of a learner who is gone comes to nothing", async () => {
    await storage.enrolments.leave({ enrolmentId: enrolment.id, erase: true, now: NOW });
    expect(await claimOne(storage, reminder)).toBeNull();
    const nothing = { id: "d", enrolmentId: enrolment.id, occurrences: [], omitted: 1, next: [], now: NOW };
    expect(await storage.deliveries.claim(nothing)).toBeNull();
  });

  test("refuses an id that is no nonce, and leaves the reminder due", async () => {
    await expect(claimOne(storage, reminder, "x".repeat(26))).rejects.toThrow(/CHECK/);
    await expect(claimOne(storage, reminder, "")).rejects.toThrow(/CHECK/);
    expect(await storage.reminders.list(reminder.enrolmentId)).toContainEqual(reminder);
  });

  test("refuses an id that was given before, and leaves the reminder due", async () => {
    await claimOne(storage, await add(FRIDAYS), "same");
    await expect(claimOne(storage, reminder, "same")).rejects.toThrow(/UNIQUE/);
    expect(await storage.reminders.list(reminder.enrolmentId)).toContainEqual(reminder);
  });

  test("keeps the rule for the message when the reminder is gone", async () => {
    await claimOne(storage, reminder);
    await storage.reminders.remove(enrolment.id, [reminder.id]);
    const [delivery] = await storage.deliveries.unsent(NOW, 10);
    expect(delivery?.occurrences).toEqual([occurrence(reminder)]);
  });
});

describe("what is unsent", () => {
  test("can be sent at once after the claim, in the order of the next attempt, up to the limit", async () => {
    await claimOne(storage, reminder, "b", NOW + 1);
    await claimOne(storage, await add(FRIDAYS), "c", NOW);
    await claimOne(storage, await add({ kind: "weekly", weekday: 2, time: "09:00" }), "a", NOW + 1);
    const ids = async (now: number, limit: number) => (await storage.deliveries.unsent(now, limit)).map(({ id }) => id);
    expect(await ids(NOW, 10)).toEqual(["c"]);
    expect(await ids(NOW + 1, 10)).toEqual(["c", "a", "b"]);
    expect(await ids(NOW + 1, 2)).toEqual(["c", "a"]);
  });

  test("waits for its next attempt after a failure, and counts the attempts", async () => {
    await claimOne(storage, reminder);
    await storage.deliveries.markFailed("delivery-1", "502 Bad Gateway", NOW + MINUTE);
    await storage.deliveries.markFailed("delivery-1", "502 Bad Gateway", NOW + 3 * MINUTE);
    expect(await storage.deliveries.unsent(NOW + 3 * MINUTE - 1, 10)).toEqual([]);
    expect(await storage.deliveries.unsent(NOW + 3 * MINUTE, 10)).toMatchObject([{ id: "delivery-1", attempts: 2 }]);
  });

  test("leaves out who cannot be reached", async () => {
    await claimOne(storage, reminder);
    await storage.enrolments.closeDirectMessages(enrolment.id, NOW);
    expect(await storage.deliveries.unsent(NOW, 10)).toEqual([]);
  });

  test("is kept for its learner, whatever the next attempt, and for no other", async () => {
    const ben = await enrol(storage, { userId: BEN });
    await claimOne(storage, reminder, "later", NOW + 1);
    await claimOne(storage, await add(FRIDAYS), "earlier");
    await storage.deliveries.markFailed("earlier", "502", NOW + DAY);
    expect((await storage.deliveries.keptFor(enrolment.id)).map(({ id }) => id)).toEqual(["earlier", "later"]);
    expect(await storage.deliveries.keptFor(ben.id)).toEqual([]);
  });
});

describe("what is sent", () => {
  test("is sent for good, however often it is said", async () => {
    await claimOne(storage, reminder);
    await storage.deliveries.markSent("delivery-1", "m1", NOW);
    await storage.deliveries.markSent("delivery-1", "m2", NOW + MINUTE);
    await storage.deliveries.markFailed("delivery-1", "late news", NOW);
    expect(await storage.deliveries.unsent(NOW + DAY, 10)).toEqual([]);
    expect(await storage.deliveries.keptFor(enrolment.id)).toEqual([]);
  });

  test("may have had nothing left to say", async () => {
    await claimOne(storage, reminder);
    await storage.deliveries.markSent("delivery-1", null, NOW);
    expect(await storage.deliveries.unsent(NOW, 10)).toEqual([]);
  });

  test("is only what was meant", async () => {
    await claimOne(storage, reminder, "one");
    await claimOne(storage, await add(FRIDAYS), "two");
    await storage.deliveries.markSent("one", "m1", NOW);
    await storage.deliveries.markFailed("unheard-of", "never mind", NOW);
    expect(await storage.deliveries.unsent(NOW, 10)).toMatchObject([{ id: "two", attempts: 0 }]);
  });

  test("is remembered when its learner leaves", async () => {
    await claimOne(storage, reminder);
    await storage.deliveries.markSent("delivery-1", "m1", NOW);
    await storage.enrolments.leave({ enrolmentId: enrolment.id, erase: false, now: NOW });
    // The occurrence is still known as claimed: its key cannot be written a second time.
    const back = await enrol(storage, { now: NOW + 1 });
    expect(
      await storage.deliveries.claim({
        id: "again",
        enrolmentId: back.id,
        occurrences: [occurrence(reminder)],
        omitted: 0,
        next: [],
        now: NOW + 1,
      }),
    ).toBeNull();
  });
});
