import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../src/storage/storage.ts";
import { openTestStorage } from "../support/database.ts";
import { ANN, BEN, COURSE, claimOne, DAY, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW } from "./learner.ts";

let storage: Storage;
beforeEach(() => {
  storage = openTestStorage();
});

describe("joining", () => {
  const ann = { guildId: GUILD, userId: ANN, courseId: COURSE, timeZone: "Europe/Vienna", now: NOW };

  test("a newcomer is enrolled", async () => {
    const { enrolment, outcome } = await storage.enrolments.join(ann);
    expect(outcome).toBe("joined");
    expect(enrolment).toEqual({
      id: enrolment.id,
      guildId: GUILD,
      userId: ANN,
      courseId: COURSE,
      timeZone: "Europe/Vienna",
      hidden: false,
      joinedAt: NOW,
      leftAt: null,
      directMessagesClosedAt: null,
      toldOfClosedDirectMessages: false,
    });
    expect(await storage.enrolments.byId(enrolment.id)).toEqual(enrolment);
  });

  test("joining again changes nothing, not even the zone", async () => {
    const { enrolment } = await storage.enrolments.join(ann);
    const again = await storage.enrolments.join({ ...ann, timeZone: "Asia/Kathmandu", now: NOW + DAY });
    expect(again).toEqual({ enrolment, outcome: "already-joined" });
    expect(await storage.enrolments.byId(enrolment.id)).toEqual(enrolment);
  });

  test("who comes back finds their progress and stays hidden, in the new zone", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.setHidden(GUILD, ANN, true);
    await storage.progress.completeLessons({ enrolmentId: id, lessonIds: ["what-is-a-node"], now: NOW });
    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW + DAY });

    const back = await storage.enrolments.join({ ...ann, timeZone: "Asia/Kathmandu", now: NOW + 2 * DAY });

    expect(back.outcome).toBe("returned");
    expect(back.enrolment).toMatchObject({
      id,
      hidden: true,
      timeZone: "Asia/Kathmandu",
      joinedAt: NOW,
      leftAt: null,
    });
    expect(await storage.enrolments.byId(id)).toEqual(back.enrolment);
    expect((await storage.progress.read(id)).completed).toEqual(new Map([["what-is-a-node", NOW]]));
  });

  test("a return forgets that direct messages were refused long ago", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.closeDirectMessages(id, NOW);
    await storage.enrolments.markTold(id);
    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW });
    const { enrolment } = await storage.enrolments.join({ ...ann, now: NOW + DAY });
    expect(enrolment).toMatchObject({ directMessagesClosedAt: null, toldOfClosedDirectMessages: false });
  });

  test("the same member is another learner in another server or course", async () => {
    const ids = [
      await enrol(storage),
      await enrol(storage, { guildId: "9" }),
      await enrol(storage, { courseId: "other" }),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });
});

describe("the current enrolment", () => {
  test("is the one joined last in that server", async () => {
    await enrol(storage, { courseId: "first", now: NOW });
    const second = await enrol(storage, { courseId: "second", now: NOW + 1 });
    await enrol(storage, { guildId: "elsewhere", now: NOW + 2 });
    expect(await storage.enrolments.current(GUILD, ANN)).toEqual(second);
  });

  test("is the one returned to last", async () => {
    const first = await enrol(storage, { courseId: "first", now: NOW });
    await enrol(storage, { courseId: "second", now: NOW + 1 });
    await storage.enrolments.leave({ enrolmentId: first.id, erase: false, now: NOW + 2 });
    expect((await storage.enrolments.current(GUILD, ANN))?.courseId).toBe("second");
    await enrol(storage, { courseId: "first", now: NOW + 3 });
    expect((await storage.enrolments.current(GUILD, ANN))?.courseId).toBe("first");
  });

  test("is nobody's who left, or never came", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW });
    expect(await storage.enrolments.current(GUILD, ANN)).toBeNull();
    expect(await storage.enrolments.current(GUILD, BEN)).toBeNull();
    expect(await storage.enrolments.byId(id + 1)).toBeNull();
  });
});

test("a new zone moves the learner's own reminders with it, and no one else's", async () => {
  const ann = await enrol(storage);
  const ben = await enrol(storage, { userId: BEN });
  const add = (enrolmentId: number) =>
    storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW + DAY, now: NOW });
  const mine = await add(ann.id);
  const his = await add(ben.id);

  await storage.enrolments.changeTimeZone({
    enrolmentId: ann.id,
    timeZone: "America/New_York",
    dueTimes: [
      { reminderId: mine.reminder.id, dueAt: NOW + DAY + 360 * MINUTE },
      { reminderId: his.reminder.id, dueAt: 0 },
      { reminderId: 999, dueAt: 0 },
    ],
  });

  expect((await storage.enrolments.byId(ann.id))?.timeZone).toBe("America/New_York");
  expect(await storage.reminders.list(ann.id)).toEqual([{ ...mine.reminder, dueAt: NOW + DAY + 360 * MINUTE }]);
  expect(await storage.reminders.list(ben.id)).toEqual([his.reminder]);
});

describe("leaving", () => {
  test("keeps progress, and takes reminders and unsent deliveries along", async () => {
    const { id } = await enrol(storage);
    await storage.progress.startLesson({ enrolmentId: id, lessonId: "nodes", now: NOW, timerDueAt: NOW + MINUTE });
    const sent = await storage.reminders.add({ enrolmentId: id, rule: MONDAYS, dueAt: NOW, now: NOW });
    const unsent = await storage.reminders.add({ enrolmentId: id, rule: FRIDAYS, dueAt: NOW, now: NOW });
    await claimOne(storage, sent.reminder, "sent");
    await storage.deliveries.markSent("sent", "m1", NOW);
    await claimOne(storage, unsent.reminder, "unsent");

    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW + DAY });

    expect((await storage.enrolments.byId(id))?.leftAt).toBe(NOW + DAY);
    expect((await storage.progress.read(id)).started.size).toBe(1);
    expect(await storage.reminders.list(id)).toEqual([]);
    expect(await storage.deliveries.keptFor(id)).toEqual([]);
    expect(await storage.reminders.nextDueAt()).toBeNull();
  });

  test("takes nothing of the others along", async () => {
    const ann = await enrol(storage);
    const ben = await enrol(storage, { userId: BEN });
    const { reminder } = await storage.reminders.add({ enrolmentId: ben.id, rule: MONDAYS, dueAt: NOW, now: NOW });
    await claimOne(storage, reminder);
    await storage.enrolments.leave({ enrolmentId: ann.id, erase: false, now: NOW });
    expect(await storage.enrolments.byId(ben.id)).toEqual(ben);
    expect(await storage.reminders.list(ben.id)).toHaveLength(1);
    expect(await storage.deliveries.keptFor(ben.id)).toHaveLength(1);
  });

  test("twice keeps the first day of absence", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW });
    await storage.enrolments.leave({ enrolmentId: id, erase: false, now: NOW + DAY });
    expect((await storage.enrolments.byId(id))?.leftAt).toBe(NOW);
  });

  test("with erase leaves nothing of this learner, and everything of the others", async () => {
    const erased = await enrol(storage);
    const ben = await enrol(storage, { userId: BEN });
    for (const enrolmentId of [erased.id, ben.id]) {
      await storage.progress.completeLessons({ enrolmentId, lessonIds: ["nodes"], now: NOW });
      await storage.progress.setTicks({ enrolmentId, items: [{ kind: "extra", id: "book" }], ticked: true, now: NOW });
      await storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW });
    }

    await storage.enrolments.leave({ enrolmentId: erased.id, erase: true, now: NOW });

    expect(await storage.enrolments.byId(erased.id)).toBeNull();
    expect(await storage.progress.read(erased.id)).toEqual({
      started: new Map(),
      completed: new Map(),
      ticks: new Set(),
    });
    expect(await storage.reminders.list(erased.id)).toEqual([]);
    expect((await storage.progress.read(ben.id)).completed.size).toBe(1);
    expect(await storage.reminders.list(ben.id)).toHaveLength(1);
  });

  test("with erase never gives the same id to anyone again", async () => {
    const erased = await enrol(storage);
    await storage.enrolments.leave({ enrolmentId: erased.id, erase: true, now: NOW });
    expect((await enrol(storage)).id).toBeGreaterThan(erased.id);
  });
});

describe("the cohort", () => {
  test("is everyone active who shows themselves, with what they completed", async () => {
    const ann = await enrol(storage);
    const ben = await enrol(storage, { userId: BEN, now: NOW + 1 });
    await enrol(storage, { userId: "shy" });
    const gone = await enrol(storage, { userId: "gone" });
    await enrol(storage, { userId: "elsewhere", guildId: "9" });
    await enrol(storage, { userId: "other", courseId: "other" });
    await storage.enrolments.setHidden(GUILD, "shy", true);
    await storage.enrolments.leave({ enrolmentId: gone.id, erase: false, now: NOW });
    await storage.progress.completeLessons({ enrolmentId: ann.id, lessonIds: ["nodes", "clocks"], now: NOW + 5 });
    await storage.progress.startLesson({ enrolmentId: ben.id, lessonId: "nodes", now: NOW, timerDueAt: null });

    expect(await storage.enrolments.cohort(GUILD, COURSE)).toEqual([
      {
        enrolmentId: ann.id,
        userId: ANN,
        joinedAt: NOW,
        completed: new Map([
          ["nodes", NOW + 5],
          ["clocks", NOW + 5],
        ]),
      },
      { enrolmentId: ben.id, userId: BEN, joinedAt: NOW + 1, completed: new Map() },
    ]);
  });

  test("shows again who stops hiding", async () => {
    await enrol(storage);
    await storage.enrolments.setHidden(GUILD, ANN, true);
    await storage.enrolments.setHidden(GUILD, ANN, false);
    expect(await storage.enrolments.cohort(GUILD, COURSE)).toHaveLength(1);
  });

  test("of no course of the server holds who hides, not even of one joined later; other servers are not concerned", async () => {
    await enrol(storage);
    await enrol(storage, { guildId: "9" });
    await storage.enrolments.setHidden(GUILD, ANN, true);
    await enrol(storage, { courseId: "other" });
    expect(await storage.enrolments.cohort(GUILD, COURSE)).toEqual([]);
    expect(await storage.enrolments.cohort(GUILD, "other")).toEqual([]);
    expect(await storage.enrolments.cohort("9", COURSE)).toHaveLength(1);
  });

  test("of a hundred learners is read whole", async () => {
    const lessonIds = Array.from({ length: 30 }, (_, index) => `lesson-${index}`);
    for (let learner = 0; learner < 100; learner += 1) {
      const { id } = await enrol(storage, { userId: `user-${learner}` });
      await storage.progress.completeLessons({
        enrolmentId: id,
        lessonIds: lessonIds.slice(0, learner % 31),
        now: NOW,
      });
    }
    const cohort = await storage.enrolments.cohort(GUILD, COURSE);
    expect(cohort.map(({ userId, completed }) => [userId, completed.size])).toEqual(
      Array.from({ length: 100 }, (_, learner) => [`user-${learner}`, learner % 31]),
    );
  });
});

test("the courses studied in a server come with the most active learners first", async () => {
  await enrol(storage, { courseId: "quiet" });
  await enrol(storage, { courseId: "busy" });
  await enrol(storage, { courseId: "busy", userId: BEN });
  const left = await enrol(storage, { courseId: "left" });
  await storage.enrolments.leave({ enrolmentId: left.id, erase: false, now: NOW });
  await enrol(storage, { courseId: "elsewhere", guildId: "9" });
  expect(await storage.enrolments.studied(GUILD)).toEqual(["busy", "quiet"]);
});

describe("closed direct messages", () => {
  test("are remembered, and that the learner was told", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.closeDirectMessages(id, NOW);
    expect(await storage.enrolments.byId(id)).toMatchObject({
      directMessagesClosedAt: NOW,
      toldOfClosedDirectMessages: false,
    });
    await storage.enrolments.markTold(id);
    expect((await storage.enrolments.byId(id))?.toldOfClosedDirectMessages).toBe(true);
  });

  test("are each learner's own", async () => {
    const ann = await enrol(storage);
    const ben = await enrol(storage, { userId: BEN });
    await storage.enrolments.closeDirectMessages(ann.id, NOW);
    expect(await storage.enrolments.byId(ben.id)).toEqual(ben);
    await storage.enrolments.closeDirectMessages(ben.id, NOW);
    await storage.enrolments.markTold(ann.id);
    await storage.enrolments.reopenDirectMessages(ann.id, NOW);
    expect(await storage.enrolments.byId(ben.id)).toEqual({ ...ben, directMessagesClosedAt: NOW });
  });

  test("stay told of when a second message on its way is refused as well", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.closeDirectMessages(id, NOW);
    await storage.enrolments.markTold(id);
    await storage.enrolments.closeDirectMessages(id, NOW + 1);
    expect(await storage.enrolments.byId(id)).toMatchObject({
      directMessagesClosedAt: NOW,
      toldOfClosedDirectMessages: true,
    });
  });

  test("hold everything back until they are open again; then it is due at once", async () => {
    const { id } = await enrol(storage);
    const { reminder } = await storage.reminders.add({ enrolmentId: id, rule: MONDAYS, dueAt: NOW, now: NOW });
    await storage.reminders.add({ enrolmentId: id, rule: FRIDAYS, dueAt: NOW + MINUTE, now: NOW });
    await claimOne(storage, reminder);
    await storage.deliveries.markFailed("delivery-1", "502", NOW + 2 * DAY);
    await storage.enrolments.closeDirectMessages(id, NOW);
    await storage.enrolments.markTold(id);

    expect(await storage.reminders.due(NOW + 9 * DAY, 10)).toEqual([]);
    expect(await storage.deliveries.unsent(NOW + 9 * DAY, 10)).toEqual([]);
    expect(await storage.reminders.nextDueAt()).toBeNull();
    expect(await storage.deliveries.keptFor(id)).toHaveLength(1);

    await storage.enrolments.reopenDirectMessages(id, NOW + DAY);

    expect(await storage.enrolments.byId(id)).toMatchObject({
      directMessagesClosedAt: null,
      toldOfClosedDirectMessages: false,
    });
    expect(await storage.deliveries.unsent(NOW + DAY, 10)).toHaveLength(1);
    expect(await storage.reminders.due(NOW + DAY, 10)).toEqual([]);

    await storage.deliveries.markSent("delivery-1", "1", NOW + DAY);
    expect((await storage.reminders.due(NOW + DAY, 10)).map(({ rule }) => rule)).toEqual([FRIDAYS]);
  });

  test("are told of anew when they close a second time", async () => {
    const { id } = await enrol(storage);
    await storage.enrolments.closeDirectMessages(id, NOW);
    await storage.enrolments.markTold(id);
    await storage.enrolments.reopenDirectMessages(id, NOW + 1);
    await storage.enrolments.markTold(id);
    await storage.enrolments.closeDirectMessages(id, NOW + 2);
    expect(await storage.enrolments.byId(id)).toMatchObject({
      directMessagesClosedAt: NOW + 2,
      toldOfClosedDirectMessages: false,
    });
  });
});
