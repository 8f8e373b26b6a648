import { beforeEach, describe, expect, it } from "vitest";
import { expectProblem, expectValue, GUILD, makeCoach, type TestCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { writeCourse } from "../support/markdown.ts";
import { admin, publish } from "../support/publishing.ts";

const builtIn = { course: makeCourse([["a", "b"], ["c"]], { id: "sample", title: "Sample Course" }), questions: [] };

let test: TestCoach;
beforeEach(() => {
  test = makeCoach([builtIn]);
});

describe("in several courses", () => {
  const member = { guildId: GUILD, userId: "1" };
  const join = (courseId: string | null) => test.coach.learning.joinCourse({ ...member, courseId, timeZone: "UTC" });
  const currentTitle = async () => expectValue(await test.coach.learning.findLearner(member)).content.course.title;

  beforeEach(async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    expectValue(await join("sample"));
    expectValue(await join("cooking"));
  });

  it("commands that name none mean the one joined, named or studied last", async () => {
    expect(await currentTitle()).toBe("Cooking");
    const named = await test.coach.learning.findLearner({ ...member, courseId: "sample course" });
    expect(expectValue(named).content.course.title).toBe("Sample Course");
    expect(await currentTitle()).toBe("Sample Course");
    const cooking = expectValue(
      await test.coach.learning.joinCourse({ ...member, courseId: "cooking", timeZone: "UTC" }),
    );
    expect(await currentTitle()).toBe("Cooking");
    const sample = expectValue(await test.coach.learning.findLearner({ ...member, courseId: "sample" }));
    await test.coach.learning.startLesson({
      userId: "1",
      enrolmentId: cooking.learner.enrolment.id,
      lessonId: "knives",
    });
    expect(await currentTitle()).toBe("Cooking");
    await test.coach.learning.completeLesson({ userId: "1", enrolmentId: sample.enrolment.id, lessonId: "a" });
    expect(await currentTitle()).toBe("Sample Course");
  });

  it("a glance at another changes nothing", async () => {
    expectValue(await test.coach.learning.glanceAtLearner({ ...member, courseId: "sample" }));
    expect(await currentTitle()).toBe("Cooking");
    expect((await test.coach.learning.readOwnCourses(member)).map(({ course }) => course.id)).toEqual([
      "cooking",
      "sample",
    ]);
  });

  it("one that the member is not in can be joined, and an unknown one is a problem of its own", async () => {
    const other = { guildId: GUILD, userId: "2" };
    expect(expectProblem(await test.coach.learning.findLearner({ ...other, courseId: "cooking" }))).toEqual({
      kind: "not-in-course",
      courseId: "cooking",
      title: "Cooking",
    });
    expect(expectProblem(await test.coach.learning.findLearner({ ...other, courseId: "baking" })).kind).toBe(
      "unknown-course",
    );
    expect(
      expectProblem(await test.coach.learning.findLearner({ guildId: "9", userId: "1", courseId: "cooking" })).kind,
    ).toBe("unknown-course");
  });

  it("an archived one stays open to its learners and closed to others", async () => {
    await test.coach.courses.setArchived({ ...admin, courseId: "cooking", archived: true });
    expect(expectValue(await join(null)).outcome).toBe("unchanged");
    expect(await currentTitle()).toBe("Cooking");
    const late = await test.coach.learning.joinCourse({
      guildId: GUILD,
      userId: "2",
      courseId: "cooking",
      timeZone: "UTC",
    });
    expect(expectProblem(late).kind).toBe("not-offered");
  });
});

it("the leaderboard skips archived courses for somebody who is in none", async () => {
  await publish(test, writeCourse("Cooking", ["Knives"]));
  await test.coach.courses.setArchived({ ...admin, courseId: "sample", archived: true });
  const board = expectValue(await test.coach.cohort.readLeaderboard({ ...admin, courseId: null, page: 0 }));
  expect(board.content.course.title).toBe("Cooking");
});

describe("a member of two courses", () => {
  const WEDNESDAY = 3;
  const dues = async (enrolmentId: number) =>
    (await test.storage.learners.schedules(enrolmentId)).map(({ dueAt }) => new Date(dueAt).toISOString());
  const join = async (courseId: string, timeZone: string) =>
    expectValue(await test.coach.learning.joinCourse({ guildId: GUILD, userId: "1", courseId, timeZone }));

  it("keeps the first one's reminders at their hour when they join or rejoin the second from another zone", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    const first = (await join("sample", "Europe/Vienna")).learner.enrolment.id;
    const who = { userId: "1", enrolmentId: first };
    expectValue(await test.coach.reminders.addWeeklyReminder({ ...who, weekday: WEDNESDAY, time: "19:00" }));
    const before = await dues(first);
    const joined = await join("cooking", "Asia/Tokyo");
    expect(joined.elsewhere).toEqual([{ title: "Sample Course", timeZone: "Europe/Vienna" }]);
    const second = joined.learner.enrolment.id;
    await test.coach.learning.leaveCourse({ userId: "1", enrolmentId: second });
    expect(await join("cooking", "America/New_York")).toMatchObject({ outcome: "returned", elsewhere: [{}] });
    expect(await dues(first)).toEqual(before);

    // They say it once more, so they have moved.
    expect(await join("cooking", "America/New_York")).toMatchObject({ outcome: "zone-changed", elsewhere: [] });
    expect(await dues(first)).toEqual(["2026-11-26T00:00:00.000Z"]);
  });
});

describe("a server whose courses are all archived", () => {
  it("has no course to join, whatever somebody asks", async () => {
    await test.coach.courses.setArchived({ ...admin, courseId: "sample", archived: true });
    const who = { guildId: GUILD, userId: "2", courseId: null };
    for (const result of [
      await test.coach.learning.findLearner(who),
      await test.coach.learning.findJoinable(who),
      await test.coach.learning.joinCourse({ ...who, timeZone: "UTC" }),
      await test.coach.cohort.setHidden({ ...who, hidden: true }),
      await test.coach.cohort.readLeaderboard({ ...who, page: 0 }),
    ]) {
      expect(expectProblem(result)).toEqual({ kind: "nothing-offered" });
    }
    expect(expectProblem(await test.coach.learning.findJoinable({ ...who, courseId: "sample" }))).toEqual({
      kind: "not-offered",
      title: "Sample Course",
      others: false,
    });
  });
});

describe("an archived course", () => {
  it("takes back former learners, and nobody else", async () => {
    await publish(test, writeCourse("Cooking", ["Knives"]));
    const join = async (userId: string) =>
      test.coach.learning.joinCourse({ guildId: GUILD, userId, courseId: "cooking", timeZone: "UTC" });
    const { learner } = expectValue(await join("1"));
    await test.coach.learning.leaveCourse({ userId: "1", enrolmentId: learner.enrolment.id });
    await test.coach.courses.setArchived({ ...admin, courseId: "cooking", archived: true });
    expect(expectProblem(await join("2"))).toEqual({ kind: "not-offered", title: "Cooking", others: true });
    const look = async (userId: string) =>
      test.coach.learning.findLearner({ guildId: GUILD, userId, courseId: "cooking" });
    expect(expectProblem(await look("2")).kind).toBe("not-offered");
    expect(expectProblem(await look("1")).kind).toBe("left");
    expect(expectValue(await join("1")).outcome).toBe("returned");
  });
});
