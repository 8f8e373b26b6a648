import { describe, expect, it } from "vitest";
import { parseLessonFile } from "../../../src/course/markdown/lesson-file.ts";
import { COURSES } from "../../content/all-content.ts";

const COMMENT = "<!-- source: Ongaro and Ousterhout 2014, section 5.4.1; <https://example.org/raft.pdf> -->";

const LESSON = `# Knives

## Brief

Hold the knife by its **pinch**.

- The thumb on one side
- The finger on the other

## Questions

### Holding

How do you hold it?

- [x] By the pinch
  > It is steady.
- [ ] By the tip
  > It slips.
`;

function parse(markdown: string) {
  return parseLessonFile(markdown, { lessonId: "knives", file: "knives.md" });
}

describe("a comment for authors", () => {
  const lines = LESSON.split("\n");

  it.each(lines.flatMap((line, index) => (line === "" && index < lines.length - 1 ? [index] : [])))(
    "is never shown or reported, at line %i",
    (index) => {
      const commented = lines.toSpliced(index, 0, "", COMMENT, "", "<!-- source: a book,", "page 12 -->");
      expect(parse(commented.join("\n"))).toEqual(parse(LESSON));
    },
  );

  it("is never shown or reported at the end of a line, in an item or in an explanation", () => {
    for (const line of ["Hold the knife by its **pinch**.", "- The finger on the other", "  > It is steady."]) {
      const { questions, notes, diagnostics } = parse(LESSON.replace(line, `${line} ${COMMENT}`));
      expect(diagnostics).toEqual([]);
      expect(JSON.stringify({ questions, notes })).not.toMatch(/source|<!--|Ousterhout/);
    }
  });

  it("of the real lessons reaches nobody", () => {
    for (const { questions, lessons } of COURSES) {
      expect(JSON.stringify({ questions, notes: lessons.map(({ notes }) => notes) })).not.toContain("<!--");
    }
  });
});
