import { describe, expect, it } from "vitest";
import { parseLessonFile } from "../../../src/course/markdown/lesson-file.ts";

function parse(...questions: string[]) {
  const markdown = `# Knives\n\n## Questions\n\n${questions.join("\n")}`;
  return parseLessonFile(markdown, { lessonId: "knives", file: "knives.md" });
}

const OPTIONS = `- [ ] With the tips
  > They come under the blade.
- [x] With the knuckles

  > They guide the blade.
`;

const QUESTION = `### How to hold what you cut

How do you *hold* what you cut?

${OPTIONS}`;

describe("a question", () => {
  it("has an id, its text, a difficulty, and options with explanations", () => {
    const { questions, diagnostics } = parse(QUESTION);
    expect(diagnostics).toEqual([]);
    expect(questions).toEqual([
      {
        id: "knives/how-to-hold-what-you-cut",
        lessonId: "knives",
        text: "How do you hold what you cut?",
        kind: "choice",
        difficulty: "medium",
        options: [
          { text: "With the tips", right: false, explanation: "They come under the blade." },
          { text: "With the knuckles", right: true, explanation: "They guide the blade." },
        ],
      },
    ]);
  });

  it.each([
    ["first", "Difficulty: hard\n\nHow?\n"],
    ["last", "How?\n\nDifficulty: hard\n"],
    ["right below the text", "How?\nDifficulty:  Hard\n"],
    ["right above the text", "**Difficulty:** hard\nHow?\n"],
  ])("may state its difficulty %s", (_where, text) => {
    const { questions } = parse(`### Holding\n\n${text}\n${OPTIONS}`);
    expect(questions).toMatchObject([{ text: "How?", difficulty: "hard" }]);
  });

  it("keeps code blocks in their fences, in text, options and explanations", () => {
    const code = "```js\ncut(`*`);\n```";
    const indented = code.replaceAll("\n", "\n  ");
    const option = `- [x] This\n  ${indented}\n  > Because\n  > ${code.replaceAll("\n", "\n  > ")}\n`;
    const { questions } = parse(`### Code\n\nWhat does it do?\n\n${code}\n\n${option}- [ ] That\n  > No.\n`);
    expect(questions).toMatchObject([
      {
        text: `What does it do?\n\n${code}`,
        options: [{ text: `This\n\n${code}`, explanation: `Because\n\n${code}` }, { text: "That" }],
      },
    ]);
  });

  it("keeps code inside its fence, whatever the code contains", () => {
    const { questions } = parse(`### Code\n\nWhat?\n\n~~~~\n\`\`\`\n@everyone\n~~~~\n\n${OPTIONS}`);
    expect(JSON.stringify(questions).match(/```/g)).toHaveLength(2);
  });

  it("may have several right options", () => {
    const { questions, diagnostics } = parse(
      QUESTION.replace("- [x]", "- [ ] Holding nothing\n  > Then it slips.\n- [X]").replace("[ ]", "[x]"),
    );
    expect(diagnostics).toEqual([]);
    expect(questions).toMatchObject([
      { kind: "choice", options: [{ right: true }, { right: false }, { right: true }] },
    ]);
  });

  it("may say that any number of options can be chosen, although one is right", () => {
    const { questions, diagnostics } = parse(`### Holding\n\nChoose: all that apply\nHow?\n\n${OPTIONS}`);
    expect(diagnostics).toEqual([]);
    expect(questions).toMatchObject([{ kind: "choice", text: "How?", several: true }]);
    const { questions: others } = parse(`### Holding\n\nChoose: the knife\n\n${OPTIONS}`);
    expect(others).toMatchObject([{ text: "Choose: the knife" }]);
    expect(others[0]).not.toHaveProperty("several");
  });

  it("about order has steps in the order of their numbers, below a text that may contain lists", () => {
    const { questions, diagnostics } = parse(`### Soup

1. not a step
2. nor this

Difficulty: hard

In which order?

1. Wash
   > First it is dirty.
2. Cut
   > What is small cooks fast.
   >
   > It is also easier to eat.
3. Cook

   > Last of all.
`);
    expect(diagnostics).toEqual([]);
    expect(questions).toEqual([
      {
        id: "knives/soup",
        lessonId: "knives",
        kind: "order",
        difficulty: "hard",
        text: "1. not a step\n2. nor this\n\nIn which order?",
        steps: [
          { text: "Wash", explanation: "First it is dirty." },
          { text: "Cut", explanation: "What is small cooks fast.\n\nIt is also easier to eat." },
          { text: "Cook", explanation: "Last of all." },
        ],
      },
    ]);
  });

  it("can be generated, by a family that the file names", () => {
    const { questions, diagnostics } = parse("### Clocks\n\nDifficulty: easy\nGenerated: Vector-clock-comparison\n");
    expect(diagnostics).toEqual([]);
    expect(questions).toEqual([
      {
        id: "knives/clocks",
        lessonId: "knives",
        kind: "family",
        difficulty: "easy",
        family: "vector-clock-comparison",
      },
    ]);
  });

  it("has options if a numbered list has boxes, and steps if it has none", () => {
    const numbered = OPTIONS.replace("- [ ]", "1. [ ]")
      .replace("- [x]", "2. [x]")
      .replaceAll(/^ {2}>/gm, "   >");
    const { questions, diagnostics } = parse(`### Holding\n\nHow?\n\n${numbered}`);
    expect(diagnostics).toEqual([]);
    expect(questions).toMatchObject([{ kind: "choice", options: [{ right: false }, { right: true }] }]);
    const half = parse("### Holding\n\nHow?\n\n1. a\n   > A.\n2. [ ] b\n   > B.\n3. [x] c\n   > C.\n");
    expect(half.diagnostics.map(({ code }) => code)).toEqual(["option-unboxed"]);
  });

  it("keeps a sentence that only looks like a field", () => {
    const { questions } = parse(`### Holding\n\nGenerated: by hand or by machine?\n\n${OPTIONS}`);
    expect(questions).toMatchObject([{ kind: "choice", text: "Generated: by hand or by machine?" }]);
  });

  it("suggests the family that was meant, and says that a family brings its own text", () => {
    const { questions, diagnostics } = parse(`### Clocks\n\nGenerated: vector-clocks-comparison\n\n${OPTIONS}`);
    expect(questions).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["family-unknown", "family-with-text"]);
    expect(diagnostics[0]?.message).toContain("Did you mean “vector-clock-comparison”?");
  });

  it("must fit one message with all its explanations", () => {
    const long = (mark: string) => `- [${mark}] ${`${mark} option `.padEnd(290, "o")}\n  > ${"e".repeat(590)}\n`;
    const short = OPTIONS;
    expect(parse(`### Long\n\n${"q".repeat(590)}\n\n${short}`).diagnostics).toEqual([]);
    const { questions, diagnostics } = parse(
      `### Long\n\n${"q".repeat(590)}\n\n${long("x")}${long(" ")}${long("x").replace("x option", "third")}${long(" ").replace("option", "fourth")}`,
    );
    expect(questions).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "text-too-long", line: 5 }]);
    expect(diagnostics[0]?.message).toContain("at most 3500 fit");
  });

  it("with a mistake is left out, and the others are kept", () => {
    const { questions, diagnostics } = parse(
      QUESTION,
      QUESTION.replace("How to hold", "Whether to hold").replace("[x]", "[ ]"),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["right-option-missing"]);
    expect(questions.map(({ id }) => id)).toEqual(["knives/how-to-hold-what-you-cut"]);
  });

  it("only takes an explanation that belongs to the option", () => {
    const { diagnostics } = parse(QUESTION.replaceAll(/^ +>/gm, ">"));
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ["explanation-missing", 9],
      ["content-ignored", 10],
      ["explanation-missing", 11],
      ["content-ignored", 13],
    ]);
  });

  it("is refused when an option is nothing but markup", () => {
    const { questions, diagnostics } = parse(QUESTION.replace("With the tips", "<br>"));
    expect(questions).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["question-invalid", "html-ignored"]);
  });
});

function parseNotes(brief: string) {
  return parseLessonFile(`# Knives\n\n## Brief\n\n${brief}\n`, { lessonId: "knives", file: "knives.md" });
}

describe("a lesson's notes", () => {
  it("are its sections, without the empty ones", () => {
    const markdown =
      "# Knives\n\n## Discuss\n\n- Why?\n\n## Brief\n\nSharp.\n\n## Key terms\n\n<!-- later -->\n\n## While you read\n\nLook.\n";
    const { notes, questions, diagnostics } = parseLessonFile(markdown, { lessonId: "knives", file: "knives.md" });
    expect(diagnostics).toEqual([]);
    expect(questions).toEqual([]);
    expect(notes).toEqual({
      brief: [{ kind: "paragraph", spans: [{ kind: "plain", text: "Sharp." }] }],
      reading: [{ kind: "paragraph", spans: [{ kind: "plain", text: "Look." }] }],
      discuss: [{ kind: "list", start: null, items: [[{ kind: "plain", text: "Why?" }]] }],
    });
  });

  it("keep emphasis, code and links, and join the lines of a paragraph", () => {
    const { notes, diagnostics } = parseNotes("**Hold** it\nlike *this*: `a*b`, see [how](https://example.com/a).");
    expect(diagnostics).toEqual([]);
    expect(notes.brief).toEqual([
      {
        kind: "paragraph",
        spans: [
          { kind: "strong", text: "Hold" },
          { kind: "plain", text: " it like " },
          { kind: "emphasis", text: "this" },
          { kind: "plain", text: ": " },
          { kind: "code", text: "a*b" },
          { kind: "plain", text: ", see " },
          { kind: "link", text: "how", url: "https://example.com/a" },
          { kind: "plain", text: "." },
        ],
      },
    ]);
  });

  it.each(["-", "- ![a picture](https://example.com/a.png)", "- ```\n  code\n  ```", "###", "&nbsp;"])(
    "hold no block that says nothing: %s",
    (brief) => {
      expect(parseNotes(brief).notes).toEqual({});
    },
  );

  it("keep links and code inside bold text, links without words, and a list's first number", () => {
    const { notes } = parseNotes("**see [how](https://example.com/a) or `x`** [](https://example.com/b)\n\n7. Seven");
    expect(notes.brief).toEqual([
      {
        kind: "paragraph",
        spans: [
          { kind: "strong", text: "see " },
          { kind: "link", text: "how", url: "https://example.com/a" },
          { kind: "strong", text: " or " },
          { kind: "code", text: "x" },
          { kind: "plain", text: " " },
          { kind: "link", text: "https://example.com/b", url: "https://example.com/b" },
        ],
      },
      { kind: "list", start: 7, items: [[{ kind: "plain", text: "Seven" }]] },
    ]);
  });

  it("keep code blocks, numbered lists and headings", () => {
    const { notes, diagnostics } = parseNotes("### How\n\n```text\na -> b\n  c\n```\n\n1. Cut\n2. Cook");
    expect(diagnostics).toEqual([]);
    expect(notes.brief).toEqual([
      { kind: "paragraph", spans: [{ kind: "strong", text: "How" }] },
      { kind: "code", language: "text", text: "a -> b\n  c" },
      { kind: "list", start: 1, items: [[{ kind: "plain", text: "Cut" }], [{ kind: "plain", text: "Cook" }]] },
    ]);
  });

  it.each([
    ["html-ignored", "Some <b>bold</b> words"],
    ["html-ignored", "<div>\nA block\n</div>"],
    ["content-ignored", "> quoted"],
    ["content-ignored", "- a\n  - nested"],
    ["content-ignored", "![a picture](https://example.com/a.png)"],
    ["link-not-https", "[here](http://example.com)"],
  ])("report with %s what they cannot keep: %s", (code, brief) => {
    expect(parseNotes(brief).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});
