import { beforeEach, describe, expect, test } from "vitest";
import type { LockedMember } from "../../../src/coach/learning/ports.ts";
import { keepAll } from "../../../src/coach/ports.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { claimOne, WORKER } from "../claim.ts";
import {
  ANN,
  BEN,
  COURSE,
  change,
  changeMember,
  DAY,
  enrol,
  FRIDAYS,
  GUILD,
  MONDAYS,
  NOW,
  OTHER_GUILD,
  progressOf,
  schedule,
} from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("a decision for a member, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  const joining = {
    kind: "enrol",
    courseId: COURSE,
    timeZone: "Europe/Vienna",
    hidden: false,
    joinedAt: NOW,
    activatedAt: NOW + 1,
  } as const;
  const enrolmentOf = async (id: number) => (await storage.learners.byId(id))?.enrolment;

  test("sees every enrolment in the server, even those the member left, each with its schedules in due order", async () => {
    const ann = await enrol(storage);
    const left = await enrol(storage, { courseId: "left" });
    await change(storage, left.id, { kind: "leave", at: NOW });
    const elsewhere = await enrol(storage, { guildId: OTHER_GUILD });
    await schedule(storage, elsewhere.id, MONDAYS);
    await schedule(storage, (await enrol(storage, { userId: BEN })).id, MONDAYS);
    const later = await schedule(storage, ann.id, MONDAYS, NOW + DAY);
    const sooner = await schedule(storage, ann.id, FRIDAYS, NOW);
    const old = await schedule(storage, left.id, FRIDAYS, NOW);

    const seen = await storage.learners.decideForMember<LockedMember>({
      guildId: GUILD,
      userId: ANN,
      course: null,
      decide: keepAll,
    });

    const enrolments = [ann, { ...left, leftAt: NOW }];
    const schedules = new Map([
      [ann.id, [sooner, later]],
      [left.id, [old]],
    ]);
    expect(seen).toEqual({ kind: "decided", value: { enrolments, schedules }, enrolments });
  });

  test("about a new member sees nothing, and may write nothing", async () => {
    const seen = await storage.learners.decideForMember<LockedMember>({
      guildId: GUILD,
      userId: ANN,
      course: null,
      decide: keepAll,
    });
    expect(seen).toEqual({ kind: "decided", value: { enrolments: [], schedules: new Map() }, enrolments: [] });
  });

  test("enrols, and gives the enrolments afterwards", async () => {
    const [enrolment, ...others] = await changeMember(storage, {}, joining);
    expect(others).toEqual([]);
    expect(enrolment).toEqual({
      id: expect.any(Number),
      guildId: GUILD,
      userId: ANN,
      courseId: COURSE,
      timeZone: "Europe/Vienna",
      hidden: false,
      joinedAt: NOW,
      activatedAt: NOW + 1,
      leftAt: null,
      directMessagesClosedAt: null,
      toldOfClosedDirectMessages: false,
    });
    expect(await storage.learners.byId(enrolment?.id ?? 0)).toEqual({
      enrolment,
      progress: { started: new Map(), completed: new Map(), ticks: new Set() },
    });
  });

  test("may enrol a member who is hidden from the first day", async () => {
    expect(await changeMember(storage, {}, { ...joining, hidden: true })).toMatchObject([{ hidden: true }]);
  });

  test("enrols the same member as another learner in another server or course", async () => {
    await changeMember(storage, {}, joining, { ...joining, courseId: "other" });
    await changeMember(storage, { guildId: OTHER_GUILD }, joining);
    const all = [...(await storage.learners.active(GUILD, ANN)), ...(await storage.learners.active(OTHER_GUILD, ANN))];
    expect(new Set(all.map(({ enrolment }) => enrolment.id)).size).toBe(3);
  });

  test("that enrols twice in one course writes nothing", async () => {
    const ann = await enrol(storage);
    const changing = changeMember(
      storage,
      {},
      { kind: "hide", hidden: true },
      { ...joining, courseId: "other" },
      joining,
    );
    await expect(changing).rejects.toThrow();
    expect((await storage.learners.active(GUILD, ANN)).map(({ enrolment }) => enrolment)).toEqual([ann]);
  });

  test("that throws writes nothing", async () => {
    const deciding = storage.learners.decideForMember({
      guildId: GUILD,
      userId: ANN,
      course: null,
      decide() {
        throw new Error("no rule for this");
      },
    });
    await expect(deciding).rejects.toThrow("no rule for this");
    expect(await storage.learners.active(GUILD, ANN)).toEqual([]);
  });

  test("brings back a member who left: with their progress, hidden if they were, in the new time zone", async () => {
    const { id } = await enrol(storage);
    await changeMember(storage, {}, { kind: "hide", hidden: true });
    await change(storage, id, { kind: "complete", lessonId: "nodes", at: NOW }, { kind: "leave", at: NOW + DAY });

    const activatedAt = NOW + 2 * DAY;
    const enrolments = await changeMember(
      storage,
      {},
      { kind: "return", enrolmentId: id, timeZone: "Asia/Kathmandu", activatedAt },
    );

    expect(enrolments).toMatchObject([
      { id, hidden: true, timeZone: "Asia/Kathmandu", joinedAt: NOW, activatedAt, leftAt: null },
    ]);
    expect(await enrolmentOf(id)).toEqual(enrolments[0]);
    expect((await progressOf(storage, id)).completed).toEqual(new Map([["nodes", NOW]]));
  });

  test("that brings a member back forgets that direct messages were refused", async () => {
    const { id } = await enrol(storage);
    await schedule(storage, id, MONDAYS);
    await storage.deliveries.markClosed((await claimOne(storage)).id, WORKER, NOW);
    await change(storage, id, { kind: "mark-told" }, { kind: "leave", at: NOW });
    const back = { kind: "return", enrolmentId: id, timeZone: "Europe/Vienna", activatedAt: NOW } as const;
    expect(await changeMember(storage, {}, back)).toMatchObject([
      { directMessagesClosedAt: null, toldOfClosedDirectMessages: false },
    ]);
  });

  test("moves one enrolment to another time zone", async () => {
    const ann = await enrol(storage);
    const other = await enrol(storage, { courseId: "other" });
    const moved = { kind: "change-zone", enrolmentId: ann.id, timeZone: "America/New_York" } as const;
    expect(await changeMember(storage, {}, moved)).toEqual([{ ...ann, timeZone: "America/New_York" }, other]);
  });

  test("makes an enrolment the current one", async () => {
    const ann = await enrol(storage);
    const other = await enrol(storage, { courseId: "other", now: NOW + 1 });
    await changeMember(storage, {}, { kind: "activate", enrolmentId: ann.id, activatedAt: NOW + 2 });
    expect((await storage.learners.active(GUILD, ANN)).map(({ enrolment }) => enrolment)).toEqual([
      { ...ann, activatedAt: NOW + 2 },
      other,
    ]);
  });

  test("moves the member's own schedules, and no one else's", async () => {
    const mine = await schedule(storage, (await enrol(storage)).id, MONDAYS);
    const ben = await enrol(storage, { userId: BEN });
    const elsewhere = await enrol(storage, { guildId: OTHER_GUILD });
    const his = await schedule(storage, ben.id, MONDAYS);
    const away = await schedule(storage, elsewhere.id, MONDAYS);
    await changeMember(
      storage,
      {},
      ...[mine.id, his.id, away.id, 999].map(
        (scheduleId) => ({ kind: "reschedule", scheduleId, dueAt: NOW + DAY }) as const,
      ),
    );
    const [own] = await storage.learners.active(GUILD, ANN);
    expect(await storage.learners.schedules(own?.enrolment.id ?? 0)).toEqual([{ ...mine, dueAt: NOW + DAY }]);
    expect(await storage.learners.schedules(ben.id)).toEqual([his]);
    expect(await storage.learners.schedules(elsewhere.id)).toEqual([away]);
  });

  test("ends the member's own schedules, and no one else's", async () => {
    const ann = await enrol(storage);
    const mine = await schedule(storage, ann.id, MONDAYS);
    const ben = await enrol(storage, { userId: BEN });
    const his = await schedule(storage, ben.id, MONDAYS);
    await changeMember(
      storage,
      {},
      ...[mine.id, his.id, 999].map((scheduleId) => ({ kind: "unschedule", scheduleId }) as const),
    );
    expect(await storage.learners.schedules(ann.id)).toEqual([]);
    expect(await storage.learners.schedules(ben.id)).toEqual([his]);
  });

  test("changes no enrolment of another member, or in another server", async () => {
    const ben = await enrol(storage, { userId: BEN });
    const away = await enrol(storage, { guildId: OTHER_GUILD });
    await change(storage, ben.id, { kind: "leave", at: NOW });
    for (const { id: enrolmentId } of [ben, away]) {
      await changeMember(
        storage,
        {},
        { kind: "return", enrolmentId, timeZone: "UTC", activatedAt: 0 },
        { kind: "change-zone", enrolmentId, timeZone: "UTC" },
        { kind: "activate", enrolmentId, activatedAt: 0 },
      );
    }
    expect(await enrolmentOf(ben.id)).toEqual({ ...ben, leftAt: NOW });
    expect(await enrolmentOf(away.id)).toEqual(away);
  });

  test("hides the member in every course of the server, even those they left, and nowhere else", async () => {
    const ann = await enrol(storage);
    const left = await enrol(storage, { courseId: "left" });
    await change(storage, left.id, { kind: "leave", at: NOW });
    const away = await enrol(storage, { guildId: OTHER_GUILD });
    const ben = await enrol(storage, { userId: BEN });
    expect(await changeMember(storage, {}, { kind: "hide", hidden: true })).toEqual([
      { ...ann, hidden: true },
      { ...left, leftAt: NOW, hidden: true },
    ]);
    expect(await enrolmentOf(away.id)).toEqual(away);
    expect(await enrolmentOf(ben.id)).toEqual(ben);
    expect(await changeMember(storage, {}, { kind: "hide", hidden: false })).toMatchObject([
      { hidden: false },
      { hidden: false },
    ]);
  });
});
