import { describe, expect, it } from "vitest";
import { LEASE_MS } from "../../src/coach/reminders/claim.ts";
import { createDeliveryLoop } from "../../src/coach/reminders/delivery-loop.ts";
import { DAY, expectProblem, expectValue, GUILD, HOUR, joinAs, MINUTE, makeCoach, START } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { createHandClock } from "../support/hand-clock.ts";

const SENT = { kind: "sent", channelId: "c", messageId: "m" } as const;

const content = { course: makeCourse([["a", "b"], ["c"]]), questions: [] };

// 2026-11-23 is a Monday; Vienna is at UTC+1.
const MONDAY = 1;
const TUESDAY = 2;

describe("a timer", () => {
  it("asks once, when the lesson's duration has passed", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    await test.clock.advance(29 * MINUTE);
    expect(test.sent).toEqual([]);
    await test.clock.advance(MINUTE);
    expect(test.sent).toMatchObject([{ message: { occurrences: [{ rule: { kind: "timer", lessonId: "a" } }] } }]);
    await test.clock.advance(DAY);
    expect(test.sent).toHaveLength(1);
  });

  it("that is put off asks again, and completing the lesson ends it", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    await test.clock.advance(30 * MINUTE);
    await test.coach.learning.snoozeTimer({ ...who, lessonId: "a", minutes: 10 });
    await test.coach.learning.snoozeTimer({ ...who, lessonId: "a", minutes: 10 });
    await test.clock.advance(10 * MINUTE);
    expect(test.sent).toHaveLength(2);
    await test.coach.learning.snoozeTimer({ ...who, lessonId: "a", minutes: 10 });
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    await test.clock.advance(HOUR);
    expect(test.sent).toHaveLength(2);
  });

  it("that fell due while the bot was down is delivered at the next start", async () => {
    const before = makeCoach([content]);
    const who = await joinAs(before, "1");
    await before.coach.learning.startLesson({ ...who, lessonId: "a" });
    await before.loop.stop();

    const after = makeCoach([content], { storage: before.storage, clock: before.clock });
    await after.clock.advance(3 * HOUR);
    expect(after.sent).toEqual([]);
    await after.loop.run();
    expect(after.sent).toMatchObject([
      { message: { now: START + 3 * HOUR, occurrences: [{ dueAt: START + 30 * MINUTE }] } },
    ]);
  });
});

describe("reminders", () => {
  it("come weekly at the local hour, across the change of the clocks", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1", "America/New_York");
    await test.clock.moveTo(Date.parse("2027-03-12T12:00:00Z"));
    expectValue(await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 7, time: "2:30" }));
    await test.clock.moveTo(Date.parse("2027-03-22T12:00:00Z"));
    expect(test.sent.map(({ message }) => new Date(message.now).toISOString())).toEqual([
      "2027-03-14T07:30:00.000Z",
      "2027-03-21T06:30:00.000Z",
    ]);
  });

  it("that are identical are kept once", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const weekly = { ...who, weekday: MONDAY, time: "19:00" };
    expect(expectValue(await test.coach.reminders.addWeeklyReminder(weekly)).added).toBe(true);
    expect(expectValue(await test.coach.reminders.addWeeklyReminder({ ...weekly, time: "7pm" })).added).toBe(false);
    expect(expectValue(await test.coach.reminders.listReminders(who)).reminders).toHaveLength(1);
  });

  it("that are in the past, unreadable or too far ahead are refused with the reason", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const problemFor = async (when: string) =>
      expectProblem(await test.coach.reminders.addOnceReminder({ ...who, when, lessonId: null })).kind;
    expect(await problemFor("yesterday 19:00")).toBe("past-time");
    expect(await problemFor("whenever")).toBe("unreadable-time");
    expect(await problemFor("2030-01-01 10:00")).toBe("too-far");
    expect(
      expectProblem(await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 1, time: "25:00" })).kind,
    ).toBe("unreadable-time");
    expect(expectValue(await test.coach.reminders.listReminders(who)).reminders).toEqual([]);
  });

  it("keep their local hour if the learner changes the time zone", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1", "Europe/Vienna");
    await test.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" });
    await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId: null, timeZone: "Asia/Kathmandu" });
    const [reminder] = expectValue(await test.coach.reminders.listReminders(who)).reminders;
    expect(new Date(reminder?.dueAt ?? 0).toISOString()).toBe("2026-11-24T13:15:00.000Z");
    await test.clock.advance(2 * DAY);
    expect(test.sent.map(({ message }) => new Date(message.now).toISOString())).toEqual(["2026-11-24T13:15:00.000Z"]);
  });

  it("of every course move to the new time zone", async () => {
    const other = { course: makeCourse([["x"]], { id: "other", title: "Other" }), questions: [] };
    const test = makeCoach([content, other]);
    const join = async (courseId: string, timeZone: string) =>
      expectValue(await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId, timeZone })).learner
        .enrolment.id;
    const first = { userId: "1", enrolmentId: await join("sample", "Europe/Vienna") };
    await test.coach.reminders.addWeeklyReminder({ ...first, weekday: TUESDAY, time: "19:00" });
    await join("other", "Europe/Vienna");
    await join("other", "Asia/Kathmandu");
    const [reminder] = expectValue(await test.coach.reminders.listReminders(first)).reminders;
    expect(new Date(reminder?.dueAt ?? 0).toISOString()).toBe("2026-11-24T13:15:00.000Z");
  });

  it("set for a time from now keep their instant if the learner changes the time zone", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1", "Europe/Vienna");
    await test.coach.reminders.addOnceReminder({ ...who, when: "in 2 hours", lessonId: null });
    await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId: null, timeZone: "Asia/Tokyo" });
    await test.clock.advance(DAY);
    expect(test.sent.map(({ message }) => message.now)).toEqual([START + 2 * HOUR]);
  });

  it("asked for twice within a minute are one reminder", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.clock.advance(MINUTE - (START % MINUTE));
    const ask = async () =>
      expectValue(await test.coach.reminders.addOnceReminder({ ...who, when: "in 2 hours", lessonId: null })).added;
    expect(await ask()).toBe(true);
    await test.clock.advance(MINUTE - 1);
    expect(await ask()).toBe(false);
    await test.clock.advance(1);
    expect(await ask()).toBe(true);
    await test.clock.advance(DAY);
    expect(test.reminders().flatMap(({ message }) => message.occurrences)).toHaveLength(2);
  });

  it("have a limit, which the learner is told", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    for (let minute = 10; minute < 30; minute += 1) {
      expectValue(await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 1, time: `19:${minute}` }));
    }
    expect(expectValue(await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 1, time: "19:15" })).added).toBe(
      false,
    );
    const more = await test.coach.reminders.addWeeklyReminder({ ...who, weekday: 2, time: "19:00" });
    expect(expectProblem(more)).toEqual({ kind: "too-many-reminders", limit: 20 });
  });

  it("that fell due together or while the bot was down come as one message that names each", async () => {
    const before = makeCoach([content]);
    const who = await joinAs(before, "1");
    await before.coach.reminders.addWeeklyReminder({ ...who, weekday: TUESDAY, time: "19:00" });
    await before.coach.learning.startLesson({ ...who, lessonId: "a" });
    await before.loop.stop();
    await before.clock.advance(15 * DAY);

    const after = makeCoach([content], { storage: before.storage, clock: before.clock });
    await after.loop.run();
    expect(after.sent).toHaveLength(1);
    expect(
      after.sent[0]?.message.occurrences.map(({ rule, dueAt }) => [rule.kind, new Date(dueAt).toISOString()]),
    ).toEqual([
      ["timer", "2026-11-23T12:30:00.000Z"],
      ["weekly", "2026-11-24T18:00:00.000Z"],
      ["weekly", "2026-12-01T18:00:00.000Z"],
    ]);
    await after.clock.advance(DAY);
    expect(after.sent).toHaveLength(2);
  });
});

describe("a delivery", () => {
  it("that was claimed but not sent before a crash goes out after the restart, under the same id", async () => {
    const before = makeCoach([content]);
    const who = await joinAs(before, "1");
    await before.coach.learning.startLesson({ ...who, lessonId: "a" });
    const claimed: string[] = [];
    before.endSendsWith(({ id }) => {
      claimed.push(id);
      return new Promise(() => {});
    });
    const hanging = before.clock.advance(30 * MINUTE);
    await expect.poll(() => claimed).toHaveLength(1);

    // The clock of a process that died stands still.
    const after = makeCoach([content], {
      storage: before.storage,
      clock: createHandClock(START + 30 * MINUTE + LEASE_MS - 1),
    });
    await after.loop.run();
    expect(after.sent).toEqual([]);
    await after.clock.advance(MINUTE);
    expect(after.sent.map(({ id }) => id)).toEqual(claimed);
    await after.loop.run();
    expect(after.sent).toHaveLength(1);
    expect(hanging).toBeInstanceOf(Promise);
  });

  it("that fails is tried again, later each time, and is not lost", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    const attempts: number[] = [];
    test.endSendsWith(({ message }) => {
      attempts.push((message.now - START) / MINUTE);
      return attempts.length < 4 ? { kind: "failed", reason: "502" } : SENT;
    });
    await test.clock.advance(DAY);
    expect(attempts).toEqual([30, 31, 33, 37]);
    expect(test.sent).toHaveLength(1);
  });

  it("that throws does not hold up the others", async () => {
    const test = makeCoach([content]);
    const one = await joinAs(test, "1");
    const two = await joinAs(test, "2");
    await test.coach.learning.startLesson({ ...one, lessonId: "a" });
    await test.coach.learning.startLesson({ ...two, lessonId: "a" });
    test.endSendsWith(({ recipient }) => {
      if (recipient.kind === "member" && recipient.userId === "1") throw new Error("a bug");
      return SENT;
    });
    await test.clock.advance(30 * MINUTE);
    expect(test.sent.map(({ recipient }) => recipient)).toEqual([{ kind: "member", guildId: GUILD, userId: "2" }]);
    expect(test.errors).toHaveLength(1);
  });

  it("is not sent twice if two runs overlap", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    await test.loop.stop();
    await test.clock.advance(HOUR);
    const other = createDeliveryLoop(test.ports, "another worker");
    await Promise.all([other.run(), other.run(), other.run()]);
    expect(test.sent).toHaveLength(1);
  });

  it("is kept while its course is missing, and sent once it is back", async () => {
    const away = makeCoach([]);
    const test = makeCoach([content], { storage: away.storage, clock: away.clock });
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    await test.loop.stop();
    await test.clock.advance(HOUR);
    await away.loop.run();
    expect(away.sent).toEqual([]);
    await away.loop.stop();

    const back = makeCoach([content], { storage: away.storage, clock: away.clock });
    await back.clock.advance(HOUR);
    await back.loop.run();
    expect(back.sent).toHaveLength(1);
  });

  it("that waits is followed by one message for all that fell due meanwhile", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      await test.coach.reminders.addWeeklyReminder({ ...who, weekday, time: "19:00" });
    }
    for (let hours = 8; hours < 17; hours += 1) {
      await test.coach.reminders.addOnceReminder({ ...who, when: `in ${hours} hours`, lessonId: null });
    }
    test.endSendsWith(() => ({ kind: "failed", reason: "502" }));
    await test.clock.advance(DAY);
    test.endSendsWith(() => SENT);
    await test.clock.advance(HOUR);
    expect(test.sent.map(({ message }) => message.occurrences.length)).toEqual([1, 9]);
  });

  it("about a lesson that the course no longer has is not sent", async () => {
    const before = makeCoach([content]);
    const who = await joinAs(before, "1");
    await before.coach.learning.startLesson({ ...who, lessonId: "a" });
    await before.loop.stop();
    const shorter = { course: makeCourse([["b"], ["c"]]), questions: [] };
    const after = makeCoach([shorter], { storage: before.storage, clock: before.clock });
    await after.clock.advance(HOUR);
    await after.loop.run();
    expect(after.sent).toEqual([]);
    expect(await after.storage.deliveries.nextDueAt()).toBeNull();
  });

  it("about a lesson that was completed meanwhile is not sent", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    test.endSendsWith(() => ({ kind: "failed", reason: "502" }));
    await test.clock.advance(30 * MINUTE);
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    test.endSendsWith(() => SENT);
    await test.clock.advance(HOUR);
    expect(test.sent).toEqual([]);
    expect(await test.storage.deliveries.nextDueAt()).toBeNull();
  });
});

describe("closed direct messages", () => {
  it("keep the reminder, which the learner hears about once, at the next command, and can have sent again", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const member = { guildId: GUILD, userId: "1" };
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    expect(await test.coach.reminders.takeNotice(member)).toBeNull();

    test.endSendsWith(() => ({ kind: "unreachable", refusal: "closed" }));
    await test.clock.advance(30 * MINUTE);
    await test.coach.reminders.addOnceReminder({ ...who, when: "in 10 minutes", lessonId: null });
    await test.clock.advance(HOUR);
    const notice = await test.coach.reminders.takeNotice(member);
    expect(notice?.deliveries.map(({ payload }) => payload.occurrences[0]?.rule.kind)).toEqual(["timer"]);
    expect(notice?.due.map(({ rule }) => rule.kind)).toEqual(["moment"]);
    expect(await test.coach.reminders.takeNotice(member)).toBeNull();

    expect(expectValue(await test.coach.reminders.retryDirectMessages(who)).outcome).toBe("closed");
    expect(test.sent).toEqual([]);
    test.endSendsWith(() => ({ kind: "failed", reason: "502" }));
    expect(expectValue(await test.coach.reminders.retryDirectMessages(who)).outcome).toBe("trying");
    test.endSendsWith(() => SENT);
    expect(expectValue(await test.coach.reminders.retryDirectMessages(who)).outcome).toBe("open");
    expect(test.sent.flatMap(({ message }) => message.occurrences.map(({ rule }) => rule.kind)).sort()).toEqual([
      "moment",
      "timer",
    ]);
    expect(await test.coach.reminders.takeNotice(member)).toBeNull();
  });

  it("are mentioned even if the refused reminder was of another course", async () => {
    const other = { course: makeCourse([["x"]], { id: "other", title: "Other" }), questions: [] };
    const test = makeCoach([content, other]);
    const member = { guildId: GUILD, userId: "1" };
    const join = (courseId: string) => test.coach.learning.joinCourse({ ...member, courseId, timeZone: "UTC" });
    const { learner } = expectValue(await join("sample"));
    await test.coach.learning.startLesson({ userId: "1", enrolmentId: learner.enrolment.id, lessonId: "a" });
    await join("other");
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "closed" }));
    await test.clock.advance(30 * MINUTE);
    expect((await test.coach.reminders.takeNotice(member))?.learner.content.course.id).toBe("sample");
    expect(await test.coach.reminders.takeNotice(member)).toBeNull();
  });

  it("are tried again at a later command, and the learner is not told twice", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const member = { guildId: GUILD, userId: "1" };
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "closed" }));
    await test.clock.advance(30 * MINUTE);
    expect(await test.coach.reminders.takeNotice(member)).not.toBeNull();
    await test.clock.advance(2 * HOUR);
    expect(await test.coach.reminders.takeNotice(member)).toBeNull();
    expect(test.sent).toEqual([]);

    test.endSendsWith(() => SENT);
    await test.clock.advance(10 * MINUTE);
    await test.coach.reminders.takeNotice(member);
    expect(test.sent).toEqual([]);
    await test.clock.advance(HOUR);
    await test.coach.reminders.takeNotice(member);
    expect(test.sent).toHaveLength(1);
  });
});
