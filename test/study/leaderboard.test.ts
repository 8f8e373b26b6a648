import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankLearners } from "../../src/study/leaderboard.ts";
import { completed, makeCourse } from "../support/course.ts";

const course = makeCourse([["a"], ["b"], ["c"]]);
const learner = (userId: string, done: string[], joinedAt = 0) => ({
  userId,
  displayName: null,
  joinedAt,
  completed: completed(...done),
});

describe("the leaderboard", () => {
  it("ranks by phases completed, as in competitions: 1, 2, 2, 4", () => {
    const ranked = rankLearners(course, [
      learner("none", []),
      learner("one", ["a"]),
      learner("also one", ["a"], 1),
      learner("two", ["a", "b"]),
    ]);
    expect(ranked.map(({ userId, rank, phases }) => [rank, userId, phases])).toEqual([
      [1, "two", 2],
      [2, "one", 1],
      [2, "also one", 1],
      [4, "none", 0],
    ]);
  });

  it("orders equals by lessons, then by who got there first", () => {
    const wide = makeCourse([["a", "b"], ["c"]]);
    const ranked = rankLearners(wide, [
      { userId: "late", displayName: null, joinedAt: 0, completed: new Map([["a", 9]]) },
      { userId: "early", displayName: null, joinedAt: 5, completed: new Map([["a", 3]]) },
      { userId: "idle", displayName: null, joinedAt: 0, completed: new Map() },
    ]);
    expect(ranked.map(({ userId }) => userId)).toEqual(["early", "late", "idle"]);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 1, 1]);
  });

  it("does not count completions of lessons that left the course", () => {
    expect(rankLearners(course, [learner("someone", ["gone", "a"])])).toMatchObject([{ phases: 1, lessons: 1 }]);
  });

  it("does not depend on the order of the learners, and a rank is one more than the number ahead", () => {
    const learners = fc.uniqueArray(
      fc.record({
        userId: fc.string({ minLength: 1, maxLength: 4 }),
        joinedAt: fc.nat(5),
        done: fc.subarray(["a", "b", "c"]),
      }),
      { selector: ({ userId }) => userId, maxLength: 12 },
    );
    fc.assert(
      fc.property(learners, (all) => {
        const cohort = all.map(({ userId, joinedAt, done }) => learner(userId, done, joinedAt));
        const ranked = rankLearners(course, cohort);
        expect(rankLearners(course, [...cohort].reverse())).toEqual(ranked);
        for (const entry of ranked) {
          expect(entry.rank).toBe(1 + ranked.filter((other) => other.phases > entry.phases).length);
        }
      }),
    );
  });
});
