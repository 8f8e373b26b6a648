import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLessonFile } from "../../../src/course/markdown/lesson-file.ts";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import { CourseSchema } from "../../../src/course/model.ts";
import { BankEntrySchema } from "../../../src/quiz/question.ts";
import { anyCourse } from "../../support/course/any-course.ts";
import { anyFragment, anyMarkdown } from "../../support/course/any-markdown.ts";
import { printCourse } from "../../support/course/print-course.ts";

const ROOT = join(import.meta.dirname, "../../..");
const path = readFileSync(join(ROOT, "content/distributed-systems/path.md"), "utf8");
const lessonFile = readFileSync(join(ROOT, "content/distributed-systems/heartbeats.md"), "utf8");

const OPTIONS = { id: "course", file: "path.md" };

type Edit = { at: number; remove: number; insert: string };

/** `valid` with a few slips: some text removed here, some inserted there. */
function mutationsOf(valid: string): fc.Arbitrary<string> {
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fc.nat(valid.length),
    remove: fc.oneof(fc.nat(3), fc.nat(300)),
    insert: fc.oneof(anyFragment, fc.constant("")),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 8 })
    .map((edits) =>
      edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), valid),
    );
}

function expectSoundCourse(markdown: string): void {
  const { course, diagnostics } = parseCourse(markdown, OPTIONS);
  expect(course === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  if (course !== null) CourseSchema.parse(course);
  expectPlacesInside(markdown, diagnostics);
}

function expectPlacesInside(markdown: string, diagnostics: readonly { line: number; column: number }[]): void {
  const lines = markdown.split(/\r\n|\n|\r/).length;
  let last = 1;
  for (const { line, column } of diagnostics) {
    expect(line).toBeGreaterThanOrEqual(last);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    last = line;
  }
}

function expectSoundQuestions(markdown: string): void {
  const { questions, diagnostics } = parseLessonFile(markdown, { lessonId: "heartbeats", file: "heartbeats.md" });
  for (const question of questions) BankEntrySchema.parse(question);
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  expectPlacesInside(markdown, diagnostics);
}

describe("the parser", () => {
  it("turns any text into a valid course or an error, with every diagnostic inside the text and in order", () => {
    fc.assert(fc.property(anyMarkdown, expectSoundCourse), { numRuns: 200 });
  });

  it("does the same for a learning path with slips in it", () => {
    fc.assert(fc.property(mutationsOf(path), expectSoundCourse), { numRuns: 200 });
  });

  it("turns any text, read as a lesson's file, into valid questions", () => {
    fc.assert(fc.property(anyMarkdown, expectSoundQuestions), { numRuns: 200 });
  });

  it("does the same for a lesson's file with slips in it", () => {
    fc.assert(fc.property(mutationsOf(lessonFile), expectSoundQuestions), { numRuns: 100 });
  });

  it("reads a printed course back as the same course", () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { course: parsed, diagnostics } = parseCourse(printCourse(course), OPTIONS);
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(parsed).toEqual(course);
      }),
      { numRuns: 200 },
    );
  });

  it("reads the printed course on distributed systems back as the same course", () => {
    const { course } = parseCourse(path, OPTIONS);
    expect(course).not.toBeNull();
    if (course !== null) expect(parseCourse(printCourse(course), OPTIONS)).toEqual({ course, diagnostics: [] });
  });
});
