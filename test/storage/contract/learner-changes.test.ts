import { beforeEach, describe, expect, test } from "vitest";
import { asItComes, editionOf } from "../../../src/course/versions.ts";
import { reviewCard } from "../../../src/quiz/review.ts";
import type { Rule } from "../../../src/reminders/rule.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { claim, claimIds, claimOne, WORKER } from "../claim.ts";
import {
  ANN,
  BEN,
  COURSE,
  change,
  DAY,
  enrol,
  FRIDAYS,
  GUILD,
  MINUTE,
  MONDAYS,
  NOW,
  progressOf,
  schedule,
} from "../learner.ts";
import { ENGINES } from "./engines.ts";

describe.each(ENGINES)("the changes of one learner, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  let ben: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
    ben = await enrol(storage, { userId: BEN });
  });

  const enrolmentOf = async (id: number) => (await storage.learners.byId(id))?.enrolment;

  describe("activate", () => {
    test("makes the course the member's current one", async () => {
      const other = await enrol(storage, { courseId: "other", now: NOW + 1 });
      await change(storage, ann.id, { kind: "activate", activatedAt: NOW + 2 });
      expect((await storage.learners.active(GUILD, ANN)).map(({ enrolment }) => enrolment)).toEqual([
        { ...ann, activatedAt: NOW + 2 },
        other,
      ]);
    });

    test("does not bring back a learner who left", async () => {
      await change(storage, ann.id, { kind: "leave", at: NOW }, { kind: "activate", activatedAt: NOW + 1 });
      expect(await storage.learners.active(GUILD, ANN)).toEqual([]);
    });
  });

  describe("leave", () => {
    test("stores when, and keeps the progress", async () => {
      await change(storage, ann.id, { kind: "start", lessonId: "nodes", at: NOW });
      await change(storage, ann.id, { kind: "leave", at: NOW + DAY });
      expect(await enrolmentOf(ann.id)).toEqual({ ...ann, leftAt: NOW + DAY });
      expect((await progressOf(storage, ann.id)).started).toEqual(new Map([["nodes", NOW]]));
    });

    test("twice keeps the first instant", async () => {
      await change(storage, ann.id, { kind: "leave", at: NOW });
      await change(storage, ann.id, { kind: "leave", at: NOW + DAY });
      expect((await enrolmentOf(ann.id))?.leftAt).toBe(NOW);
    });

    test("changes nothing for others", async () => {
      const mondays = await schedule(storage, ben.id, MONDAYS);
      await claimOne(storage);
      await change(storage, ann.id, { kind: "leave", at: NOW }, { kind: "withdraw-deliveries" });
      expect(await enrolmentOf(ben.id)).toEqual(ben);
      expect(await storage.learners.schedules(ben.id)).toMatchObject([{ id: mondays.id }]);
      expect(await storage.deliveries.keptFor(ben.id)).toHaveLength(1);
    });
  });

  describe("schedule", () => {
    test("keeps the rule as it was given", async () => {
      const once: Rule = { kind: "once", at: "2026-12-01T19:00", lessonId: "nodes" };
      expect(await schedule(storage, ann.id, once, NOW + DAY, NOW)).toEqual({
        id: expect.any(Number),
        rule: once,
        dueAt: NOW + DAY,
        createdAt: NOW,
      });
    });

    test("with a rule that exists moves that schedule, and keeps its id and its creation time", async () => {
      const timer = (startedAt: number): Rule => ({ kind: "timer", lessonId: "nodes", startedAt });
      const first = await schedule(storage, ann.id, timer(NOW), NOW + MINUTE, NOW);
      const moved = await schedule(storage, ann.id, timer(NOW + 1), NOW + 5 * MINUTE, NOW + 1);
      expect(moved).toEqual({ ...first, rule: timer(NOW + 1), dueAt: NOW + 5 * MINUTE });
      expect(await storage.learners.schedules(ann.id)).toEqual([moved]);
    });

    test.each<[string, Rule, Rule]>([
      ["weekday", MONDAYS, FRIDAYS],
      ["hour", MONDAYS, { kind: "weekly", weekday: 1, time: "20:00" }],
      [
        "date",
        { kind: "once", at: "2026-12-01T19:00", lessonId: null },
        { kind: "once", at: "2026-12-02T19:00", lessonId: null },
      ],
      ["instant", { kind: "moment", instant: 1, lessonId: null }, { kind: "moment", instant: 60_001, lessonId: null }],
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
    ])("keeps two rules that differ in their %s", async (_, one, other) => {
      const [first, second] = [await schedule(storage, ann.id, one), await schedule(storage, ann.id, other)];
      expect(await storage.learners.schedules(ann.id)).toEqual([first, second]);
    });

    test("keeps the same rule of two learners as two schedules", async () => {
      const mine = await schedule(storage, ann.id, MONDAYS);
      const his = await schedule(storage, ben.id, MONDAYS, NOW + DAY);
      expect(await storage.learners.schedules(ann.id)).toEqual([mine]);
      expect(await storage.learners.schedules(ben.id)).toEqual([his]);
    });
  });

  describe("reschedule and unschedule", () => {
    test("move and end only that schedule", async () => {
      const mondays = await schedule(storage, ann.id, MONDAYS);
      const fridays = await schedule(storage, ann.id, FRIDAYS);
      await change(storage, ann.id, { kind: "reschedule", scheduleId: mondays.id, dueAt: NOW + DAY });
      expect(await storage.learners.schedules(ann.id)).toEqual([fridays, { ...mondays, dueAt: NOW + DAY }]);
      await change(storage, ann.id, { kind: "unschedule", scheduleId: mondays.id });
      expect(await storage.learners.schedules(ann.id)).toEqual([fridays]);
    });

    test("skip schedules that are another learner's or no longer exist", async () => {
      const his = await schedule(storage, ben.id, MONDAYS);
      for (const scheduleId of [his.id, 999]) {
        await change(
          storage,
          ann.id,
          { kind: "reschedule", scheduleId, dueAt: 0 },
          { kind: "unschedule", scheduleId },
          { kind: "unschedule", scheduleId },
        );
      }
      expect(await storage.learners.schedules(ben.id)).toEqual([his]);
    });

    test("never reuse an id, so that an old button cannot end a newer schedule", async () => {
      const { id } = await schedule(storage, ann.id, MONDAYS);
      await change(storage, ann.id, { kind: "unschedule", scheduleId: id });
      expect((await schedule(storage, ann.id, MONDAYS)).id).toBeGreaterThan(id);
    });
  });

  describe("withdraw deliveries", () => {
    test("deletes what was not sent, even if a worker holds it", async () => {
      await schedule(storage, ann.id, MONDAYS);
      const { id } = await claimOne(storage, { ids: ["held"] });
      await change(storage, ann.id, { kind: "withdraw-deliveries" });
      expect(await storage.deliveries.keptFor(ann.id)).toEqual([]);
      expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
      // The worker that held it does no harm.
      await storage.deliveries.markFailed(id, WORKER, "502", NOW);
      await storage.deliveries.markSent(id, { channelId: "c", messageId: "m" }, NOW);
      expect(await claim(storage, { now: NOW + DAY })).toEqual([]);
    });

    test("keeps what was sent, so that its occurrence is never claimed again", async () => {
      const { id: scheduleId } = await schedule(storage, ann.id, MONDAYS);
      const { id } = await claimOne(storage);
      await storage.deliveries.markSent(id, { channelId: "c", messageId: "m" }, NOW);
      await change(storage, ann.id, { kind: "withdraw-deliveries" });
      await change(storage, ann.id, { kind: "reschedule", scheduleId, dueAt: NOW });
      expect(await claim(storage)).toEqual([]);
    });
  });

  describe("erase", () => {
    /** One row of each kind that a learner can have. */
    async function doEverything({ id: enrolmentId }: Enrolment): Promise<number> {
      const course = { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) };
      await schedule(storage, enrolmentId, MONDAYS);
      const sent = await claimOne(storage);
      await storage.deliveries.markSent(sent.id, { channelId: "c", messageId: "m" }, NOW);
      await schedule(storage, enrolmentId, FRIDAYS);
      await claimOne(storage);
      await change(
        storage,
        enrolmentId,
        { kind: "start", lessonId: "nodes", at: NOW },
        { kind: "complete", lessonId: "nodes", at: NOW },
        { kind: "tick", item: { kind: "extra", id: "book" }, at: NOW },
      );
      const begun = await storage.quizzes.begin({
        enrolmentId,
        course,
        decide: () => ({ value: null, changes: [{ lessonId: null, questionIds: ["a/b"], startedAt: NOW }] }),
      });
      const quizId = begun.kind === "decided" ? (begun.value.quiz?.id ?? 0) : 0;
      await storage.quizzes.respond({
        quizId,
        questionId: "a/b",
        course,
        decide: () => ({
          value: null,
          changes: [
            {
              response: { position: 0, questionId: "a/b", choices: [1], right: true, answeredAt: NOW },
              card: reviewCard("a/b", null, true, NOW),
            },
          ],
        }),
      });
      return quizId;
    }

    const rowsOf = async ({ id }: Enrolment, quizId: number) => ({
      record: await storage.learners.byId(id),
      schedules: await storage.learners.schedules(id),
      kept: await storage.deliveries.keptFor(id),
      cards: await storage.quizzes.cards(id),
      quiz: await storage.quizzes.byId(quizId),
    });

    test("deletes everything of this learner, and nothing of others", async () => {
      const annsQuiz = await doEverything(ann);
      const bensQuiz = await doEverything(ben);
      const bens = await rowsOf(ben, bensQuiz);

      await change(storage, ann.id, { kind: "erase" });

      expect(await rowsOf(ann, annsQuiz)).toEqual({ record: null, schedules: [], kept: [], cards: [], quiz: null });
      expect(await rowsOf(ben, bensQuiz)).toEqual(bens);
      expect(bens).toMatchObject({ schedules: [{}, {}], kept: [{}], cards: [{}], quiz: { responses: [{}] } });
      expect(await storage.learners.left(GUILD, ANN)).toEqual([]);
    });

    test("never gives the same id to anybody else", async () => {
      await change(storage, ben.id, { kind: "erase" });
      expect((await enrol(storage, { userId: BEN })).id).toBeGreaterThan(ben.id);
    });
  });

  describe("closed direct messages", () => {
    /** Discord refuses a message to the learner. Gives the delivery, which is kept. */
    async function close(enrolment: Enrolment, rule: Rule, at = NOW): Promise<string> {
      await schedule(storage, enrolment.id, rule, at);
      const { id } = await claimOne(storage, { now: at });
      await storage.deliveries.markClosed(id, WORKER, at);
      return id;
    }

    test("are stored, and so is that the learner was told", async () => {
      await close(ann, MONDAYS);
      expect(await enrolmentOf(ann.id)).toEqual({ ...ann, directMessagesClosedAt: NOW });
      await change(storage, ann.id, { kind: "mark-told" });
      expect(await enrolmentOf(ann.id)).toEqual({
        ...ann,
        directMessagesClosedAt: NOW,
        toldOfClosedDirectMessages: true,
      });
    });

    test("concern one learner only", async () => {
      await close(ann, MONDAYS);
      expect(await enrolmentOf(ben.id)).toEqual(ben);
      await close(ben, MONDAYS);
      await change(storage, ann.id, { kind: "mark-told" }, { kind: "reopen-direct-messages", at: NOW });
      expect(await enrolmentOf(ann.id)).toEqual(ann);
      expect(await enrolmentOf(ben.id)).toEqual({ ...ben, directMessagesClosedAt: NOW });
    });

    test("hold everything back until they are open again, and then it is due at once", async () => {
      await schedule(storage, ann.id, MONDAYS, NOW);
      const { id } = await claimOne(storage);
      await storage.deliveries.markFailed(id, WORKER, "502", NOW + MINUTE);
      await claimOne(storage, { now: NOW + MINUTE });
      await schedule(storage, ann.id, FRIDAYS, NOW + MINUTE);
      await storage.deliveries.markClosed(id, WORKER, NOW + MINUTE);
      expect(await claim(storage, { now: NOW + 9 * DAY })).toEqual([]);
      expect(await storage.deliveries.nextDueAt()).toBeNull();
      expect(await storage.deliveries.keptFor(ann.id)).toHaveLength(1);

      await change(storage, ann.id, { kind: "reopen-direct-messages", at: NOW + DAY });

      expect(await enrolmentOf(ann.id)).toEqual(ann);
      expect(await storage.deliveries.nextDueAt()).toBe(NOW + DAY);
      expect(await claim(storage, { now: NOW + DAY - 1 })).toEqual([]);
      // What fell due meanwhile joins the next message.
      expect(await claim(storage, { now: NOW + DAY })).toMatchObject([{ id, attempts: 1 }]);
      await storage.deliveries.markSent(id, { channelId: "c", messageId: "m" }, NOW + DAY);
      expect(await claimOne(storage, { now: NOW + DAY })).toMatchObject({
        payload: { occurrences: [{ rule: FRIDAYS, dueAt: NOW + MINUTE }] },
      });
    });

    test("make a failed delivery due at once when they are reopened", async () => {
      await schedule(storage, ann.id, MONDAYS);
      const { id } = await claimOne(storage);
      await storage.deliveries.markFailed(id, WORKER, "502", NOW + 2 * DAY);
      await change(storage, ann.id, { kind: "reopen-direct-messages", at: NOW + MINUTE });
      expect(await claimIds(storage, { now: NOW + MINUTE })).toEqual([id]);
    });

    test("leave a delivery with its worker when they are reopened", async () => {
      await schedule(storage, ann.id, MONDAYS);
      await claimOne(storage, { until: NOW + MINUTE });
      await change(storage, ann.id, { kind: "reopen-direct-messages", at: NOW });
      expect(await claim(storage, { now: NOW + MINUTE - 1 })).toEqual([]);
    });

    test("are reported again if they close a second time", async () => {
      await close(ann, MONDAYS);
      await change(storage, ann.id, { kind: "mark-told" }, { kind: "reopen-direct-messages", at: NOW });
      const [kept] = await storage.deliveries.keptFor(ann.id);
      expect(await claimIds(storage)).toEqual([kept?.id]);
      await storage.deliveries.markClosed(kept?.id ?? "", WORKER, NOW + 2);
      expect(await enrolmentOf(ann.id)).toEqual({ ...ann, directMessagesClosedAt: NOW + 2 });
    });
  });
});
