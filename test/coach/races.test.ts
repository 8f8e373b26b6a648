import { describe, expect, it } from "vitest";
import { DAY, expectProblem, expectValue, GUILD, joinAs, MINUTE } from "../support/coach.ts";
import { makePair } from "../support/interleaving/pair.ts";
import { writeCourse } from "../support/markdown.ts";

const TUESDAY = 2;
const SAMPLE = { guildId: GUILD, userId: "admin", courseId: "sample" };

const fill = (minute: number) => `19:${String(minute).padStart(2, "0")}`;

describe("a change of time zone", () => {
  it("that began before a weekly reminder was delivered does not make it due again", async () => {
    const { left, right, clock } = makePair();
    const who = await joinAs(left, "1", "Europe/Vienna");
    expectValue(await left.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" }));
    await left.loop.stop();
    const dueAt = Date.parse("2026-11-24T18:00:00Z");
    await clock.moveTo(dueAt);

    const zoneChange = left.holdCall("learners.decideForMember");
    const joining = joinAs(left, "1", "Asia/Tokyo");
    await zoneChange.reached;
    await right.loop.run();
    zoneChange.release();
    await joining;

    const [reminder] = await right.storage.learners.schedules(who.enrolmentId);
    expect(new Date(reminder?.dueAt ?? 0).toISOString()).toBe("2026-12-01T10:00:00.000Z");
    await right.loop.look();
    await clock.moveTo(dueAt + 7 * DAY);
    expect(right.reminders().map(({ message }) => new Date(message.now).toISOString())).toEqual([
      "2026-11-24T18:00:00.000Z",
      "2026-12-01T10:00:00.000Z",
    ]);
  });

  it("uses the time at which it is written, so that it skips nothing that fell due meanwhile", async () => {
    const { left, right, clock } = makePair();
    const who = await joinAs(left, "1", "Europe/Vienna");
    expectValue(await left.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" }));
    await left.loop.stop();
    const dueAt = Date.parse("2026-11-24T18:00:00Z");
    await clock.moveTo(dueAt - MINUTE);

    const zoneChange = left.holdCall("learners.decideForMember");
    const joining = joinAs(left, "1", "Asia/Tokyo");
    await zoneChange.reached;
    await clock.moveTo(dueAt);
    zoneChange.release();
    await joining;

    await right.loop.run();
    expect(right.reminders().map(({ message }) => message.occurrences.map((one) => one.dueAt))).toEqual([[dueAt]]);
  });
});

describe("a start at the same time as leaving", () => {
  it("leaves no timer on someone who left", async () => {
    const { left, right } = makePair();
    const who = await joinAs(left, "1");
    const start = left.holdCall("learners.decide");
    const starting = left.coach.learning.startLesson({ ...who, lessonId: "a" });
    await start.reached;
    expectValue(await right.coach.learning.leaveCourse(who));
    start.release();
    expect(expectProblem(await starting).kind).toBe("left");
    expect(await left.storage.learners.schedules(who.enrolmentId)).toEqual([]);
    expect((await left.storage.learners.byId(who.enrolmentId))?.progress.started).toEqual(new Map());
  });

  it("with everything erased is a problem with a sentence, not an error of the database", async () => {
    const { left, right } = makePair();
    const who = await joinAs(left, "1");
    const start = left.holdCall("learners.decide");
    const starting = left.coach.learning.startLesson({ ...who, lessonId: "a" });
    await start.reached;
    expectValue(await right.coach.learning.eraseProgress(who));
    start.release();
    expect(expectProblem(await starting).kind).toBe("erased");
    expect(await left.storage.learners.byId(who.enrolmentId)).toBeNull();
  });
});

describe("the limit of reminders", () => {
  it("holds if three are added at once to nineteen", async () => {
    const { left, right } = makePair();
    const who = await joinAs(left, "1");
    const add = (coach: typeof left.coach, minute: number) =>
      coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: fill(minute) });
    for (let minute = 0; minute < 19; minute += 1) expectValue(await add(left.coach, minute));

    const held = [left, left, right].map((test, index) => {
      const call = test.holdCall("learners.decide");
      return { call, adding: add(test.coach, 30 + index) };
    });
    await Promise.all(held.map(({ call }) => call.reached));
    for (const { call } of held) call.release();
    const results = await Promise.all(held.map(({ adding }) => adding));

    expect(results.map((result) => (result.ok ? "added" : result.problem.kind)).sort()).toEqual([
      "added",
      "too-many-reminders",
      "too-many-reminders",
    ]);
    expect(await right.storage.learners.schedules(who.enrolmentId)).toHaveLength(20);
  });
});

describe("a course that changes during a press", () => {
  it("decides Done by the version that is current when it is written", async () => {
    const { left, right } = makePair();
    const who = await joinAs(left, "1");
    const done = left.holdCall("learners.decide");
    const completing = left.coach.learning.completeLesson({ ...who, lessonId: "a" });
    await done.reached;
    const text = writeCourse("Sample", ["B"], ["A"]);
    right.attached.set("text", { kind: "text", text });
    const file = { name: "path.md", address: "text", bytes: text.length };
    expectValue(await right.coach.courses.importCourse({ ...SAMPLE, file }));
    expectValue(await right.coach.courses.publishLatestDraft(SAMPLE));
    done.release();
    expect(expectProblem(await completing)).toMatchObject({ kind: "locked", missing: [{ id: "b" }] });
    expect((await left.storage.learners.byId(who.enrolmentId))?.progress.completed).toEqual(new Map());
  });
});
