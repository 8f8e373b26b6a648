import { beforeEach, describe, expect, test } from "vitest";
import type { LearnerChange } from "../../../src/coach/learning/ports.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { ANN, BEN, COURSE, change, changeMember, enrol, GUILD, NOW, OTHER_GUILD } from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("a server's learners, on $name", ({ open }) => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open();
  });

  const hide = (userId: string, hidden: boolean) => changeMember(storage, { userId }, { kind: "hide", hidden });
  const complete = (enrolmentId: number, ...lessonIds: string[]) =>
    change(
      storage,
      enrolmentId,
      ...lessonIds.map((lessonId): LearnerChange => ({ kind: "complete", lessonId, at: NOW + 5 })),
    );

  describe("a member's name", () => {
    const keep = (userId: string, displayName: string | null, now = NOW, guildId = GUILD) =>
      storage.cohorts.keepName({ guildId, userId, displayName, now });
    const names = async () =>
      (await storage.cohorts.cohort(GUILD, COURSE)).map(({ displayName, namedAt }) => [displayName, namedAt]);

    test("is unknown until it is kept, is replaced by a later one, and is of one server", async () => {
      await enrol(storage);
      await enrol(storage, { userId: BEN });
      await enrol(storage, { guildId: OTHER_GUILD });
      expect(await names()).toEqual([
        [null, null],
        [null, null],
      ]);
      await keep(ANN, "Ann");
      await keep(ANN, "Annie", NOW + 1);
      await keep(BEN, null, NOW + 2);
      await keep(ANN, "Elsewhere", NOW + 3, OTHER_GUILD);
      expect(await names()).toEqual([
        ["Annie", NOW + 1],
        [null, NOW + 2],
      ]);
    });

    test("goes with what is erased, and is kept of nobody who is not a learner", async () => {
      const { id } = await enrol(storage);
      await keep(ANN, "Ann");
      await keep("stranger", "A stranger");
      await change(storage, id, { kind: "erase" });
      await enrol(storage);
      await enrol(storage, { userId: "stranger" });
      expect(await names()).toEqual([
        [null, null],
        [null, null],
      ]);
    });
  });

  describe("the cohort", () => {
    test("has every active learner who is not hidden, with the lessons that they completed", async () => {
      const ann = await enrol(storage);
      const ben = await enrol(storage, { userId: BEN, now: NOW + 1 });
      await enrol(storage, { userId: "shy" });
      const gone = await enrol(storage, { userId: "gone" });
      await enrol(storage, { userId: "elsewhere", guildId: OTHER_GUILD });
      await enrol(storage, { userId: "other", courseId: "other" });
      await hide("shy", true);
      await change(storage, gone.id, { kind: "leave", at: NOW });
      await complete(ann.id, "nodes", "clocks");
      await change(storage, ben.id, { kind: "start", lessonId: "nodes", at: NOW });

      const cohort = await storage.cohorts.cohort(GUILD, COURSE);

      expect(cohort.toSorted((a, b) => a.enrolmentId - b.enrolmentId)).toEqual([
        {
          enrolmentId: ann.id,
          userId: ANN,
          displayName: null,
          namedAt: null,
          joinedAt: NOW,
          completed: new Map([
            ["nodes", NOW + 5],
            ["clocks", NOW + 5],
          ]),
        },
        { enrolmentId: ben.id, userId: BEN, displayName: null, namedAt: null, joinedAt: NOW + 1, completed: new Map() },
      ]);
    });

    test("has a hidden learner again once they show themselves", async () => {
      await enrol(storage);
      await hide(ANN, true);
      await hide(ANN, false);
      expect(await storage.cohorts.cohort(GUILD, COURSE)).toHaveLength(1);
    });

    test("leaves out a hidden member in every course of the server, even one joined later, but not in other servers", async () => {
      await enrol(storage);
      await enrol(storage, { guildId: OTHER_GUILD });
      await hide(ANN, true);
      await enrol(storage, { courseId: "other" });
      expect(await storage.cohorts.cohort(GUILD, COURSE)).toEqual([]);
      expect(await storage.cohorts.cohort(GUILD, "other")).toEqual([]);
      expect(await storage.cohorts.cohort(OTHER_GUILD, COURSE)).toHaveLength(1);
    });

    test("can have a hundred learners", async () => {
      const lessonIds = Array.from({ length: 30 }, (_, index) => `lesson-${index}`);
      for (let learner = 0; learner < 100; learner += 1) {
        const { id } = await enrol(storage, { userId: `user-${learner}` });
        await complete(id, ...lessonIds.slice(0, learner % 31));
      }
      const cohort = await storage.cohorts.cohort(GUILD, COURSE);
      expect(new Map(cohort.map(({ userId, completed }) => [userId, completed.size]))).toEqual(
        new Map(Array.from({ length: 100 }, (_, learner) => [`user-${learner}`, learner % 31])),
      );
      expect(cohort).toHaveLength(100);
    });
  });

  describe("the census", () => {
    test("counts the active learners of each course, hidden ones too, the busiest course first", async () => {
      await enrol(storage, { courseId: "quiet" });
      await enrol(storage, { courseId: "busy" });
      await enrol(storage, { courseId: "busy", userId: BEN });
      const left = await enrol(storage, { courseId: "left" });
      await change(storage, left.id, { kind: "leave", at: NOW });
      await enrol(storage, { courseId: "elsewhere", guildId: OTHER_GUILD });
      await hide(BEN, true);
      expect([...(await storage.cohorts.learners(GUILD))]).toEqual([
        ["busy", 2],
        ["quiet", 1],
      ]);
      expect(await storage.cohorts.learners("nobody studies here")).toEqual(new Map());
    });

    test("counts the active learners who completed each lesson, hidden ones too, of that course and server", async () => {
      const ann = await enrol(storage);
      const ben = await enrol(storage, { userId: BEN });
      const left = await enrol(storage, { userId: "left" });
      const away = await enrol(storage, { guildId: OTHER_GUILD });
      const other = await enrol(storage, { courseId: "other" });
      await hide(BEN, true);
      for (const { id } of [ann, ben, left, away, other]) await complete(id, "nodes");
      await complete(ben.id, "quorums");
      await change(storage, ann.id, { kind: "start", lessonId: "clocks", at: NOW });
      await change(storage, left.id, { kind: "leave", at: NOW });
      expect(await storage.cohorts.completions(GUILD, COURSE)).toEqual(
        new Map([
          ["nodes", 2],
          ["quorums", 1],
        ]),
      );
    });
  });
});
