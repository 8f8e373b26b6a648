import { beforeEach, describe, expect, test } from "vitest";
import type { Rule } from "../../../src/reminders/rule.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { claim, claimOne, WORKER } from "../claim.ts";
import { COURSE, DAY, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW, OTHER_GUILD, schedule } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const CHANNEL = "444444444444444444";
const OTHER_CHANNEL = "555555555555555555";
const SENT = { channelId: CHANNEL, messageId: "m" };

describe.each(ENGINES)("a server's schedules, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  const put = (parts: {
    guildId?: string;
    channelId?: string;
    courseId?: string | null;
    timeZone?: string;
    rule?: Rule;
    dueAt?: number;
    now?: number;
  }) =>
    storage.serverSchedules.set({
      guildId: GUILD,
      channelId: CHANNEL,
      courseId: COURSE,
      timeZone: "Europe/Vienna",
      rule: MONDAYS,
      dueAt: NOW,
      now: NOW,
      ...parts,
    });
  const list = (guildId = GUILD) => storage.serverSchedules.list(guildId);

  test("are listed with their owner in the order in which they are due, for one server only", async () => {
    expect(await list()).toEqual([]);
    await put({ dueAt: NOW + DAY });
    await put({ channelId: OTHER_CHANNEL, courseId: null, timeZone: "UTC", rule: FRIDAYS, dueAt: NOW });
    await put({ guildId: OTHER_GUILD });
    await schedule(storage, (await enrol(storage)).id, MONDAYS);
    const owner = { kind: "server", guildId: GUILD } as const;
    expect(await list()).toEqual([
      {
        id: expect.any(Number),
        rule: FRIDAYS,
        dueAt: NOW,
        createdAt: NOW,
        owner: { ...owner, channelId: OTHER_CHANNEL, courseId: null, timeZone: "UTC" },
      },
      {
        id: expect.any(Number),
        rule: MONDAYS,
        dueAt: NOW + DAY,
        createdAt: NOW,
        owner: { ...owner, channelId: CHANNEL, courseId: COURSE, timeZone: "Europe/Vienna" },
      },
    ]);
  });

  test("set again with the same rule in the same channel keep their id, with a new course, time zone and due time", async () => {
    await put({});
    const [first] = await list();
    await put({ courseId: null, timeZone: "UTC", dueAt: NOW + DAY, now: NOW + 1 });
    expect(await list()).toEqual([
      {
        ...first,
        dueAt: NOW + DAY,
        owner: { kind: "server", guildId: GUILD, channelId: CHANNEL, courseId: null, timeZone: "UTC" },
      },
    ]);
  });

  test("are separate for different rules, channels and servers", async () => {
    await put({});
    await put({ rule: FRIDAYS });
    await put({ channelId: OTHER_CHANNEL });
    await put({ guildId: OTHER_GUILD });
    expect(await list()).toHaveLength(3);
    expect(await list(OTHER_GUILD)).toHaveLength(1);
  });

  test("are removed by id, in that server only, and their ids are never used again", async () => {
    await put({});
    await put({ guildId: OTHER_GUILD });
    const enrolment = await enrol(storage);
    const anns = await schedule(storage, enrolment.id, MONDAYS);
    const [[own], [away]] = [await list(), await list(OTHER_GUILD)];
    if (own === undefined || away === undefined) throw new Error("both servers have one");
    await storage.serverSchedules.remove(GUILD, [own.id, away.id, anns.id, 999]);
    expect(await list()).toEqual([]);
    expect(await list(OTHER_GUILD)).toEqual([away]);
    expect(await storage.learners.schedules(enrolment.id)).toEqual([anns]);
    await put({});
    expect((await list())[0]?.id).toBeGreaterThan(anns.id);
  });

  test("go to their channel as a call to study", async () => {
    await put({ dueAt: NOW - 7 * DAY });
    const [{ id: scheduleId } = { id: 0 }] = await list();
    const delivery = await claimOne(storage);
    expect(delivery).toEqual({
      id: expect.any(String),
      recipient: { kind: "channel", guildId: GUILD, channelId: CHANNEL },
      payload: {
        kind: "study-call",
        courseId: COURSE,
        occurrences: [
          { scheduleId, dueAt: NOW - 7 * DAY, rule: MONDAYS },
          { scheduleId, dueAt: NOW, rule: MONDAYS },
        ],
        omitted: 0,
      },
      claimedAt: NOW,
      attempts: 0,
      uncertainSince: null,
    });
    expect(await list()).toMatchObject([{ id: scheduleId, dueAt: NOW + 7 * DAY }]);
    // The worker that claimed it died.
    expect(await claim(storage, { now: NOW + MINUTE })).toEqual([{ ...delivery, attempts: 1, uncertainSince: NOW }]);
    await storage.deliveries.markSent(delivery.id, SENT, NOW + MINUTE);
    expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 7 * DAY);
  });

  test("wait while a message to their channel is unsent: one catch-up, not one message for each", async () => {
    await put({ dueAt: NOW });
    const delivery = await claimOne(storage);
    await storage.deliveries.markFailed(delivery.id, WORKER, "502", NOW + 14 * DAY);
    expect(await claim(storage, { now: NOW + 10 * DAY })).toEqual([]);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 14 * DAY);
    await put({ channelId: OTHER_CHANNEL, dueAt: NOW + 10 * DAY });
    const other = await claimOne(storage, { now: NOW + 10 * DAY });
    expect(other.recipient).toMatchObject({ channelId: OTHER_CHANNEL });
    await storage.deliveries.markSent(other.id, SENT, NOW + 10 * DAY);
    await storage.serverSchedules.remove(
      GUILD,
      (await list()).flatMap(({ id, owner }) => (owner.channelId === OTHER_CHANNEL ? [id] : [])),
    );
    await storage.deliveries.markSent(delivery.id, SENT, NOW + 14 * DAY);
    const caughtUp = await claimOne(storage, { now: NOW + 14 * DAY });
    expect(caughtUp.payload.occurrences.map(({ dueAt }) => dueAt)).toEqual([NOW + 7 * DAY, NOW + 14 * DAY]);
  });

  test("make one message if they share channel, course and time zone, else one each", async () => {
    const once = (dueAt: number) => ({ rule: { kind: "moment", instant: dueAt, lessonId: null } as const, dueAt });
    await put(once(NOW - 5 * MINUTE));
    await put({ ...once(NOW - 4 * MINUTE), channelId: OTHER_CHANNEL });
    await put({ ...once(NOW - 3 * MINUTE), courseId: null });
    await put({ ...once(NOW - 2 * MINUTE), timeZone: "UTC" });
    await put(once(NOW - 1 * MINUTE));
    await put({ ...once(NOW), guildId: OTHER_GUILD });
    const claimed = await claim(storage);
    expect(
      claimed.map(({ recipient, payload }) => [
        recipient.guildId,
        recipient.kind === "channel" && recipient.channelId,
        payload.kind === "study-call" && payload.courseId,
        payload.occurrences.map(({ dueAt }) => (dueAt - NOW) / MINUTE),
      ]),
    ).toEqual([
      [GUILD, CHANNEL, COURSE, [-5, -1]],
      [GUILD, OTHER_CHANNEL, COURSE, [-4]],
      [GUILD, CHANNEL, null, [-3]],
      [GUILD, CHANNEL, COURSE, [-2]],
      [OTHER_GUILD, CHANNEL, COURSE, [0]],
    ]);
  });

  test("are claimed together with those of learners, the owner that has waited longest first", async () => {
    const { id } = await enrol(storage);
    await schedule(storage, id, MONDAYS, NOW - 1);
    await put({ dueAt: NOW - 2 });
    await put({ channelId: OTHER_CHANNEL, dueAt: NOW });
    const kinds = (await claim(storage)).map(({ recipient }) => recipient.kind);
    expect(kinds).toEqual(["channel", "member", "channel"]);
  });

  test("are tried again like any delivery, and are listed for no learner", async () => {
    const { id: enrolmentId } = await enrol(storage);
    await put({});
    const { id } = await claimOne(storage);
    await storage.deliveries.markFailed(id, WORKER, "403", NOW + MINUTE);
    expect(await storage.deliveries.keptFor(enrolmentId)).toEqual([]);
    expect(await claim(storage, { now: NOW + MINUTE - 1 })).toEqual([]);
    expect(await claimOne(storage, { now: NOW + MINUTE })).toMatchObject({ id, attempts: 1 });
  });

  test("never claim the same occurrence twice, even if set to it again", async () => {
    await put({});
    const { id } = await claimOne(storage);
    await storage.deliveries.markSent(id, SENT, NOW);
    await put({ dueAt: NOW });
    expect(await claim(storage)).toEqual([]);
    expect(await storage.deliveries.nextDueAt()).toBe(NOW + 7 * DAY);
  });
});
