import { describe, expect, it } from "vitest";
import { parseCourse } from "../../../src/course/markdown/parse-course.ts";
import type { Course, Lesson } from "../../../src/course/model.ts";

function parse(markdown: string) {
  return parseCourse(markdown, { id: "cooking", file: "path.md" });
}

/** The course of a document that must have no diagnostics. */
function read(markdown: string): Course {
  const { course, diagnostics } = parse(markdown);
  expect(diagnostics).toEqual([]);
  if (course === null) throw new Error("no course, and no diagnostic either");
  return course;
}

const HEAD = "# Cooking\n\n## Learning Path\n\n### Phase 1: Basics\n\n";
const KNIVES = "1. **Knives** — [Article](https://example.com/knives)\n";

function firstLesson(markdown: string): Lesson | undefined {
  return read(markdown).phases[0]?.lessons[0];
}

describe("a lesson's line", () => {
  it.each(["—", "–", "-"])("may separate title and kind with “%s”", (dash) => {
    expect(firstLesson(`${HEAD}1. **Knives** ${dash} [Paper](https://example.com/knives)\n`)).toMatchObject({
      title: "Knives",
      kind: "Paper",
      link: "https://example.com/knives",
    });
  });

  it.each([
    ["Two-phase commit (2PC): why + how / when - if ever", "Two-phase commit (2PC): why + how / when - if ever"],
    ["The `fork()` of *no* return", "The fork() of no return"],
    ["A &amp; B \\*starred\\*", "A & B *starred*"],
  ])("takes the title %s", (markdown, title) => {
    expect(firstLesson(`${HEAD}1. **${markdown}** — [Talk](https://example.com)\n`)?.title).toBe(title);
  });

  it("keeps an unknown kind as it is written", () => {
    expect(firstLesson(`${HEAD}1. **Knives** — [Kitchen visit](https://example.com)\n`)?.kind).toBe("Kitchen visit");
  });

  it.each([
    "http://example.com",
    "https:example.com",
    "https:\\\\example.com",
    "https://",
    "https://discord.com@example.com",
    "https://example.com/a b",
    "https://example.com/\u202Egnp",
    "javascript:alert(1)",
    "knives.md",
    "mailto:cook@example.com",
  ])("may not link to %s", (url) => {
    const { diagnostics } = parse(`${HEAD}1. **Knives** — [Article](<${url}>)\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["link-not-https"]);
  });

  it("may link by reference", () => {
    const lesson = firstLesson(`${HEAD}1. **Knives** — [Article][k]\n\n[k]: https://example.com/knives\n`);
    expect(lesson?.link).toBe("https://example.com/knives");
  });
});

describe("a lesson's sub-bullets", () => {
  const expected = {
    duration: { shortest: 60, longest: 120 },
    focus: "Grip",
    nextStep: "Cut",
    id: "tools",
    alternates: [
      { title: "Sharpening", link: "https://example.com/s", duration: { shortest: 20, longest: 20 } },
      { title: "Steel", link: "https://example.com/t", duration: null },
    ],
  };
  const FIELDS = [
    "Duration: 1-2 hours",
    "Focus: Grip",
    "Next step: Cut",
    "Id: tools",
    "Alternate: [Sharpening](https://example.com/s) (20 minutes)",
    "Alternate: [Steel](https://example.com/t)",
  ];

  it.each(["- ", " - ", "  - ", "   - ", "     - ", "   * ", "   + ", "\t- "])("may be indented as “%s”", (marker) => {
    expect(firstLesson(HEAD + KNIVES + FIELDS.map((field) => `${marker}${field}\n`).join(""))).toMatchObject(expected);
  });

  it("may come in any order, in bold and in any case", () => {
    const lines = FIELDS.toReversed().map((field) => `   - ${field.replace(/^([^:]+):/, "**$1:**").toUpperCase()}\n`);
    const markdown = HEAD + KNIVES + lines.join("").replaceAll("HTTPS://EXAMPLE.COM", "https://example.com");
    const lesson = firstLesson(markdown.replace("TOOLS", "tools"));
    expect(lesson).toMatchObject({ focus: "GRIP", nextStep: "CUT", id: "tools", duration: expected.duration });
    expect(lesson?.alternates.map(({ title }) => title)).toEqual(["STEEL", "SHARPENING"]);
  });

  it("stay with their lesson even if they are not indented, and the next lesson follows", () => {
    const markdown = `${HEAD}${KNIVES}- Duration: 30 minutes\n2. **Heat** — [Article](https://example.com/heat)\n- Focus: Fire\n`;
    expect(read(markdown).phases[0]?.lessons.map(({ id, duration, focus }) => [id, duration?.longest, focus])).toEqual([
      ["knives", 30, null],
      ["heat", undefined, "Fire"],
    ]);
  });
});

describe("lesson ids", () => {
  it("number a repeated title and warn that such an id is not stable", () => {
    const { course, diagnostics } = parse(`${HEAD}${KNIVES}2. **Knives** — [Video](https://example.com/v)\n`);
    expect(course?.phases[0]?.lessons.map(({ id }) => id)).toEqual(["knives", "knives-2"]);
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([["id-unstable", 8]]);
  });

  it("give a stated id to the lesson that states it, wherever that lesson is", () => {
    const { course } = parse(`${HEAD}${KNIVES}2. **Steel** — [Video](https://example.com/v)\n   - Id: knives\n`);
    expect(course?.phases[0]?.lessons.map(({ id }) => id)).toEqual(["knives-2", "knives"]);
  });

  it("are never “path”, because path.md belongs to the course", () => {
    const lesson = "1. **Path** — [Article](https://example.com)\n";
    expect(parse(HEAD + lesson).course?.phases[0]?.lessons[0]?.id).toBe("path-2");
    expect(parse(`${HEAD}${lesson}   - Id: path\n`).diagnostics.map(({ code }) => code)).toEqual(["id-invalid"]);
  });

  it("exist for titles without any Latin letter", () => {
    const { course, diagnostics } = parse(`${HEAD}1. **السكاكين** — [مقال](https://example.com)\n`);
    expect(course?.phases[0]?.lessons[0]).toMatchObject({ id: "lesson", title: "السكاكين", kind: "مقال" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["id-unstable"]);
  });
});

describe("the document", () => {
  const BODY = `${HEAD}${KNIVES}\n## Notes\n\nSharp.\n`;

  it.each([
    ["a byte order mark", `\uFEFF${BODY}`],
    ["Windows line endings", BODY.replaceAll("\n", "\r\n")],
    ["old Mac line endings", BODY.replaceAll("\n", "\r")],
    ["no line ending at the end", BODY.trimEnd()],
    ["names of sections in any case", BODY.replace("Notes", "NOTES").replace("Learning Path", "learning path")],
    ["underlined headings", BODY.replace("# Cooking", "Cooking\n=======").replace("## Notes", "Notes\n-----")],
    ["the line before the resources", BODY.replace(KNIVES, `**Resources to consume in order:**\n\n${KNIVES}`)],
    ["comments for authors", BODY.replace("## Notes", "<!-- # Not a title -->\n\n## Notes")],
    ["rules between the parts", BODY.replace("## Notes", "---\n\n## Notes")],
  ])("may have %s", (_what, markdown) => {
    expect(read(markdown)).toEqual(read(BODY));
  });

  it("gives plain text with separate paragraphs, and addresses beside the names of links", () => {
    const notes = [
      "Some *fine* **knives** with `steel`.",
      "See [the shop](https://example.com/shop)\nor <https://example.com>.",
      "1. One\n2. Two\n   - Half",
      "> Said the cook",
      "```sh\ncut --fine\n```",
    ].join("\n\n");
    expect(read(BODY.replace("Sharp.", notes)).notes).toBe(
      [
        "Some fine knives with steel.",
        "See the shop (https://example.com/shop) or https://example.com.",
        "1. One\n2. Two\n   - Half",
        "Said the cook",
        "```sh\ncut --fine\n```",
      ].join("\n\n"),
    );
  });

  it("reports an image instead of dropping it silently", () => {
    const { diagnostics } = parse(BODY.replace("Sharp.", "Look: ![a knife](https://example.com/knife.png)"));
    expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([["content-ignored", 11, 7]]);
  });

  it("counts lines correctly in a long document", () => {
    const notes = `${"A long line about knives. ".repeat(50)}\n\n`.repeat(2);
    const phases = Array.from({ length: 40 }, (_, index) => {
      const lessons = `1. **Lesson ${index}** — [Article](https://example.com/${index})\n   - Focus: ${"x".repeat(400)}\n`;
      return `### Phase ${index + 1}: Part ${index}\n\n${lessons}`;
    });
    const markdown = `# Cooking\n\n## Learning Path\n\n${phases.join("\n")}   - Duration: soon\n\n## Notes\n\n${notes}`;
    const line = markdown.split("\n").indexOf("   - Duration: soon") + 1;
    expect(parse(markdown).diagnostics.map((found) => [found.code, found.line])).toEqual([
      ["duration-unreadable", line],
    ]);
  });

  it("is refused if its folder's name is not a valid id", () => {
    const { course, diagnostics } = parseCourse(BODY, { id: "My Course", file: "path.md" });
    expect(course).toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["course-invalid"]);
  });
});
