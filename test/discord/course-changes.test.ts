import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffCourses } from "../../src/course/diff.ts";
import type { Course } from "../../src/course/model.ts";
import { updatePages } from "../../src/discord/views/course-update.ts";
import { anyCourse } from "../support/course/any-course.ts";
import { everyEdit } from "../support/course/every-edit.ts";
import { makeCourse, makeLesson } from "../support/course.ts";

function pagesOf(before: Course, after: Course, content = new Map<string, { notes: boolean; questions: number }>()) {
  const diff = diffCourses(before, after);
  return updatePages({ from: 1, fromText: 1, learners: 1, completions: new Map(), diff, content });
}

const NOTHING = ["Nothing: the two texts say the same."];

describe("the list of what changes", () => {
  it("has a line for any single edit of a course, and none for the same course", () => {
    fc.assert(
      fc.property(anyCourse, fc.nat(), fc.nat(), (course, which, how) => {
        const edits = everyEdit(course);
        const [name, edited] = edits[which % edits.length]?.(how) ?? ["none", course];
        const isSame = JSON.stringify(course) === JSON.stringify(edited);
        const pages = pagesOf(course, edited);
        expect([name, pages.join() === NOTHING.join()]).toEqual([name, isSame]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("leaves nothing out, however much changes", () => {
    const ids = Array.from({ length: 200 }, (_, index) => `lesson-${index}`);
    const before = makeCourse([ids]);
    const after = makeCourse([
      ids.map((id) => makeLesson(id, { link: `https://example.org/new/${id}`, duration: null })),
    ]);
    const shown = pagesOf(before, after);
    for (const id of ids) expect(shown.join("\n")).toContain(`🔗 **${id}**`);
    for (const page of shown) expect(page.length).toBeLessThanOrEqual(1_000);
  });

  it("says what learners lose with a lesson's id, and what they get with one that comes back", () => {
    const content = new Map([
      ["old", { notes: true, questions: 20 }],
      ["new", { notes: false, questions: 1 }],
    ]);
    expect(pagesOf(makeCourse([["a", "old"]]), makeCourse([["a", "new"]]), content)).toEqual([
      "➖ **old** is removed. **Learners lose its notes and its 20 questions**\n➕ **new** is added: phase 1, lesson 2, with its 1 question",
    ]);
  });

  it("says in words what is different about a lesson, a phase and a section", () => {
    const before = makeCourse([["a", "b"], ["c"]], { notes: "Be kind." });
    const changed = makeLesson("b", {
      link: null,
      duration: { shortest: 45, longest: 60 },
      dependencies: [{ kind: "lesson", lesson: "a" }],
      kind: "Paper",
      focus: "What for",
    });
    const after = makeCourse([["a", changed], ["c"]], { title: "Other" });
    expect(pagesOf(before, after)[0]?.split("\n")).toEqual([
      "🔗 **b**: `example.org/b` → no link",
      "⏱️ **b**: 30 minutes → 45 minutes to 1 hour",
      "🔒 **b** now waits for `a`",
      "✏️ **b**: Article → Paper and a first focus",
      "✏️ The course is now called **Other**",
      "➖ The section **Notes** is removed",
    ]);
  });
});
