import { describe, expect, it } from "vitest";
import { diffCourses } from "../../src/course/diff.ts";
import { makeCourse, makeLesson } from "../support/course.ts";

const NOTHING = { added: [], removed: [], moved: [], retitled: [] };

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
    expect(diffCourses(course, course)).toEqual(NOTHING);
  });

  it("knows lessons by their ids: what is new, what is gone and where they were", () => {
    const diff = diffCourses(makeCourse([["a", "b"], ["c"]]), makeCourse([["a"], ["c", "d"]]));
    expect(diff).toEqual({
      ...NOTHING,
      added: [{ id: "d", title: "d", phase: 2, position: 2 }],
      removed: [{ id: "b", title: "b", phase: 1, position: 2 }],
    });
  });

  it("keeps a lesson that has a new title, and gives both titles", () => {
    const after = makeCourse([[makeLesson("a", { title: "Alpha" }), "b"]]);
    const { retitled, ...others } = diffCourses(makeCourse([["a", "b"]]), after);
    expect(retitled).toMatchObject([{ before: { id: "a", title: "a" }, after: { id: "a", title: "Alpha" } }]);
    expect(others).toEqual({ added: [], removed: [], moved: [] });
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
});
