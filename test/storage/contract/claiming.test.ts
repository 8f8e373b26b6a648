import { beforeEach, describe, expect, test } from "vitest";
import type { Rule } from "../../../src/reminders/rule.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { claim, claimIds, claimOne, OTHER_WORKER, WORKER } from "../claim.ts";
import {
  ANN,
  BEN,
  change,
  changeMember,
  DAY,
  enrol,
  FRIDAYS,
  GUILD,
  MINUTE,
  MONDAYS,
  NOW,
  schedule,
} from "../learner.ts";
import { ENGINES } from "./engines.ts";

const SENT = { channelId: "c", messageId: "m" };

describe.each(ENGINES)("claiming what is due, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  test("makes one delivery of everything that is due for a learner, and moves each schedule on", async () => {
    const timerRule: Rule = { kind: "timer", lessonId: "nodes", startedAt: NOW - DAY };
    const mondays = await schedule(storage, ann.id, MONDAYS, NOW - 7 * DAY);
    const timer = await schedule(storage, ann.id, timerRule, NOW - MINUTE);
    const later = await schedule(storage, ann.id, FRIDAYS, NOW + 1);

    const delivery = await claimOne(storage, { ids: ["a-nonce-of-20-letters"] });

    expect(delivery).toEqual({
      id: "a-nonce-of-20-letters",
      recipient: { kind: "member", guildId: GUILD, userId: ANN },
      payload: {
        kind: "reminder",
        enrolmentId: ann.id,
        occurrences: [
          { scheduleId: mondays.id, dueAt: NOW - 7 * DAY, rule: MONDAYS },
          { scheduleId: timer.id, dueAt: NOW - MINUTE, rule: timerRule },
          { scheduleId: mondays.id, dueAt: NOW, rule: MONDAYS },
        ],
        omitted: 0,
      },
      claimedAt: NOW,
      attempts: 0,
      uncertainSince: null,
    });
    expect(await storage.learners.schedules(ann.id)).toEqual([later, { ...mondays, dueAt: NOW + 7 * DAY }]);
    // From here on nobody knows whether it arrived.
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([{ ...delivery, attempts: 1, uncertainSince: NOW }]);
  });

  test("names the newest occurrences after a long downtime, and counts the older ones", async () => {
    await schedule(storage, ann.id, MONDAYS, NOW - 70 * DAY);
    const { id, payload } = await claimOne(storage);
    expect(payload.occurrences).toHaveLength(5);
    expect(payload.omitted).toBe(6);
    expect(await storage.deliveries.keptFor(ann.id)).toMatchObject([{ id, payload }]);
  });

  test("reads the learner and only their due schedules under the lock", async () => {
    const { id } = await schedule(storage, ann.id, MONDAYS, NOW);
    await schedule(storage, ann.id, FRIDAYS, NOW + 1);
    await changeMember(storage, {}, { kind: "change-zone", enrolmentId: ann.id, timeZone: "Asia/Kathmandu" });
    const owners: unknown[] = [];
    await storage.deliveries.claim({
      worker: WORKER,
      now: NOW,
      until: NOW + MINUTE,
      limit: 10,
      newId: () => "delivery",
      take(due) {
        owners.push(due);
        const recipient = { kind: "member", guildId: GUILD, userId: ANN } as const;
        return { recipient, payload: { kind: "reminder", enrolmentId: ann.id, occurrences: [], omitted: 0 }, next: [] };
      },
    });
    expect(owners).toEqual([
      {
        owner: { kind: "learner", enrolment: { ...ann, timeZone: "Asia/Kathmandu" } },
        schedules: [{ id, rule: MONDAYS, dueAt: NOW, createdAt: NOW }],
      },
    ]);
  });

  test("finds nothing while nothing is due", async () => {
    await schedule(storage, ann.id, MONDAYS, NOW + 1);
    expect(await claim(storage)).toEqual([]);
    expect(await claimIds(storage, { now: NOW + 1 })).toHaveLength(1);
  });

  test("skips a timer that was moved meanwhile", async () => {
    const rule: Rule = { kind: "timer", lessonId: "nodes", startedAt: NOW };
    await schedule(storage, ann.id, rule, NOW);
    const moved = await schedule(storage, ann.id, rule, NOW + MINUTE);
    expect(await claim(storage)).toEqual([]);
    expect(await storage.learners.schedules(ann.id)).toEqual([moved]);
  });

  test("then claims the schedule's next occurrence", async () => {
    const { id: scheduleId } = await schedule(storage, ann.id, MONDAYS);
    await storage.deliveries.markSent((await claimOne(storage)).id, SENT, NOW);
    expect(await claim(storage)).toEqual([]);
    expect(await claimOne(storage, { now: NOW + 7 * DAY })).toMatchObject({
      payload: { occurrences: [{ scheduleId, dueAt: NOW + 7 * DAY }] },
    });
  });

  test("never claims an occurrence twice, even if its schedule is due at that instant again", async () => {
    const mondays = await schedule(storage, ann.id, MONDAYS);
    await storage.deliveries.markSent((await claimOne(storage)).id, SENT, NOW);
    await change(storage, ann.id, { kind: "reschedule", scheduleId: mondays.id, dueAt: NOW });
    expect(await claim(storage)).toEqual([]);
    // It is not due for good either.
    expect(await storage.learners.schedules(ann.id)).toEqual([{ ...mondays, dueAt: NOW + 7 * DAY }]);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 7 * DAY);
  });

  test("leaves out occurrences that were claimed before, and keeps the rest", async () => {
    const { id: scheduleId } = await schedule(storage, ann.id, MONDAYS);
    await storage.deliveries.markSent((await claimOne(storage)).id, SENT, NOW);
    await change(storage, ann.id, { kind: "reschedule", scheduleId, dueAt: NOW });
    const { payload } = await claimOne(storage, { now: NOW + 7 * DAY });
    expect(payload.occurrences).toEqual([{ scheduleId, dueAt: NOW + 7 * DAY, rule: MONDAYS }]);
  });

  test("remembers what was sent after its learner leaves and comes back", async () => {
    const { id: scheduleId } = await schedule(storage, ann.id, MONDAYS);
    await storage.deliveries.markSent((await claimOne(storage)).id, SENT, NOW);
    await change(storage, ann.id, { kind: "leave", at: NOW }, { kind: "withdraw-deliveries" });
    await enrol(storage, { now: NOW + 1 });
    await change(storage, ann.id, { kind: "reschedule", scheduleId, dueAt: NOW });
    expect(await claim(storage, { now: NOW + 1 })).toEqual([]);
  });

  test("keeps the rule for the message when the schedule ends", async () => {
    const { id: scheduleId } = await schedule(storage, ann.id, MONDAYS);
    await claimOne(storage, { until: NOW + MINUTE });
    await change(storage, ann.id, { kind: "unschedule", scheduleId });
    expect(await claimOne(storage, { now: NOW + MINUTE })).toMatchObject({
      payload: { occurrences: [{ scheduleId, dueAt: NOW, rule: MONDAYS }] },
    });
  });

  test("does not touch another learner's schedules", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const his = await schedule(storage, ben.id, MONDAYS, NOW + 1);
    await schedule(storage, ann.id, MONDAYS);
    expect(await claimOne(storage)).toMatchObject({ payload: { enrolmentId: ann.id, occurrences: [{}] } });
    expect(await storage.learners.schedules(ben.id)).toEqual([his]);
  });

  test("skips learners who left, who were erased or who cannot be reached", async () => {
    const [left, gone, closed] = [
      await enrol(storage, { userId: "left" }),
      await enrol(storage, { userId: "gone" }),
      await enrol(storage, { userId: "closed" }),
    ];
    await schedule(storage, closed.id, FRIDAYS, NOW - 1);
    await storage.deliveries.markClosed(await claimOne(storage, { now: NOW - 1 }), WORKER, "closed", NOW - 1);
    for (const { id } of [left, gone, closed]) await schedule(storage, id, MONDAYS);
    await change(storage, left.id, { kind: "leave", at: NOW });
    await change(storage, gone.id, { kind: "erase" });
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
  });

  test("writes nothing if a delivery id is not new, and leaves the schedule due", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const mine = await schedule(storage, ann.id, MONDAYS);
    const his = await schedule(storage, ben.id, MONDAYS);
    await expect(claim(storage, { ids: ["same", "same"] })).rejects.toThrow();
    expect(await storage.learners.schedules(ann.id)).toEqual([mine]);
    expect(await storage.learners.schedules(ben.id)).toEqual([his]);
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
  });

  test.each(["", "x".repeat(26)])(
    "refuses %j for an id, since it is no nonce, and leaves the schedule due",
    async (id) => {
      const mine = await schedule(storage, ann.id, MONDAYS);
      await expect(claim(storage, { ids: [id] })).rejects.toThrow();
      expect(await storage.learners.schedules(ann.id)).toEqual([mine]);
    },
  );

  test("writes nothing if a rule throws, not even leases of waiting deliveries", async () => {
    await schedule(storage, ann.id, MONDAYS, NOW - 1);
    const { id } = await claimOne(storage, { now: NOW - 1, until: NOW });
    const his = await schedule(storage, (await enrol(storage, { userId: BEN })).id, MONDAYS);
    const claiming = storage.deliveries.claim({
      worker: OTHER_WORKER,
      now: NOW,
      until: NOW + MINUTE,
      limit: 10,
      newId: () => "delivery",
      take() {
        throw new Error("no rule for this");
      },
    });
    await expect(claiming).rejects.toThrow("no rule for this");
    expect(await claimIds(storage)).toEqual([id, expect.any(String)]);
    expect(his.dueAt).toBe(NOW);
  });

  describe("a limit", () => {
    test("counts owners, the one that has waited longest first", async () => {
      const ids: number[] = [];
      const minutesLate = { third: 0, first: 2, second: 1 };
      for (const [userId, minutes] of Object.entries(minutesLate)) {
        const { id } = await enrol(storage, { userId });
        await schedule(storage, id, MONDAYS, NOW - minutes * MINUTE);
        await schedule(storage, id, FRIDAYS, NOW);
        ids.push(id);
      }
      const enrolmentsOf = async (limit: number) =>
        (await claim(storage, { limit })).map(({ payload }) => payload.kind === "reminder" && payload.enrolmentId);
      expect(await enrolmentsOf(0)).toEqual([]);
      expect(await enrolmentsOf(2)).toEqual([ids[1], ids[2]]);
      expect(await enrolmentsOf(2)).toEqual([ids[0]]);
      expect(await enrolmentsOf(2)).toEqual([]);
    });

    test("does not divide what is due for one owner, however much it is", async () => {
      const ben = await enrol(storage, { userId: BEN });
      const moments = Array.from(
        { length: 250 },
        (_, index): Rule => ({ kind: "moment", instant: NOW - (250 - index) * MINUTE, lessonId: null }),
      );
      await change(
        storage,
        ann.id,
        ...moments.map(
          (rule, index) => ({ kind: "schedule", rule, dueAt: NOW - (250 - index) * MINUTE, createdAt: NOW }) as const,
        ),
      );
      await schedule(storage, ben.id, MONDAYS, NOW);
      const claimed = await claim(storage, { limit: 2 });
      expect(claimed.map(({ payload }) => payload.occurrences.length)).toEqual([250, 1]);
      expect(await storage.learners.schedules(ann.id)).toEqual([]);
    });

    test("counts deliveries that wait for another attempt first", async () => {
      await schedule(storage, ann.id, MONDAYS, NOW - MINUTE);
      const { id } = await claimOne(storage, { now: NOW - MINUTE, until: NOW });
      for (const userId of ["one", "two"]) await schedule(storage, (await enrol(storage, { userId })).id, MONDAYS);
      expect(await claimIds(storage, { limit: 2, ids: ["new"] })).toEqual([id, "new"]);
      expect(await claimIds(storage, { limit: 2 })).toHaveLength(1);
    });
  });
});

describe.each(ENGINES)("claiming on two connections, on $name", ({ openTwo }) => {
  test("gives each delivery to one worker", async () => {
    const [one, other] = await openTwo();
    const learners: number[] = [];
    for (let learner = 0; learner < 40; learner += 1) {
      const { id } = await enrol(one, { userId: `user-${learner}` });
      await schedule(one, id, MONDAYS);
      learners.push(id);
    }
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        turn % 2 === 0 ? claim(one, { worker: WORKER, limit: 5 }) : claim(other, { worker: OTHER_WORKER, limit: 5 }),
      ),
    );
    const claimed = claims.flat().map(({ payload }) => payload.kind === "reminder" && payload.enrolmentId);
    expect(new Set(claimed)).toEqual(new Set(learners));
    expect(claimed).toHaveLength(40);
  });
});
