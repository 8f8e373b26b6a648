import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CourseDiff, diffCourses } from "../../src/course/diff.ts";
import { anyCourse } from "../support/course/any-course.ts";
import { everyEdit } from "../support/course/every-edit.ts";
import { makeCourse, makeLesson } from "../support/course.ts";

const NOTHING = { added: [], removed: [], moved: [], retitled: [] };
const SAME: CourseDiff = {
  title: null,
  texts: [],
  ...NOTHING,
  renamed: [],
  edited: [],
  phases: { added: [], removed: [], changed: [] },
  lists: [],
};

function summarise(before: Parameters<typeof makeCourse>[0], after: Parameters<typeof makeCourse>[0]) {
  const { added, removed, moved, retitled } = diffCourses(makeCourse(before), makeCourse(after));
  const id = (lesson: { id: string }) => lesson.id;
  return {
    added: added.map(id),
    removed: removed.map(id),
    moved: moved.map((change) => change.after.id),
    retitled: retitled.map((change) => change.after.id),
  };
}

describe("the difference between two courses", () => {
  it("is empty between a course and itself", () => {
    const course = makeCourse([["a", "b"], ["c"]]);
    expect(diffCourses(course, course)).toEqual(SAME);
  });

  it("knows lessons by their ids: what is new, what is gone and where they were", () => {
    const diff = diffCourses(makeCourse([["a", "b"], ["c"]]), makeCourse([["a"], ["c", "d"]]));
    expect(diff).toEqual({
      ...SAME,
      added: [{ id: "d", title: "d", phase: 2, position: 2 }],
      removed: [{ id: "b", title: "b", phase: 1, position: 2 }],
    });
  });

  it("keeps a lesson that has a new title, and gives both titles", () => {
    const after = makeCourse([[makeLesson("a", { title: "Alpha" }), "b"]]);
    const { retitled, ...others } = diffCourses(makeCourse([["a", "b"]]), after);
    expect(retitled).toMatchObject([{ before: { id: "a", title: "a" }, after: { id: "a", title: "Alpha" } }]);
    expect({ ...others, retitled: [] }).toEqual(SAME);
  });

  it("treats a title with another id as a removal and an addition", () => {
    const before = [[makeLesson("a", { title: "Alpha" })]];
    const after = [[makeLesson("b", { title: "Alpha" })]];
    expect(summarise(before, after)).toEqual({ ...NOTHING, added: ["b"], removed: ["a"] });
  });

  it("says where a lesson moved from and to", () => {
    const { moved } = diffCourses(
      makeCourse([["a", "b", "c"], ["d"]]),
      makeCourse([
        ["a", "b"],
        ["c", "d"],
      ]),
    );
    expect(moved).toEqual([
      {
        before: { id: "c", title: "c", phase: 1, position: 3 },
        after: { id: "c", title: "c", phase: 2, position: 1 },
      },
    ]);
  });

  it.each([
    ["the one lesson that moved", [["a", "b", "c", "d"]], [["d", "a", "b", "c"]], ["d"]],
    ["one of two that were swapped", [["a", "b"]], [["b", "a"]], ["b"]],
    ["nothing where lessons are added between", [["a", "b"]], [["x", "a", "y", "b"]], []],
    ["nothing where lessons are removed between", [["x", "a", "y", "b"]], [["a", "b"]], []],
    ["nothing where a phase is put in front", [["a", "b"], ["c"]], [["x"], ["a", "b"], ["c"]], []],
    ["nothing where a phase in front is removed", [["x"], ["a", "b"]], [["a", "b"]], []],
    ["the smaller of two phases that were swapped", [["a"], ["b", "c"]], [["b", "c"], ["a"]], ["a"]],
    ["those whose phase was joined to another", [["a", "b"], ["c"]], [["a", "b", "c"]], ["c"]],
    ["those whose phase was parted from the rest", [["a", "b", "c"]], [["a", "b"], ["c"]], ["c"]],
  ])("says that it moved: %s", (_what, before, after, moved) => {
    expect(summarise(before, after).moved).toEqual(moved);
  });

  it("may say that one lesson is both moved and retitled", () => {
    const after = [["b", "c", makeLesson("a", { title: "Alpha" })]];
    expect(summarise([["a", "b", "c"]], after)).toEqual({ ...NOTHING, moved: ["a"], retitled: ["a"] });
  });

  it("of a reversed course says that one lesson stayed", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `lesson-${index}`);
    expect(summarise([ids], [ids.toReversed()]).moved).toHaveLength(4999);
  });

  it.each([
    ["the same link", { link: "https://example.org/x" }, { title: "Other", link: "https://example.org/x" }],
    ["the same title, however it is written", { title: "Heartbeats" }, { title: "heartBEATS" }],
    ["the same place", {}, { title: "Other" }],
  ])("pairs a lesson that goes with one that comes and has %s", (_sign, before, after) => {
    const { renamed } = diffCourses(
      makeCourse([["a", makeLesson("old", before)]]),
      makeCourse([["a", makeLesson("new", after)]]),
    );
    expect(renamed).toMatchObject([{ before: { id: "old" }, after: { id: "new" } }]);
  });

  it("says that a phase waits for another one only if that is another phase, not another number", () => {
    const before = makeCourse([["a"], ["b"]]);
    const inFront = diffCourses(before, makeCourse([["x"], ["a"], ["b"]])).phases;
    expect(inFront.added.map(({ number }) => number)).toEqual([1]);
    // The first phase waited for nothing; now it waits for the new one.
    const waiting = inFront.changed.filter(({ parts }) => parts.includes("dependencies"));
    expect(waiting.map(({ after }) => after.number)).toEqual([2]);
  });

  it("says whether a section is gone, and which of its items go, come, change or stand elsewhere", () => {
    const item = (id: string, text = id) => ({ id, text, phase: null });
    const before = makeCourse([["a"]], { checklist: [item("one"), item("two"), item("three")], notes: "Be kind." });
    const after = { ...before, checklist: [item("three"), item("two", "Two!"), item("four")], notes: "" };
    const change = { list: "checklist", added: ["four"], removed: ["one"], changed: ["Two!"] };
    expect(diffCourses(before, after)).toEqual({
      ...SAME,
      texts: [{ text: "notes", change: "removed" }],
      lists: [{ ...change, reordered: true, gone: false }],
    });
    expect(diffCourses(before, { ...before, checklist: [] }).lists).toMatchObject([{ gone: true, reordered: false }]);
  });

  it("is empty exactly if the two are the same course: no single edit is missed", () => {
    fc.assert(
      fc.property(anyCourse, fc.nat(), fc.nat(), (course, which, how) => {
        const edits = everyEdit(course);
        const [name, edited] = edits[which % edits.length]?.(how) ?? ["none", course];
        const isListed = !isDeepStrictEqual(diffCourses(course, edited), SAME);
        expect([name, isListed]).toEqual([name, JSON.stringify(course) !== JSON.stringify(edited)]);
        expect(diffCourses(course, course)).toEqual(SAME);
      }),
      { numRuns: 3_000 },
    );
  });
});
