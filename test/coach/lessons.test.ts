import { describe, expect, it } from "vitest";
import { expectProblem, expectValue, GUILD, joinAs, MINUTE, makeCoach, restartWith, START } from "../support/coach.ts";
import { makeCourse, makeLesson } from "../support/course.ts";

const course = makeCourse([["a", "b"], [makeLesson("c", { duration: null })]], {
  extras: [{ id: "guide", title: "Guide", linkTitle: null, link: null, alternates: [] }],
  checklist: [
    { id: "phase-1-completed", text: "Phase 1 completed", phase: 1 },
    { id: "reviewed", text: "Reviewed", phase: null },
  ],
});
const content = { course, questions: [] };

describe("joining", () => {
  it("asks which course if there are several, and takes an id or a title", async () => {
    const other = { course: makeCourse([["x"]], { id: "other", title: "Other Course" }), questions: [] };
    const { coach } = makeCoach([content, other]);
    const member = { guildId: GUILD, userId: "1", timeZone: "UTC" };
    expect(expectProblem(await coach.learning.joinCourse({ ...member, courseId: null }))).toMatchObject({
      kind: "choose-course",
    });
    expect(expectProblem(await coach.learning.joinCourse({ ...member, courseId: "nothing" }))).toMatchObject({
      kind: "unknown-course",
      asked: "nothing",
      known: [{ id: "sample" }, { id: "other" }],
    });
    expect(
      expectValue(await coach.learning.joinCourse({ ...member, courseId: "other course" })).learner.content.course,
    ).toBe(other.course);
  });

  it("suggests similar time zones for a misspelt one, and enrols nobody", async () => {
    const { coach } = makeCoach([content]);
    const result = await coach.learning.joinCourse({
      guildId: GUILD,
      userId: "1",
      courseId: null,
      timeZone: "Europe/Viena",
    });
    expect(expectProblem(result)).toMatchObject({
      kind: "unknown-time-zone",
      suggestions: expect.arrayContaining([{ timeZone: "Europe/Vienna", label: expect.stringContaining("Vienna") }]),
    });
    expect(expectProblem(await coach.learning.findLearner({ guildId: GUILD, userId: "1" })).kind).toBe("not-joined");
  });

  it("again changes the time zone, and says if nothing changed", async () => {
    const test = makeCoach([content]);
    await joinAs(test, "1", "Europe/Vienna");
    const again = { guildId: GUILD, userId: "1", courseId: null };
    expect(expectValue(await test.coach.learning.joinCourse({ ...again, timeZone: "europe/vienna" })).outcome).toBe(
      "unchanged",
    );
    const moved = expectValue(await test.coach.learning.joinCourse({ ...again, timeZone: "Tokyo" }));
    expect(moved.outcome).toBe("zone-changed");
    expect(moved.learner.enrolment.timeZone).toBe("Asia/Tokyo");
  });

  it("keeps progress for a return, and forgets everything after erasing", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    await test.coach.learning.leaveCourse(who);
    const course = { id: "sample", title: expect.any(String) };
    const left = { kind: "left", enrolmentId: who.enrolmentId, course };
    expect(expectProblem(await test.coach.learning.findLearner(who))).toEqual(left);
    expect(expectProblem(await test.coach.learning.findLearner({ userId: "1", guildId: GUILD }))).toEqual(left);

    const back = expectValue(
      await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId: null, timeZone: "Europe/Vienna" }),
    );
    expect(back.outcome).toBe("returned");
    expect(back.learner.standing.completedLessons).toBe(1);

    expectValue(await test.coach.learning.eraseProgress(who));
    expect(expectProblem(await test.coach.learning.eraseProgress(who))).toEqual({ kind: "erased" });
    const fresh = expectValue(
      await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId: null, timeZone: "Europe/Vienna" }),
    );
    expect(fresh).toMatchObject({ outcome: "joined", learner: { standing: { completedLessons: 0 } } });
    // An old message says so, and does not claim that they are in no course.
    expect(expectProblem(await test.coach.learning.findLearner(who))).toEqual({ kind: "erased" });
  });
});

describe("a lesson", () => {
  it("starts a timer as long as the lesson, once", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const first = expectValue(await test.coach.learning.startLesson({ ...who, lessonId: "a" }));
    expect(first).toMatchObject({ already: false, timer: { kind: "set", dueAt: START + 30 * MINUTE } });
    await test.clock.advance(5 * MINUTE);
    const second = expectValue(await test.coach.learning.startLesson({ ...who, lessonId: "a" }));
    expect(second).toMatchObject({
      already: true,
      startedAt: START,
      timer: { kind: "running", dueAt: START + 30 * MINUTE },
    });
    expect(expectValue(await test.coach.reminders.listReminders(who)).reminders).toHaveLength(1);
  });

  it("without a duration starts without a timer", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.tickItems({ ...who, keys: ["lesson:a", "lesson:b"], ticked: true });
    expect(expectValue(await test.coach.learning.startLesson({ ...who, lessonId: "c" }))).toMatchObject({
      timer: null,
    });
  });

  it("that is locked can be read, but not started or completed, and the problem names what is missing", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    expect(expectValue(await test.coach.learning.findLesson({ ...who, lessonId: "c" })).standing.state).toBe("locked");
    for (const verb of [test.coach.learning.startLesson, test.coach.learning.completeLesson]) {
      const problem = expectProblem(await verb({ ...who, lessonId: "c" }));
      expect(problem).toMatchObject({ kind: "locked", missing: [{ id: "a" }, { id: "b" }] });
    }
    expect(expectValue(await test.coach.learning.findLearner(who)).progress.completed.size).toBe(0);
  });

  it("that is completed ends its timer and reports a completed phase, both only once", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    expect(expectValue(await test.coach.learning.completeLesson({ ...who, lessonId: "a" }))).toMatchObject({
      already: false,
      phase: null,
      next: { lesson: { id: "b" } },
    });
    expect(expectValue(await test.coach.reminders.listReminders(who)).reminders).toEqual([]);
    const last = expectValue(await test.coach.learning.completeLesson({ ...who, lessonId: "b" }));
    expect(last).toMatchObject({ phase: { number: 1 }, next: { lesson: { id: "c" } } });

    await test.clock.advance(MINUTE);
    const again = expectValue(await test.coach.learning.completeLesson({ ...who, lessonId: "b" }));
    expect(again).toMatchObject({ already: true, phase: null });
    expect(expectValue(await test.coach.learning.findLearner(who)).progress.completed.get("b")).toBe(START);
  });

  it("is found by its id, even if that is the title of another lesson", async () => {
    const named = makeCourse([
      [makeLesson("knives-2", { title: "Knives" }), makeLesson("knives", { title: "Cutting" })],
    ]);
    const test = makeCoach([{ course: named, questions: [] }]);
    const who = await joinAs(test, "1");
    expect(expectValue(await test.coach.learning.completeLesson({ ...who, lessonId: "knives" })).lesson.title).toBe(
      "Cutting",
    );
  });

  it("of another member is not changed, and the presser is told so", async () => {
    const test = makeCoach([content]);
    const mine = await joinAs(test, "1");
    const thief = { ...mine, userId: "2" };
    const { coach } = test;
    const attempts = [
      coach.learning.startLesson({ ...thief, lessonId: "a" }),
      coach.learning.completeLesson({ ...thief, lessonId: "a" }),
      coach.learning.snoozeTimer({ ...thief, lessonId: "a", minutes: 10 }),
      coach.learning.tickItems({ ...thief, keys: ["lesson:a"], ticked: true }),
      coach.learning.eraseProgress(thief),
      coach.reminders.removeReminders({ ...thief, reminderIds: "all" }),
      coach.reminders.addOnceReminder({ ...thief, when: "tomorrow", lessonId: null }),
      coach.reminders.retryDirectMessages(thief),
    ];
    for (const attempt of await Promise.all(attempts)) expect(expectProblem(attempt).kind).toBe("not-yours");
    expect(expectValue(await coach.learning.findLearner(mine)).progress).toMatchObject({
      started: new Map(),
      completed: new Map(),
    });
  });

  it("that left the course is unknown, and its progress comes back with it", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    const shorter = makeCourse([["b"], ["c"]]);
    const later = restartWith(test, [{ course: shorter, questions: [], notes: new Map() }]);
    expect(expectProblem(await later.learning.completeLesson({ ...who, lessonId: "a" })).kind).toBe("unknown-lesson");
    expect(expectValue(await later.learning.findLearner(who)).standing.completedLessons).toBe(0);
    expect(expectValue(await test.coach.learning.findLearner(who)).standing.completedLessons).toBe(1);
  });

  it("of a course that is missing says that the course is gone", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const later = restartWith(test, []);
    expect(expectProblem(await later.learning.findLearner(who)).kind).toBe("course-gone");
  });
});

describe("presses of one member at once", () => {
  it("that complete the last two lessons of a phase complete the phase once", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const results = await Promise.all(
      ["a", "b"].map((lessonId) => test.coach.learning.completeLesson({ ...who, lessonId })),
    );
    const phases = results
      .map((result) => expectValue(result))
      .map(({ phase, learner }) => [phase?.number ?? null, learner.standing.completedLessons]);
    expect(phases).toEqual([
      [null, 1],
      [1, 2],
    ]);
  });

  it("find either the whole learner or none while they leave and erase", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { coach } = test;
    const results = await Promise.all([
      coach.learning.startLesson({ ...who, lessonId: "a" }),
      coach.learning.eraseProgress(who),
      coach.learning.completeLesson({ ...who, lessonId: "a" }),
      coach.learning.tickItems({ ...who, keys: ["extra:guide"], ticked: true }),
      coach.reminders.addOnceReminder({ ...who, when: "tomorrow", lessonId: null }),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true, false, false, false]);
    for (const result of results) if (!result.ok) expect(result.problem.kind).toBe("erased");
  });
});

describe("the checklist", () => {
  it("ticks a whole phase and the first lesson of the next in one go", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const keys = ["lesson:c", "lesson:b", "lesson:a", "extra:guide"];
    const ticked = expectValue(await test.coach.learning.tickItems({ ...who, keys, ticked: true }));
    expect(ticked).toMatchObject({ locked: [], gone: 0, learner: { standing: { finished: true } } });
    expect(ticked.learner.progress.ticks).toEqual(new Set(["extra:guide"]));
  });

  it("leaves out a locked lesson, says what is missing, and ticks the rest", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const ticked = expectValue(
      await test.coach.learning.tickItems({ ...who, keys: ["lesson:a", "lesson:c"], ticked: true }),
    );
    expect(ticked.locked).toMatchObject([{ lesson: { id: "c" }, missing: [{ id: "b" }] }]);
    expect([...ticked.learner.progress.completed.keys()]).toEqual(["a"]);
  });

  it("unticks, even twice, and counts lines that the course no longer has", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await test.coach.learning.tickItems({ ...who, keys: ["lesson:a", "item:reviewed"], ticked: true });
    const keys = ["lesson:a", "item:reviewed", "extra:gone"];
    for (const _press of [1, 2]) {
      const { learner, gone } = expectValue(await test.coach.learning.tickItems({ ...who, keys, ticked: false }));
      expect(learner.progress).toMatchObject({ completed: new Map(), ticks: new Set() });
      expect(gone).toBe(1);
    }
  });

  it("does not let a phase line be ticked by hand", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { learner } = expectValue(
      await test.coach.learning.tickItems({ ...who, keys: ["item:phase-1-completed"], ticked: true }),
    );
    expect(learner.progress.ticks).toEqual(new Set());
  });
});

describe("the leaderboard", () => {
  it("leaves out hidden learners, and has them again once they show themselves", async () => {
    const test = makeCoach([content]);
    await joinAs(test, "1");
    const two = await joinAs(test, "2");
    await test.coach.learning.tickItems({ ...two, keys: ["lesson:a", "lesson:b"], ticked: true });
    const read = async () =>
      expectValue(await test.coach.cohort.readLeaderboard({ guildId: GUILD, userId: "3", courseId: null, page: 0 }))
        .entries;
    expect((await read()).map(({ userId, phases }) => [userId, phases])).toEqual([
      ["2", 1],
      ["1", 0],
    ]);
    await test.coach.cohort.setHidden({ guildId: GUILD, userId: "2", hidden: true });
    await test.coach.cohort.setHidden({ guildId: GUILD, userId: "2", hidden: true });
    expect((await read()).map(({ userId }) => userId)).toEqual(["1"]);
    await test.coach.cohort.setHidden({ guildId: GUILD, userId: "2", hidden: false });
    expect(await read()).toHaveLength(2);
  });

  it("is for one server only, and empty if nobody joined", async () => {
    const test = makeCoach([content]);
    await joinAs(test, "1");
    const elsewhere = await test.coach.cohort.readLeaderboard({ guildId: "999", userId: "1", courseId: null, page: 0 });
    expect(expectValue(elsewhere).entries).toEqual([]);
  });
});
