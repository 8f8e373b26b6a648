import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, it } from "vitest";
import { parseLessonFile } from "../../../src/course/markdown/lesson-file.ts";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import { FAMILY_NAMES } from "../../../src/quiz/families/names.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/authoring.md"), "utf8");
const guide = fromMarkdown(text);
const [path = "", lesson = ""] = guide.children.flatMap((node) =>
  node.type === "code" && node.lang === "markdown" ? [node.value] : [],
);

describe("the guide for authors", () => {
  it("shows a learning path that loads, with a warning for what is still open", () => {
    const { course, diagnostics } = parseCourse(path, { id: "cooking", file: "path.md" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["link-missing"]);
    expect(course?.phases.map(({ title }) => title)).toEqual(["Basics", "Dishes"]);
  });

  it("lists every family of generated questions", () => {
    const listed = [...text.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(FAMILY_NAMES);
  });

  it("shows a lesson's file without a mistake", () => {
    const { questions, diagnostics } = parseLessonFile(lesson, { lessonId: "knives", file: "knives.md" });
    expect(diagnostics).toEqual([]);
    expect(questions).toMatchObject([
      { kind: "choice", id: "knives/holding-food", difficulty: "easy" },
      { kind: "choice", difficulty: "hard" },
      { kind: "order", difficulty: "medium" },
      { kind: "family" },
    ]);
  });
});
