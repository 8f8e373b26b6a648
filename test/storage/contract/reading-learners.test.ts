import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/storage/storage.ts";
import { claimOne, WORKER } from "../claim.ts";
import { ANN, BEN, change, DAY, enrol, FRIDAYS, GUILD, MONDAYS, NOW, OTHER_GUILD, schedule } from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("reading learners, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  const coursesOf = async (userId: string, guildId = GUILD) =>
    (await storage.learners.active(guildId, userId)).map(({ enrolment }) => enrolment.courseId);

  describe("a member's active enrolments", () => {
    test("begin with the one that was joined last in that server", async () => {
      await enrol(storage, { courseId: "first", now: NOW });
      await enrol(storage, { courseId: "second", now: NOW + 1 });
      await enrol(storage, { courseId: "third", now: NOW + 2 });
      await enrol(storage, { courseId: "elsewhere", guildId: OTHER_GUILD, now: NOW + 3 });
      expect(await coursesOf(ANN)).toEqual(["third", "second", "first"]);
    });

    test("begin with the one that was returned to last", async () => {
      const first = await enrol(storage, { courseId: "first", now: NOW });
      await enrol(storage, { courseId: "second", now: NOW + 1 });
      await change(storage, first.id, { kind: "leave", at: NOW + 2 });
      expect(await coursesOf(ANN)).toEqual(["second"]);
      await enrol(storage, { courseId: "first", now: NOW + 3 });
      expect(await coursesOf(ANN)).toEqual(["first", "second"]);
    });

    test("begin with the one that was chosen last, even in the same millisecond", async () => {
      const first = await enrol(storage, { courseId: "first", now: NOW });
      const second = await enrol(storage, { courseId: "second", now: NOW });
      expect(await coursesOf(ANN)).toEqual(["second", "first"]);
      await change(storage, first.id, { kind: "activate", activatedAt: second.activatedAt + 1 });
      expect(await coursesOf(ANN)).toEqual(["first", "second"]);
    });

    test("each have their own progress", async () => {
      const first = await enrol(storage, { courseId: "first", now: NOW });
      const second = await enrol(storage, { courseId: "second", now: NOW + 1 });
      await change(storage, first.id, { kind: "complete", lessonId: "nodes", at: NOW });
      await change(storage, second.id, { kind: "start", lessonId: "nodes", at: NOW });
      const nothing = { started: new Map(), completed: new Map(), ticks: new Set() };
      expect(await storage.learners.active(GUILD, ANN)).toEqual([
        { enrolment: second, progress: { ...nothing, started: new Map([["nodes", NOW]]) } },
        { enrolment: first, progress: { ...nothing, completed: new Map([["nodes", NOW]]) } },
      ]);
    });

    test("are empty for a member who left or never joined", async () => {
      const { id } = await enrol(storage);
      await change(storage, id, { kind: "leave", at: NOW });
      expect(await storage.learners.active(GUILD, ANN)).toEqual([]);
      expect(await storage.learners.active(GUILD, BEN)).toEqual([]);
    });
  });

  test("an enrolment is found by its id, with its progress, even after the member left", async () => {
    const enrolment = await enrol(storage);
    await change(
      storage,
      enrolment.id,
      { kind: "complete", lessonId: "nodes", at: NOW },
      { kind: "leave", at: NOW + 1 },
    );
    expect(await storage.learners.byId(enrolment.id)).toEqual({
      enrolment: { ...enrolment, leftAt: NOW + 1 },
      progress: { started: new Map(), completed: new Map([["nodes", NOW]]), ticks: new Set() },
    });
    expect(await storage.learners.byId(enrolment.id + 1)).toBeNull();
  });

  test("what a member left is read with its progress, the course that they left last first, in that server only", async () => {
    const first = await enrol(storage);
    const second = await enrol(storage, { courseId: "other" });
    const third = await enrol(storage, { courseId: "third" });
    await enrol(storage, { userId: BEN });
    expect(await storage.learners.left(GUILD, ANN)).toEqual([]);
    await change(storage, first.id, { kind: "complete", lessonId: "nodes", at: NOW }, { kind: "leave", at: NOW + DAY });
    await change(storage, second.id, { kind: "leave", at: NOW });
    expect(await storage.learners.left(GUILD, ANN)).toMatchObject([
      { enrolment: { ...first, leftAt: NOW + DAY }, progress: { completed: new Map([["nodes", NOW]]) } },
      { enrolment: { ...second, leftAt: NOW } },
    ]);
    expect(await storage.learners.left(OTHER_GUILD, ANN)).toEqual([]);
    expect(await storage.learners.left(GUILD, BEN)).toEqual([]);
    expect((await storage.learners.active(GUILD, ANN)).map(({ enrolment }) => enrolment.id)).toEqual([third.id]);
  });

  test("a member who refuses direct messages is found by server, until they have them open again or leave", async () => {
    const { id } = await enrol(storage);
    await schedule(storage, id, MONDAYS, NOW);
    const delivery = await claimOne(storage);
    expect(await storage.learners.refusing(GUILD, ANN)).toBeNull();
    await storage.deliveries.markClosed(delivery.id, WORKER, NOW);
    expect(await storage.learners.refusing(GUILD, ANN)).toBe(id);
    expect(await storage.learners.refusing(OTHER_GUILD, ANN)).toBeNull();
    expect(await storage.learners.refusing(GUILD, BEN)).toBeNull();
    await change(storage, id, { kind: "leave", at: NOW });
    expect(await storage.learners.refusing(GUILD, ANN)).toBeNull();
  });

  test("schedules are in the order in which they are due, for one learner only", async () => {
    const ann = await enrol(storage);
    const ben = await enrol(storage, { userId: BEN });
    const third = await schedule(storage, ann.id, MONDAYS, NOW + 2 * DAY);
    const first = await schedule(storage, ann.id, FRIDAYS, NOW);
    const second = await schedule(storage, ann.id, { kind: "weekly", weekday: 2, time: "19:00" }, NOW + DAY);
    await schedule(storage, ben.id, MONDAYS, NOW);
    expect(await storage.learners.schedules(ann.id)).toEqual([first, second, third]);
    expect(await storage.learners.schedules(999)).toEqual([]);
  });
});
