import { beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../src/storage/storage.ts";
import { openTestStorage } from "../support/database.ts";
import { BEN, enrol, MINUTE, MONDAYS, NOW } from "./learner.ts";

let storage: Storage;
let enrolmentId: number;
beforeEach(async () => {
  storage = openTestStorage();
  enrolmentId = (await enrol(storage)).id;
});

const start = (now = NOW, timerDueAt: number | null = now + 20 * MINUTE, lessonId = "nodes") =>
  storage.progress.startLesson({ enrolmentId, lessonId, now, timerDueAt });
const complete = (lessonIds: readonly string[], now = NOW) =>
  storage.progress.completeLessons({ enrolmentId, lessonIds, now });

test("a newcomer has done nothing yet", async () => {
  expect(await storage.progress.read(enrolmentId)).toEqual({
    started: new Map(),
    completed: new Map(),
    ticks: new Set(),
  });
});

describe("starting a lesson", () => {
  test("notes when, and sets its timer", async () => {
    expect(await start()).toEqual({ startedAt: NOW, already: false, timerDueAt: NOW + 20 * MINUTE });
    expect((await storage.progress.read(enrolmentId)).started).toEqual(new Map([["nodes", NOW]]));
    expect(await storage.reminders.list(enrolmentId)).toEqual([
      {
        id: expect.any(Number),
        enrolmentId,
        rule: { kind: "timer", lessonId: "nodes", startedAt: NOW },
        dueAt: NOW + 20 * MINUTE,
        createdAt: NOW,
      },
    ]);
  });

  test("without a duration sets no timer", async () => {
    expect(await start(NOW, null)).toEqual({ startedAt: NOW, already: false, timerDueAt: null });
    expect(await storage.reminders.list(enrolmentId)).toEqual([]);
  });

  test("a second time changes nothing and tells of the first", async () => {
    await start();
    const timers = await storage.reminders.list(enrolmentId);
    expect(await start(NOW + MINUTE)).toEqual({ startedAt: NOW, already: true, timerDueAt: NOW + 20 * MINUTE });
    expect(await storage.reminders.list(enrolmentId)).toEqual(timers);
    expect((await storage.progress.read(enrolmentId)).started).toEqual(new Map([["nodes", NOW]]));
  });

  test("a second time, after the timer has rung, sets no new one", async () => {
    await start();
    const [timer] = await storage.reminders.list(enrolmentId);
    await storage.reminders.remove(enrolmentId, timer === undefined ? [] : [timer.id]);
    expect(await start(NOW + 30 * MINUTE)).toEqual({ startedAt: NOW, already: true, timerDueAt: null });
    expect(await storage.reminders.list(enrolmentId)).toEqual([]);
  });

  test("that is complete keeps its instants and sets no timer", async () => {
    await start();
    await complete(["nodes"], NOW + MINUTE);
    expect(await start(NOW + 2 * MINUTE)).toEqual({ startedAt: NOW, already: true, timerDueAt: null });
    expect(await storage.reminders.list(enrolmentId)).toEqual([]);
  });

  test("that was completed without a start tells of the completion", async () => {
    await complete(["nodes"]);
    expect(await start(NOW + MINUTE)).toEqual({ startedAt: NOW, already: true, timerDueAt: null });
    expect((await storage.progress.read(enrolmentId)).started).toEqual(new Map());
  });

  test("moves a timer that was set before", async () => {
    const before = await storage.reminders.setTimer({ enrolmentId, lessonId: "nodes", dueAt: NOW + MINUTE, now: NOW });
    await start(NOW + 1);
    expect(await storage.reminders.list(enrolmentId)).toEqual([
      {
        ...before,
        rule: { kind: "timer", lessonId: "nodes", startedAt: NOW + 1 },
        dueAt: NOW + 1 + 20 * MINUTE,
      },
    ]);
  });

  test("of a learner who is not there writes nothing", async () => {
    await expect(
      storage.progress.startLesson({ enrolmentId: 999, lessonId: "nodes", now: NOW, timerDueAt: NOW }),
    ).rejects.toThrow(/FOREIGN KEY/);
    expect(await storage.reminders.list(999)).toEqual([]);
  });
});

describe("completing lessons", () => {
  test("notes when, keeps the start and removes the timer", async () => {
    await start();
    expect(await complete(["nodes"], NOW + MINUTE)).toEqual({ changed: ["nodes"] });
    expect(await storage.progress.read(enrolmentId)).toMatchObject({
      started: new Map([["nodes", NOW]]),
      completed: new Map([["nodes", NOW + MINUTE]]),
    });
    expect(await storage.reminders.list(enrolmentId)).toEqual([]);
  });

  test("says which changed, and keeps the first instant of the others", async () => {
    await complete(["nodes"]);
    expect(await complete(["nodes", "clocks", "clocks"], NOW + MINUTE)).toEqual({ changed: ["clocks"] });
    expect((await storage.progress.read(enrolmentId)).completed).toEqual(
      new Map([
        ["nodes", NOW],
        ["clocks", NOW + MINUTE],
      ]),
    );
  });

  test("leaves other timers and reminders alone", async () => {
    await start(NOW, NOW + MINUTE, "clocks");
    await storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW + 2 * MINUTE, now: NOW });
    const ben = await enrol(storage, { userId: BEN });
    await storage.progress.startLesson({ enrolmentId: ben.id, lessonId: "nodes", now: NOW, timerDueAt: NOW });
    await complete(["nodes"]);
    expect((await storage.reminders.list(enrolmentId)).map(({ rule }) => rule.kind)).toEqual(["timer", "weekly"]);
    expect(await storage.reminders.list(ben.id)).toHaveLength(1);
    expect((await storage.progress.read(ben.id)).completed.size).toBe(0);
  });
});

describe("reopening lessons", () => {
  test("takes completions back; what was started stays so, what was not is untouched again", async () => {
    await start();
    await complete(["nodes", "clocks", "quorums"]);
    expect(await storage.progress.reopenLessons({ enrolmentId, lessonIds: ["nodes", "clocks", "raft"] })).toEqual({
      changed: ["nodes", "clocks"],
    });
    expect(await storage.progress.read(enrolmentId)).toMatchObject({
      started: new Map([["nodes", NOW]]),
      completed: new Map([["quorums", NOW]]),
    });
  });

  test("a second time changes nothing", async () => {
    await complete(["nodes"]);
    await storage.progress.reopenLessons({ enrolmentId, lessonIds: ["nodes"] });
    expect(await storage.progress.reopenLessons({ enrolmentId, lessonIds: ["nodes"] })).toEqual({ changed: [] });
    expect(await complete(["nodes"], NOW + MINUTE)).toEqual({ changed: ["nodes"] });
  });

  test("says nothing of a lesson that was only started", async () => {
    await start();
    expect(await storage.progress.reopenLessons({ enrolmentId, lessonIds: ["nodes"] })).toEqual({ changed: [] });
    expect((await storage.progress.read(enrolmentId)).started.size).toBe(1);
  });

  test("changes nothing for anyone else, nor any other lesson", async () => {
    const ben = await enrol(storage, { userId: BEN });
    for (const id of [enrolmentId, ben.id]) {
      for (const lessonId of ["nodes", "clocks"]) {
        await storage.progress.startLesson({ enrolmentId: id, lessonId, now: NOW, timerDueAt: null });
      }
      await storage.progress.completeLessons({ enrolmentId: id, lessonIds: ["nodes", "clocks"], now: NOW });
    }
    await storage.progress.reopenLessons({ enrolmentId, lessonIds: ["nodes"] });
    expect((await storage.progress.read(enrolmentId)).completed).toEqual(new Map([["clocks", NOW]]));
    expect((await storage.progress.read(ben.id)).completed.size).toBe(2);
  });
});

describe("ticks", () => {
  const book = { kind: "extra", id: "book" } as const;
  const talk = { kind: "video", id: "book" } as const;
  const line = { kind: "item", id: "notes-reviewed" } as const;
  const set = (items: Parameters<typeof storage.progress.setTicks>[0]["items"], ticked: boolean) =>
    storage.progress.setTicks({ enrolmentId, items, ticked, now: NOW });

  test("are set and unset, each kind by itself", async () => {
    const paper = { kind: "extra", id: "paper" } as const;
    await set([book, talk, line, paper], true);
    await set([book], false);
    expect((await storage.progress.read(enrolmentId)).ticks).toEqual(
      new Set(["video:book", "item:notes-reviewed", "extra:paper"]),
    );
  });

  test("set or unset a second time stay as they are", async () => {
    await set([book], true);
    await set([book, line], true);
    expect((await storage.progress.read(enrolmentId)).ticks).toEqual(new Set(["extra:book", "item:notes-reviewed"]));
    await set([book, line], false);
    await set([book], false);
    expect((await storage.progress.read(enrolmentId)).ticks).toEqual(new Set());
  });

  test("are each learner's own", async () => {
    const ben = await enrol(storage, { userId: BEN });
    await set([book], true);
    await storage.progress.setTicks({ enrolmentId: ben.id, items: [book], ticked: false, now: NOW });
    expect((await storage.progress.read(enrolmentId)).ticks).toEqual(new Set(["extra:book"]));
    expect((await storage.progress.read(ben.id)).ticks).toEqual(new Set());
  });
});
