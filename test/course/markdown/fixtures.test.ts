import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic, DiagnosticCode } from "../../../src/course/diagnostics.ts";
import { parseLessonFile } from "../../../src/course/markdown/lesson-file.ts";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/course");

type Found = [code: DiagnosticCode, line: number, column: number];

const COURSES: Partial<Record<DiagnosticCode, Found[]>> = {
  "alternate-line": [["alternate-line", 8, 6]],
  "checklist-line": [["checklist-line", 11, 3]],
  "checklist-phase-unknown": [["checklist-phase-unknown", 11, 7]],
  "content-ignored": [["content-ignored", 9, 1]],
  "dependencies-too-many": [["dependencies-too-many", 9, 6]],
  "dependency-ambiguous": [["dependency-ambiguous", 12, 6]],
  "dependency-cycle": [["dependency-cycle", 9, 6]],
  "dependency-unknown": [["dependency-unknown", 9, 6]],
  "duration-unreadable": [["duration-unreadable", 8, 6]],
  "extra-line": [["extra-line", 11, 3]],
  "field-empty": [["field-empty", 8, 6]],
  "field-repeated": [["field-repeated", 10, 6]],
  "field-unknown": [["field-unknown", 8, 6]],
  "file-empty": [["file-empty", 1, 1]],
  "html-ignored": [["html-ignored", 5, 11]],
  "id-invalid": [["id-invalid", 8, 6]],
  "id-repeated": [["id-repeated", 10, 6]],
  "id-unstable": [["id-unstable", 8, 4]],
  "learning-path-missing": [
    ["learning-path-missing", 1, 1],
    ["content-ignored", 3, 1],
    ["section-unknown", 5, 1],
  ],
  "lesson-line": [["lesson-line", 8, 4]],
  "lesson-outside-phase": [["lesson-outside-phase", 5, 1]],
  "lesson-unnumbered": [["lesson-unnumbered", 9, 1]],
  "link-missing": [["link-missing", 7, 4]],
  "link-not-https": [["link-not-https", 7, 17]],
  "link-refused": [
    ["link-refused", 7, 17],
    ["link-refused", 8, 16],
  ],
  "link-too-long": [["link-too-long", 7, 17]],
  "not-text": [["not-text", 11, 3]],
  "phase-empty": [
    ["phase-empty", 9, 1],
    ["content-ignored", 11, 1],
  ],
  "phase-heading": [["phase-heading", 5, 1]],
  "phase-number": [["phase-number", 9, 1]],
  "phases-missing": [
    ["phases-missing", 3, 1],
    ["content-ignored", 5, 1],
  ],
  placeholder: [["placeholder", 8, 6]],
  "section-repeated": [["section-repeated", 13, 1]],
  "section-unknown": [["section-unknown", 9, 1]],
  "text-too-long": [["text-too-long", 8, 6]],
  "title-missing": [
    ["title-missing", 1, 1],
    ["content-ignored", 1, 1],
  ],
  "title-repeated": [["title-repeated", 9, 1]],
  "too-complex": [["too-complex", 7, 1]],
  "video-line": [["video-line", 11, 3]],
};

const LESSON_FILES: Partial<Record<DiagnosticCode, Found[]>> = {
  "choose-without-options": [["choose-without-options", 7, 1]],
  "content-ignored": [["content-ignored", 14, 1]],
  "difficulty-unknown": [["difficulty-unknown", 8, 1]],
  "explanation-missing": [["explanation-missing", 11, 1]],
  "field-repeated": [["field-repeated", 10, 1]],
  "option-repeated": [["option-repeated", 13, 1]],
  "option-unboxed": [["option-unboxed", 11, 1]],
  "options-too-few": [["options-too-few", 5, 1]],
  "options-too-many": [["options-too-many", 5, 1]],
  "question-heading": [["question-heading", 5, 1]],
  "question-repeated": [["question-repeated", 14, 1]],
  "question-text-missing": [["question-text-missing", 5, 1]],
  "right-option-missing": [["right-option-missing", 5, 1]],
  "family-unknown": [["family-unknown", 7, 1]],
  "family-with-text": [["family-with-text", 7, 1]],
  "step-repeated": [["step-repeated", 11, 1]],
  "steps-too-few": [["steps-too-few", 5, 1]],
  "steps-too-many": [["steps-too-many", 5, 1]],
  "wrong-option-missing": [["wrong-option-missing", 5, 1]],
  "section-unknown": [["section-unknown", 3, 1]],
  "text-too-long": [["text-too-long", 10, 3]],
  "title-missing": [["title-missing", 1, 1]],
};

function read(file: string): string {
  return readFileSync(join(FOLDER, file), "utf8");
}

function summarise(diagnostics: readonly Diagnostic[]): Found[] {
  return diagnostics.map(({ code, line, column }) => [code, line, column]);
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(FOLDER, folder)).filter((file) => file.endsWith(".md"));
}

describe("a mistake in a course", () => {
  it.each(Object.entries(COURSES))("%s is found at its location, and nothing else is", (code, expected) => {
    const { course, diagnostics } = parseCourse(read(`${code}.md`), { id: "cooking", file: `${code}.md` });
    expect(summarise(diagnostics)).toEqual(expected);
    const hasError = diagnostics.some((diagnostic) => diagnostic.severity === "error");
    expect(course === null).toBe(hasError);
  });

  it("has a fixture for each entry of the table and an entry for each fixture", () => {
    const files = markdownIn(".").filter((file) => file !== "learning-path.md");
    expect(files.toSorted()).toEqual(
      Object.keys(COURSES)
        .map((code) => `${code}.md`)
        .toSorted(),
    );
  });
});

describe("a mistake in a lesson's file", () => {
  it.each(Object.entries(LESSON_FILES))("%s is found at its location, and nothing else is", (code, expected) => {
    const file = `questions/${code}.md`;
    const { diagnostics } = parseLessonFile(read(file), { lessonId: "knives", file });
    expect(summarise(diagnostics)).toEqual(expected);
  });

  it("has a fixture for each entry of the table and an entry for each fixture", () => {
    expect(markdownIn("questions").toSorted()).toEqual(
      Object.keys(LESSON_FILES)
        .map((code) => `${code}.md`)
        .toSorted(),
    );
  });
});

describe("a diagnostic", () => {
  it("says in whole sentences how to fix it", () => {
    const courses = Object.keys(COURSES).map((code) => parseCourse(read(`${code}.md`), { id: "cooking", file: "" }));
    const messages = courses.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
    expect(messages.filter((message) => !/^[\p{Lu}“`].*[.?]$/u.test(message))).toEqual([]);
  });

  it("suggests the name that was meant", () => {
    const { diagnostics } = parseCourse(read("dependency-unknown.md"), { id: "cooking", file: "" });
    expect(diagnostics[0]?.message).toContain("There is no “Knifes” in this course. Did you mean “Knives”?");
  });

  it("names the circle in which lessons wait for one another", () => {
    const { diagnostics } = parseCourse(read("dependency-cycle.md"), { id: "cooking", file: "" });
    expect(diagnostics[0]?.message).toContain("“Heat” → “Stock” → “Heat”");
  });

  it("names the limit of a text that is too long", () => {
    const { diagnostics } = parseCourse(read("text-too-long.md"), { id: "cooking", file: "" });
    expect(diagnostics[0]?.message).toContain("559 characters, and at most 500 fit");
  });
});
