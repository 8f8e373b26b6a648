import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { asClaimed, claim, claimIds, claimOne, OTHER_WORKER, WORKER } from "../claim.ts";
import { BEN, change, DAY, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW, schedule } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const SENT = { channelId: "c", messageId: "m" };

describe.each(ENGINES)("a delivery's lease, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
    await schedule(storage, ann.id, MONDAYS);
  });

  test("protects it from other workers until it runs out; then another worker gets the same delivery", async () => {
    const delivery = await claimOne(storage, { worker: WORKER, until: NOW + MINUTE });
    expect(await claim(storage, { worker: OTHER_WORKER, now: NOW + MINUTE - 1 })).toEqual([]);
    expect(await claim(storage, { worker: WORKER, now: NOW + MINUTE - 1 })).toEqual([]);
    expect(await claim(storage, { worker: OTHER_WORKER, now: NOW + MINUTE })).toEqual([
      { ...delivery, attempts: 1, uncertainSince: NOW },
    ]);
    expect(await claim(storage, { worker: WORKER, now: NOW + MINUTE })).toEqual([]);
  });

  test("cannot be ended by the first worker once another has it", async () => {
    const { id } = await claimOne(storage, { worker: WORKER, until: NOW + MINUTE });
    await claimOne(storage, { worker: OTHER_WORKER, now: NOW + MINUTE, until: NOW + 2 * MINUTE });
    await storage.deliveries.markFailed(id, WORKER, "late news", NOW);
    await storage.deliveries.markClosed(asClaimed(id), WORKER, "closed", NOW);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual(ann);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 2 * MINUTE);
    expect(await claim(storage, { worker: WORKER, now: NOW + 2 * MINUTE - 1 })).toEqual([]);
    expect(await claimOne(storage, { worker: WORKER, now: NOW + 2 * MINUTE })).toMatchObject({ id, attempts: 2 });
  });

  test("does not matter once the message is sent: any worker may mark it as sent", async () => {
    const { id } = await claimOne(storage, { worker: WORKER, until: NOW + MINUTE });
    await claimOne(storage, { worker: OTHER_WORKER, now: NOW + MINUTE });
    await storage.deliveries.markSent(id, SENT, NOW + MINUTE);
    await storage.deliveries.markFailed(id, OTHER_WORKER, "late news", NOW);
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
  });

  test("ends with a failed attempt, which is counted; any worker may make the next one", async () => {
    const { id } = await claimOne(storage, { until: NOW + 10 * MINUTE });
    await storage.deliveries.markFailed(id, WORKER, "502 Bad Gateway", NOW + MINUTE);
    expect(await claim(storage, { worker: OTHER_WORKER, now: NOW + MINUTE - 1 })).toEqual([]);
    expect(await claimOne(storage, { worker: OTHER_WORKER, now: NOW + MINUTE })).toMatchObject({ id, attempts: 1 });
    await storage.deliveries.markFailed(id, OTHER_WORKER, "502 Bad Gateway", NOW + 3 * MINUTE);
    expect(await claimOne(storage, { now: NOW + 3 * MINUTE })).toMatchObject({ id, attempts: 2 });
  });

  test("ends if direct messages are closed; then everything waits, and no attempt is counted", async () => {
    const { id } = await claimOne(storage);
    await storage.deliveries.markClosed(asClaimed(id), WORKER, "closed", NOW + 1);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual({
      ...ann,
      directMessagesClosedAt: NOW + 1,
      refusal: "closed",
    });
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    expect(await storage.deliveries.keptFor(ann.id)).toMatchObject([{ id, attempts: 0 }]);
  });

  test("cannot be ended by a worker that never had it, and unknown deliveries are ignored", async () => {
    const { id } = await claimOne(storage, { until: NOW + MINUTE });
    await storage.deliveries.markFailed(id, OTHER_WORKER, "never mind", NOW);
    await storage.deliveries.markClosed(asClaimed(id), OTHER_WORKER, "closed", NOW);
    await storage.deliveries.markFailed("unheard-of", WORKER, "never mind", NOW);
    await storage.deliveries.markClosed(asClaimed("unheard-of"), WORKER, "closed", NOW);
    await storage.deliveries.markSent("unheard-of", SENT, NOW);
    expect(await claim(storage)).toEqual([]);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual(ann);
    expect(await storage.deliveries.keptFor(ann.id)).toMatchObject([{ id, attempts: 1 }]);
  });

  test("cannot be ended twice", async () => {
    const { id } = await claimOne(storage);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW);
    await storage.deliveries.markClosed(asClaimed(id), WORKER, "closed", NOW);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + MINUTE);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual(ann);
  });

  test("ends for a second refused message without a second notice to the learner", async () => {
    await schedule(storage, (await enrol(storage, { userId: BEN })).id, MONDAYS);
    const recipient = { kind: "member", guildId: GUILD, userId: ann.userId } as const;
    let made = 0;
    // Two messages to one learner are on their way.
    await storage.deliveries.claim({
      worker: WORKER,
      now: NOW,
      until: NOW + MINUTE,
      limit: 2,
      newId: () => `message-${made++}`,
      take: ({ schedules }) => ({
        recipient,
        payload: {
          kind: "reminder",
          enrolmentId: ann.id,
          occurrences: schedules.map(({ id: scheduleId, dueAt, rule }) => ({ scheduleId, dueAt, rule })),
          omitted: 0,
        },
        next: schedules.map(({ id: scheduleId }) => ({ scheduleId, dueAt: null })),
      }),
    });
    expect(await storage.deliveries.keptFor(ann.id)).toHaveLength(2);
    await storage.deliveries.markClosed(asClaimed("message-0"), WORKER, "closed", NOW);
    await change(storage, ann.id, { kind: "mark-told" });
    await storage.deliveries.markClosed(asClaimed("message-1"), WORKER, "closed", NOW + 1);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual({
      ...ann,
      directMessagesClosedAt: NOW,
      toldOfClosedDirectMessages: true,
      refusal: "closed",
    });
  });
});

describe.each(ENGINES)("a delivery that is not sent yet, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  test("is claimed in the order of the next attempt, up to the limit", async () => {
    for (const userId of ["one", "two", "three"])
      await schedule(storage, (await enrol(storage, { userId })).id, MONDAYS);
    await claim(storage, { ids: ["b", "c", "a"] });
    await storage.deliveries.markFailed("b", WORKER, "502", NOW + 2);
    await storage.deliveries.markFailed("c", WORKER, "502", NOW + 1);
    await storage.deliveries.markFailed("a", WORKER, "502", NOW + 3);
    expect(await claimIds(storage, { now: NOW + 3, until: NOW + 4, limit: 2 })).toEqual(["c", "b"]);
    expect(await claimIds(storage, { now: NOW + 3, until: NOW + 5, limit: 2 })).toEqual(["a"]);
    expect(await claimIds(storage, { now: NOW + 4, limit: 1 })).toHaveLength(1);
  });

  test("is listed for its learner, whenever its next attempt is, and for no other", async () => {
    const ben = await enrol(storage, { userId: BEN });
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage);
    expect(await storage.deliveries.keptFor(ann.id)).toMatchObject([{ id }]);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + DAY);
    expect(await storage.deliveries.keptFor(ann.id)).toMatchObject([{ id }]);
    expect(await storage.deliveries.keptFor(ben.id)).toEqual([]);
    await storage.deliveries.markSent(id, SENT, NOW);
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
  });

  test("is not changed: what falls due meanwhile joins the next message", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage);
    await schedule(storage, ann.id, FRIDAYS, NOW + 1);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
    expect(await claim(storage, { now: NOW + 1 })).toEqual([]);
    expect(await claimIds(storage, { now: NOW + MINUTE })).toEqual([id]);
    await storage.deliveries.markSent(id, SENT, NOW + MINUTE);
    expect(await claimOne(storage, { now: NOW + MINUTE })).toMatchObject({
      payload: { occurrences: [{ rule: FRIDAYS, dueAt: NOW + 1 }] },
    });
  });

  test("waits while its learner has left", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage, { until: NOW });
    await change(storage, ann.id, { kind: "leave", at: NOW });
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    await enrol(storage, { now: NOW + DAY });
    expect(await claimIds(storage, { now: NOW + DAY })).toContain(id);
  });
});

describe.each(ENGINES)("a delivery that was sent, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
    await schedule(storage, ann.id, MONDAYS);
  });

  test("stays sent, however often that is marked", async () => {
    const { id } = await claimOne(storage);
    await storage.deliveries.markSent(id, SENT, NOW);
    await storage.deliveries.markSent(id, { channelId: "c", messageId: "m2" }, NOW + MINUTE);
    await storage.deliveries.markFailed(id, WORKER, "late news", NOW);
    await storage.deliveries.markClosed(asClaimed(id), WORKER, "closed", NOW);
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual(ann);
  });

  test("may have had no message", async () => {
    const { id } = await claimOne(storage);
    await storage.deliveries.markSent(id, null, NOW);
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
  });

  test("is the only one that is marked", async () => {
    const ben = await enrol(storage, { userId: BEN });
    await schedule(storage, ben.id, MONDAYS);
    await claim(storage, { ids: ["one", "two"] });
    await storage.deliveries.markSent("one", SENT, NOW);
    expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
    expect(await storage.deliveries.keptFor(ben.id)).toMatchObject([{ id: "two", attempts: 1, uncertainSince: NOW }]);
  });
});
