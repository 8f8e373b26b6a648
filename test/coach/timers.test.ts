import { beforeEach, describe, expect, it } from "vitest";
import { DAY, expectValue, GUILD, joinAs, MINUTE, makeCoach, START, type TestCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";

const content = { course: makeCourse([["a", "b"]]), questions: [] };

let test: TestCoach;
let who: { userId: string; enrolmentId: number };
beforeEach(async () => {
  test = makeCoach([content]);
  who = await joinAs(test, "1");
});

const timers = async () => expectValue(await test.coach.reminders.listReminders(who)).reminders;
const start = async (lessonId = "a") => expectValue(await test.coach.learning.startLesson({ ...who, lessonId }));
const snooze = async (lessonId = "a") =>
  expectValue(await test.coach.learning.snoozeTimer({ ...who, lessonId, minutes: 10 }));

describe("starting a lesson", () => {
  it("again after its timer has rung times it again, three weeks later too", async () => {
    await start();
    for (const wait of [30 * MINUTE, 21 * DAY]) {
      await test.clock.advance(wait);
      await test.loop.run();
      expect(await timers()).toEqual([]);
      const now = test.clock.now();
      const dueAt = now + 30 * MINUTE;
      expect(await start()).toMatchObject({ startedAt: START, already: true, timer: { kind: "set", dueAt } });
      expect(await timers()).toMatchObject([{ rule: { kind: "timer", lessonId: "a", startedAt: now }, dueAt }]);
    }
  });

  it("twice at once sets one timer, the first time and any later time", async () => {
    for (const already of [false, true]) {
      const results = await Promise.all([start(), start()]);
      expect(results.map(({ timer }) => timer?.kind)).toEqual(["set", "running"]);
      expect(results.map((started) => started.already)).toEqual([already, true]);
      expect(await timers()).toHaveLength(1);
      await test.clock.advance(30 * MINUTE);
      await test.loop.run();
    }
    expect(test.reminders()).toHaveLength(2);
  });

  it("again while its timer is put off keeps that timer", async () => {
    await start();
    await snooze();
    expect(await start()).toMatchObject({ timer: { kind: "running", dueAt: START + 10 * MINUTE } });
  });

  it("that is done sets no timer, whether it was started or not", async () => {
    await start("a");
    for (const lessonId of ["a", "b"]) await test.coach.learning.completeLesson({ ...who, lessonId });
    await test.clock.advance(MINUTE);
    for (const lessonId of ["a", "b"]) {
      expect(await start(lessonId)).toMatchObject({
        startedAt: START,
        already: true,
        completed: true,
        timer: null,
      });
    }
    expect(await timers()).toEqual([]);
  });

  it("moves a timer that was set before", async () => {
    await snooze();
    const [before] = await timers();
    await test.clock.advance(MINUTE);
    await start();
    expect(await timers()).toEqual([
      {
        ...before,
        rule: { kind: "timer", lessonId: "a", startedAt: START + MINUTE },
        dueAt: START + 31 * MINUTE,
      },
    ]);
  });
});

describe("a timer that is put off", () => {
  it("counts from when it was put off", async () => {
    await start();
    await test.clock.advance(5 * MINUTE);
    await snooze();
    expect(await timers()).toMatchObject([
      { rule: { kind: "timer", lessonId: "a", startedAt: START + 5 * MINUTE }, dueAt: START + 15 * MINUTE },
    ]);
  });

  it("does so if the lesson was never started", async () => {
    await snooze();
    expect(await timers()).toMatchObject([{ rule: { startedAt: START }, dueAt: START + 10 * MINUTE }]);
  });
});

describe("leaving", () => {
  it("lets timers and reminders wait, deletes what was not sent, and keeps progress for a return", async () => {
    await start();
    test.endSendsWith(() => ({ kind: "failed", reason: "502" }));
    await test.clock.advance(30 * MINUTE);
    await test.loop.run();
    await start("b");
    await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 1, time: "19:00" });
    const before = await timers();
    expect(await test.storage.deliveries.keptFor(who.enrolmentId)).toHaveLength(1);

    await test.coach.learning.leaveCourse(who);

    expect(await test.storage.deliveries.keptFor(who.enrolmentId)).toEqual([]);
    expect(await test.storage.deliveries.nextDueAt()).toBeNull();
    const back = { guildId: GUILD, userId: "1", courseId: null, timeZone: "Europe/Vienna" };
    const { learner } = expectValue(await test.coach.learning.joinCourse({ ...back, courseId: "sample" }));
    expect([...learner.progress.started.keys()].sort()).toEqual(["a", "b"]);
    expect(before).toHaveLength(2);
    expect(await timers()).toEqual(before);
  });
});
