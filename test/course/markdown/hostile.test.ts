import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import { MOST_CHARACTERS_IN_PIECE, MOST_LINES_IN_PIECE } from "../../../src/course/markdown/pieces.ts";

const MEBIBYTE = 1024 * 1024;

function firstDiagnostic(markdown: string) {
  const { course, diagnostics } = parseCourse(markdown, { id: "course", file: "path.md" });
  expect(course).toBeNull();
  return diagnostics[0]?.code;
}

/** `part`, repeated as often as fits in one piece. */
function fill(part: string): string {
  const endings = part.split("\n").length - 1;
  return part.repeat(Math.floor(Math.min(MOST_CHARACTERS_IN_PIECE / part.length, MOST_LINES_IN_PIECE / endings)));
}

describe("a document of another kind", () => {
  it.each([
    ["an empty file", "", "file-empty"],
    ["blank lines", " \n\t\r\n\n", "file-empty"],
    ["nothing but a byte order mark", "\uFEFF", "file-empty"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]).toString("utf8"), "not-text"],
    ["text in UTF-16", Buffer.from("# Title\n", "utf16le").toString("utf8"), "not-text"],
    ["a plain README", "# Project\n\nIt works.\n\n## Installation\n\nRun it.\n", "learning-path-missing"],
    ["a web page", "<!doctype html>\n<html><body><h1>Course</h1></body></html>\n", "title-missing"],
    ["a table", "| Lesson | Minutes |\n| ------ | ------- |\n| Knives | 30      |\n", "title-missing"],
    ["JSON", '{ "title": "Course" }', "title-missing"],
    ["a list", "- One\n- Two\n", "title-missing"],
    ["front matter", "---\ntitle: Course\n---\n", "title-missing"],
    ["Arabic prose", "هذا ليس مسارا تعليميا\n", "title-missing"],
  ])("%s is refused with a useful first diagnostic", (_what, markdown, code) => {
    expect(firstDiagnostic(markdown)).toBe(code);
  });

  it("is refused unread if it is longer than two mebibytes or has more than 50,000 lines", () => {
    expect(firstDiagnostic("#".repeat(2 * MEBIBYTE + 1))).toBe("file-too-large");
    expect(firstDiagnostic("\n".repeat(50_000))).toBe("file-too-large");
  });
});

describe("a document made to exhaust the parser", () => {
  it.each([
    ["a mebibyte of `#`", "#".repeat(MEBIBYTE)],
    ["a list of 40,000 items", "- a\n".repeat(40_000)],
    ["a list of 20,000 items, blank lines between them", "- a\n\n".repeat(20_000)],
    ["40,000 tasks", "- [ ] a\n".repeat(40_000)],
    ["a paragraph of a mebibyte", "word ".repeat(MEBIBYTE / 5)],
    ["a fence that never ends", `\`\`\`\n${"# a\n".repeat(49_000)}`],
    ["a comment that never ends", `<!--\n${"# a\n\n".repeat(24_000)}`],
    ["40,000 headings beside a definition", `[a]: https://example.com\n${"# a\n".repeat(40_000)}`],
  ])("with %s is refused as too much in one piece", (_what, body) => {
    const { diagnostics } = parseCourse(`# Course\n\n${body}`.slice(0, 2 * MEBIBYTE), {
      id: "course",
      file: "path.md",
    });
    expect(diagnostics).toMatchObject([{ code: "too-complex", line: expect.any(Number) }]);
    expect(diagnostics[0]?.message).toContain("too much in one piece: at most 65536 characters and 5000 lines.");
  });

  it("with too large a list is refused at the line where the list begins, whatever is before it", () => {
    const words = "Words that open no list.\n".repeat(100);
    const { diagnostics } = parseCourse(`# Course\n\n${words}\n## Notes\n\n${"- a\n".repeat(6000)}`, {
      id: "course",
      file: "path.md",
    });
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([["too-complex", 104]]);
  });

  it.each([
    ["lists in lists", Array.from({ length: 200 }, (_, depth) => `${" ".repeat(2 * depth)}- a\n`).join("")],
    ["quotations in quotations", `${">".repeat(100)}a\n`],
    ["lists begun in one line", `${"- ".repeat(30_000)}a\n`],
  ])("with %s is refused as nested too deeply", (_what, markdown) => {
    const { diagnostics } = parseCourse(`# Course\n\n${markdown}`, { id: "course", file: "path.md" });
    expect(diagnostics[0]?.message).toContain("too deeply nested");
  });

  it.each([
    ["#", "title-missing"],
    ["#\n", "title-missing"],
    [">", "too-complex"],
    ["> ", "too-complex"],
    ["> - ", "too-complex"],
    ["* a", "too-complex"],
    ["*a **b ", "too-complex"],
    ["_a ", "too-complex"],
    ["[", "too-complex"],
    ["]", "too-complex"],
    ["[a](", "too-complex"],
    ["[^a]", "too-complex"],
    ["![", "too-complex"],
    ["`a``", "too-complex"],
    ["<a ", "too-complex"],
    ["a\n=\n", "too-complex"],
    ["- ", "title-missing"],
    ["1. a\n", "title-missing"],
    ["- [ ] a\n", "title-missing"],
    ["a@b.c ", "title-missing"],
    ["[a]: b\n", "title-missing"],
    ["|a|b|\n|-|-|\n", "title-missing"],
    ["<div>\n", "title-missing"],
    ["```\n", "title-missing"],
  ])("that only repeats “%s” still gets an answer", (part, code) => {
    expect(firstDiagnostic(fill(part))).toBe(code);
  });

  it.each([
    ["unknown dependencies", (index: number) => `   - Dependencies: Lesson number ${index * 7919}\n`],
    ["dependencies on nothing but separators", () => `   - Dependencies: ${",".repeat(20)}\n`],
    ["the same id", () => "   - Id: same\n"],
    ["the same title", () => ""],
    ["a circle through all lessons", (index: number) => `   - Dependencies: Lesson number ${(index + 1) % 4000}\n`],
    ["more names than fit in one line", () => `   - Dependencies: ${"a,".repeat(60)}\n`],
  ])("with %s in 4,000 lessons still gets an answer", (what, field) => {
    const lessons = Array.from({ length: 4000 }, (_, index) => {
      const heading = index % 10 === 0 ? `\n### Phase ${index / 10 + 1}: Part\n\n` : "";
      const title = what === "the same title" ? "Lesson" : `Lesson number ${index}`;
      return `${heading}1. **${title}** — [Article](https://example.com)\n${field(index)}`;
    });
    const markdown = `# Course\n\n## Learning Path\n${lessons.join("")}`;
    const { diagnostics } = parseCourse(markdown, { id: "course", file: "path.md" });
    expect(diagnostics.filter(({ code }) => code === "too-complex" || code === "file-too-large")).toEqual([]);
  });
});
