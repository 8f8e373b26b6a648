import { describe, expect, it } from "vitest";
import { parseLessonFile } from "../../src/course/lesson-file.ts";

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
    expect(questions[0]?.text).toBe(`What does it do?\n\n${code}`);
    expect(questions[0]?.options[0]).toMatchObject({ text: `This\n\n${code}`, explanation: `Because\n\n${code}` });
  });

  it("keeps code inside its fence whatever it holds", () => {
    const { questions } = parse(`### Code\n\nWhat?\n\n~~~~\n\`\`\`\n@everyone\n~~~~\n\n${OPTIONS}`);
    expect(questions[0]?.text.match(/```/g)).toHaveLength(2);
  });

  it("with a mistake is left out, and the others are kept", () => {
    const { questions, diagnostics } = parse(
      QUESTION,
      QUESTION.replace("How to hold", "Whether to hold").replace("[x]", "[ ]"),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["right-option-missing"]);
    expect(questions.map(({ id }) => id)).toEqual(["knives/how-to-hold-what-you-cut"]);
  });

  it("has an explanation only where that belongs to the option", () => {
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

describe("a lesson's file", () => {
  it("may have sections for people to read, which are not looked into", () => {
    const sections = ["Brief", "While you read", "Key terms", "Discuss"];
    const markdown = `# Knives\n\n${sections.map((name) => `## ${name}\n\n<b>Anything</b> at all.\n\n`).join("")}`;
    expect(parseLessonFile(markdown, { lessonId: "knives", file: "knives.md" })).toEqual({
      questions: [],
      diagnostics: [],
    });
  });
});
