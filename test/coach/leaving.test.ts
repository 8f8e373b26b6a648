import { describe, expect, it } from "vitest";
import { DAY, expectValue, GUILD, joinAs, makeCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";

const TUESDAY = 2;
const content = { course: makeCourse([["a", "b"]]), questions: [] };

const backAs = (userId: string) => ({ guildId: GUILD, userId, courseId: null, timeZone: "Europe/Vienna" });

describe("reminders", () => {
  it("wait while the learner is away, and go on when they return, without what passed meanwhile", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" });
    for (const when of ["in 2 days", "in 60 days"]) {
      expectValue(await test.coach.reminders.addOnceReminder({ ...who, when, lessonId: null }));
    }
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    expect(expectValue(await test.coach.learning.leaveCourse(who)).paused).toBe(4);
    await test.clock.advance(30 * DAY);
    await test.loop.run();
    expect(test.sent).toEqual([]);

    const joined = expectValue(await test.coach.learning.joinCourse(backAs("1")));
    expect(joined).toMatchObject({ outcome: "returned", reminders: { resumed: 2, over: 2 } });
    const since = test.clock.now();
    await test.clock.advance(31 * DAY);
    const dues = test.reminders().flatMap(({ message }) => message.occurrences);
    expect(dues.filter(({ rule }) => rule.kind === "weekly")).toHaveLength(4);
    expect(dues.filter(({ rule }) => rule.kind === "once")).toHaveLength(1);
    expect(dues.every(({ dueAt }) => dueAt > since)).toBe(true);
    expect(dues).toHaveLength(5);
  });

  it("end when the learner erases their progress, before or after they left", async () => {
    const test = makeCoach([content]);
    for (const userId of ["1", "2"]) {
      const who = await joinAs(test, userId);
      await test.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" });
      if (userId === "2") expectValue(await test.coach.learning.leaveCourse(who));
      expectValue(await test.coach.learning.eraseProgress(who));
      expect(await test.storage.learners.schedules(who.enrolmentId)).toEqual([]);
      expect(expectValue(await test.coach.learning.joinCourse(backAs(userId)))).toMatchObject({ outcome: "joined" });
    }
    await test.clock.advance(30 * DAY);
    expect(test.sent).toEqual([]);
  });
});
