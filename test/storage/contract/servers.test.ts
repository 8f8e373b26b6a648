import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { claim, claimIds, claimOne, WORKER } from "../claim.ts";
import { BEN, change, DAY, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW, OTHER_GUILD, schedule } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const SENT = { channelId: "c", messageId: "m" };

describe.each(ENGINES)("a server that the bot was removed from, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  let away: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
    away = await enrol(storage, { guildId: OTHER_GUILD });
  });

  const call = (guildId: string) => {
    const owner = { guildId, channelId: `channel-of-${guildId}`, courseId: null, timeZone: "UTC" };
    return storage.serverSchedules.set({ ...owner, rule: FRIDAYS, dueAt: NOW, now: NOW });
  };

  test("has nothing due, neither what was scheduled nor what was waiting, and everything again when it is back", async () => {
    await schedule(storage, ann.id, MONDAYS);
    const { id } = await claimOne(storage);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
    const ben = await enrol(storage, { userId: BEN });
    await schedule(storage, ben.id, FRIDAYS, NOW + DAY);
    await call(GUILD);
    await storage.servers.leave(GUILD, NOW);
    expect(await storage.deliveries.nextDueAt()).toBeNull();
    // What is added meanwhile is held, too.
    await schedule(storage, ben.id, MONDAYS, NOW + DAY);
    await call(GUILD);
    expect(await claim(storage, { now: NOW + 30 * DAY })).toEqual([]);
    expect(await storage.learners.schedules(ben.id)).toHaveLength(2);

    await storage.servers.comeBack(GUILD, NOW + DAY);
    const claimed = await claim(storage, { now: NOW + DAY });
    expect(claimed.map(({ payload }) => [payload.kind, payload.occurrences.length])).toEqual([
      ["reminder", 1],
      ["study-call", 1],
      ["reminder", 2],
    ]);
    expect(claimed[0]?.id).toBe(id);
  });

  test("does not concern another server", async () => {
    await schedule(storage, away.id, MONDAYS);
    await call(OTHER_GUILD);
    await storage.servers.leave(GUILD, NOW);
    expect(await claim(storage)).toHaveLength(2);
  });

  test("does not release those who cannot be reached for another reason when it is back", async () => {
    await schedule(storage, ann.id, MONDAYS);
    await storage.deliveries.markClosed(await claimOne(storage), WORKER, "closed", NOW);
    await storage.servers.leave(GUILD, NOW);
    await change(storage, ann.id, { kind: "reopen-direct-messages", at: NOW });
    expect(await storage.deliveries.nextDueAt()).toBeNull();
    await storage.servers.comeBack(GUILD, NOW);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW);

    await storage.deliveries.markClosed(await claimOne(storage), WORKER, "closed", NOW);
    await storage.servers.leave(GUILD, NOW);
    await storage.servers.comeBack(GUILD, NOW);
    expect(await storage.deliveries.nextDueAt()).toBeNull();
  });

  test("is left once and comes back once, however often that is said", async () => {
    await schedule(storage, ann.id, MONDAYS);
    await storage.servers.comeBack(GUILD, NOW);
    expect(await storage.servers.leave(GUILD, NOW)).toBe(true);
    expect(await storage.servers.leave(GUILD, NOW + 1)).toBe(false);
    await storage.servers.comeBack(GUILD, NOW);
    expect(await claimIds(storage)).toHaveLength(1);
  });

  test("is known if it has learners or schedules", async () => {
    await call("555");
    await enrol(storage, { userId: BEN });
    expect((await storage.servers.known()).toSorted()).toEqual([GUILD, "555", OTHER_GUILD].toSorted());
  });
});

describe.each(ENGINES)("a member's direct channel, on $name", ({ open }) => {
  test("is kept for the member in a server, in every course, and forgotten with them", async () => {
    const storage = await open();
    const ann = await enrol(storage);
    const member = { guildId: GUILD, userId: ann.userId };
    expect(await storage.directChannels.find(member)).toBeNull();
    await storage.directChannels.keep(member, "7");
    const other = await enrol(storage, { courseId: "other" });
    expect(await storage.directChannels.find(member)).toBe("7");
    expect(await storage.directChannels.find({ ...member, userId: BEN })).toBeNull();
    await change(storage, ann.id, { kind: "erase" });
    await change(storage, other.id, { kind: "erase" });
    expect(await storage.directChannels.find(member)).toBeNull();
  });

  test("can be forgotten", async () => {
    const storage = await open();
    const { userId } = await enrol(storage);
    await storage.directChannels.keep({ guildId: GUILD, userId }, "7");
    await storage.directChannels.keep({ guildId: GUILD, userId }, null);
    expect(await storage.directChannels.find({ guildId: GUILD, userId })).toBeNull();
  });
});

describe.each(ENGINES)("a delivery that is put off or ends, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
    await schedule(storage, ann.id, MONDAYS);
  });

  test("is as it was before it was claimed, but later", async () => {
    const claimed = await claimOne(storage);
    await storage.deliveries.postpone(claimed, WORKER, "too many", NOW + MINUTE);
    expect(await claim(storage)).toEqual([]);
    expect(await claimOne(storage, { now: NOW + MINUTE })).toEqual(claimed);
  });

  test("leaves a doubt from its first attempt on, whoever makes the next ones", async () => {
    const { id } = await claimOne(storage);
    await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
    const second = await claimOne(storage, { now: NOW + MINUTE });
    await storage.deliveries.postpone(second, WORKER, "429", NOW + 2 * MINUTE);
    expect(await claimOne(storage, { now: NOW + 2 * MINUTE })).toMatchObject({ attempts: 1, uncertainSince: NOW });
  });

  test("is never claimed again once it ended, and the learner's next one names what it missed, once", async () => {
    const { id, payload } = await claimOne(storage);
    await storage.deliveries.end(id, WORKER, { fate: "given-up", reason: "502", now: NOW });
    await storage.deliveries.markSent(id, SENT, NOW);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 7 * DAY);
    const next = await claimOne(storage, { now: NOW + 7 * DAY });
    expect(next.payload).toMatchObject({ missed: payload.occurrences });
    // It ends as well: what it was to name is not forgotten.
    await storage.deliveries.end(next.id, WORKER, { fate: "refused", reason: "50035", now: NOW + 7 * DAY });
    const last = await claimOne(storage, { now: NOW + 14 * DAY });
    expect(last.payload).toMatchObject({ missed: [...payload.occurrences, ...next.payload.occurrences] });
    await storage.deliveries.markSent(last.id, SENT, NOW);
    expect((await claimOne(storage, { now: NOW + 21 * DAY })).payload).not.toHaveProperty("missed");
  });

  test("cannot be put off or ended by a worker that does not have it", async () => {
    const claimed = await claimOne(storage);
    await storage.deliveries.postpone(claimed, "another", "never mind", NOW);
    await storage.deliveries.end(claimed.id, "another", { fate: "gone", reason: "never mind", now: NOW });
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + MINUTE);
    expect((await storage.learners.byId(ann.id))?.enrolment).toEqual(ann);
  });
});
