import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/study/progress.ts";
import { findUnlocked, standIn } from "../../src/study/standing.ts";
import { completed, makeCourse, makeLesson } from "../support/course.ts";

const course = makeCourse([["a", "b"], ["c", "d", "e"], ["f"]]);

function statesOf(...done: string[]): string {
  return standIn(course, { completed: completed(...done) })
    .lessons.map(({ lesson, state }) => `${lesson.id}:${state}`)
    .join(" ");
}

function progressOf(...done: string[]): Progress {
  return { started: new Map(), completed: completed(...done), ticks: new Set() };
}

describe("where a learner stands", () => {
  it("opens only the first phase at first", () => {
    expect(statesOf()).toBe("a:open b:open c:locked d:locked e:locked f:locked");
  });

  it("keeps a phase locked while one lesson before it is missing, and names that lesson", () => {
    const standing = standIn(course, { completed: completed("b") });
    const locked = standing.lessons.find(({ lesson }) => lesson.id === "d");
    expect(locked).toMatchObject({ state: "locked" });
    expect(locked?.missing.map(({ id }) => id)).toEqual(["a"]);
  });

  it("opens a whole phase at once: any of its lessons may be completed", () => {
    expect(statesOf("a", "b", "d")).toBe("a:done b:done c:open d:done e:open f:locked");
  });

  it("serves the first open lesson in the order of the course, even if a later one was done first", () => {
    expect(standIn(course, { completed: completed("b") }).next?.lesson.id).toBe("a");
    expect(standIn(course, { completed: completed("a", "b", "d") }).next?.lesson.id).toBe("c");
  });

  it("goes back to a lesson that was unticked, and keeps what was done after it", () => {
    const standing = standIn(course, { completed: completed("a", "c") });
    expect(standing.next?.lesson.id).toBe("b");
    expect(standing.lessons.find(({ lesson }) => lesson.id === "c")?.state).toBe("done");
  });

  it("has no next lesson, and is finished, once every lesson is done", () => {
    const standing = standIn(course, { completed: completed("a", "b", "c", "d", "e", "f") });
    expect(standing).toMatchObject({ next: null, finished: true, completedPhases: 3, remainingMinutes: 0 });
  });

  it("counts phases, lessons and the longer end of the minutes left", () => {
    const ranged = makeCourse([
      [makeLesson("a", { duration: { shortest: 20, longest: 50 } }), makeLesson("b", { duration: null })],
      [makeLesson("c", { duration: { shortest: 10, longest: 10 } })],
    ]);
    expect(standIn(ranged, { completed: completed("b") })).toMatchObject({
      completedLessons: 1,
      completedPhases: 0,
      remainingMinutes: 60,
    });
  });

  it("ignores completions of lessons that the course no longer has", () => {
    expect(standIn(course, { completed: completed("gone") })).toMatchObject({ completedLessons: 0 });
  });

  it("skips a lesson that waits for a later one", () => {
    const waiting = makeCourse([[makeLesson("a", { dependencies: [{ kind: "lesson", lesson: "b" }] }), "b"]]);
    expect(standIn(waiting, { completed: completed() }).next?.lesson.id).toBe("b");
    expect(standIn(waiting, { completed: completed("b") }).next?.lesson.id).toBe("a");
  });

  it("also waits for what a lesson itself states", () => {
    const stated = makeCourse([["a", makeLesson("b", { dependencies: [{ kind: "lesson", lesson: "a" }] })], ["c"]]);
    expect(standIn(stated, { completed: completed() }).lessons[1]).toMatchObject({ state: "locked" });
    expect(standIn(stated, { completed: completed("a") }).lessons[1]).toMatchObject({ state: "open" });
  });
});

describe("what completing a lesson unlocks", () => {
  it("is the next phase for the last missing lesson of a phase", () => {
    expect(findUnlocked(course, progressOf("a"), "b").map(({ lesson }) => lesson.id)).toEqual(["c", "d", "e"]);
  });

  it("is nothing while others of the phase are missing", () => {
    expect(findUnlocked(course, progressOf(), "a")).toEqual([]);
  });
});

describe("in open mode", () => {
  it("nothing is locked; what is missing stays as advice, and the next lesson follows it", () => {
    const standing = standIn(course, { completed: completed("a") }, "open");
    expect(standing.phases.map(({ state }) => state)).not.toContain("locked");
    expect(standing.lessons.map(({ state }) => state)).not.toContain("locked");
    expect(standing.phases[1]?.missing.map(({ id }) => id)).toEqual(["b"]);
    expect(standing.next?.lesson.id).toBe("b");
  });

  it("completing a lesson unlocks none", () => {
    expect(findUnlocked(course, progressOf("a"), "b", "open")).toEqual([]);
  });

  it("the end is reached in any order", () => {
    const all = course.phases.flatMap(({ lessons }) => lessons.map(({ id }) => id)).reverse();
    expect(standIn(course, { completed: completed(...all) }, "open")).toMatchObject({ finished: true, next: null });
  });
});
