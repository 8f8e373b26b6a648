import { describe, expect, it } from "vitest";
import { takesSeveral } from "../../src/quiz/grade.ts";
import { DIFFICULTIES } from "../../src/quiz/question.ts";
import { COURSES } from "./all-content.ts";
import { readLessonSections } from "./lesson-sections.ts";
import { repeated } from "./repeated.ts";
import { textsOf } from "./texts.ts";
import { wordsOf } from "./words-of.ts";

const FEWEST_QUESTIONS = { all: 16, easy: 4, medium: 8, hard: 4 } as const;

describe.each(COURSES.map((course) => [course.path.name, course] as const))("%s", (_, course) => {
  const { diagnostics, path } = course;
  it("leads to lessons without mistakes, whose questions all fit a message", () => {
    expect(diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
  });

  it("has no link twice, so no two lessons share one", () => {
    expect(repeated(linksOf(path.markdown).map((link) => ({ key: link, name: link })))).toEqual([]);
  });

  it("has only https links", () => {
    expect(linksOf(path.markdown).filter((link) => !link.startsWith("https://"))).toEqual([]);
  });
});

const LESSONS = COURSES.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.name, lesson] as const));

describe.each(LESSONS)("%s", (_, { markdown, notes, questions }) => {
  const { brief, whileYouRead, keyTerms, discuss } = readLessonSections(notes);

  it("has enough written questions of each difficulty", () => {
    expect(questions.length, "questions in all").toBeGreaterThanOrEqual(FEWEST_QUESTIONS.all);
    for (const difficulty of DIFFICULTIES) {
      const count = questions.filter((question) => question.difficulty === difficulty).length;
      expect(count, `${difficulty} questions`).toBeGreaterThanOrEqual(FEWEST_QUESTIONS[difficulty]);
    }
  });

  it("has questions with several right options, and about order", () => {
    expect(questions.filter(takesSeveral).length, "with several right options").toBeGreaterThan(0);
    expect(questions.filter(({ kind }) => kind === "order").length, "about order").toBeGreaterThan(0);
  });

  it("has a brief of 400 to 700 words", () => {
    const words = brief.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    expect(words).toBeGreaterThanOrEqual(400);
    expect(words).toBeLessThanOrEqual(700);
  });

  it("has a worked trace of about five lines in its brief", () => {
    const traces = (notes.brief ?? []).filter(({ kind }) => kind === "code");
    const lengths = traces.map((block) => (block.kind === "code" ? block.text.split("\n").length : 0));
    expect(lengths.filter((lines) => lines >= 4 && lines <= 8)).not.toEqual([]);
  });

  it("says what is done in practice as a list", () => {
    const blocks = notes.brief ?? [];
    const heading = blocks.findIndex((block) => block.kind === "paragraph" && block.spans[0]?.text === "In practice");
    expect(blocks[heading]?.kind, "the paragraph “In practice”").toBe("paragraph");
    expect(blocks[heading + 1]?.kind, "what follows it").toBe("list");
  });

  it("keeps its sources for authors, where learners never see them", () => {
    expect(markdown.match(/<!-- source: [^>]+ -->/g) ?? []).not.toEqual([]);
    expect(JSON.stringify([notes, questions])).not.toMatch(/<!--|source:/);
  });

  it("gives 3 to 5 things to look for while reading, and 2 to discuss", () => {
    expect(whileYouRead.length, "While you read").toBeGreaterThanOrEqual(3);
    expect(whileYouRead.length, "While you read").toBeLessThanOrEqual(5);
    expect(discuss, "Discuss").toHaveLength(2);
  });

  it("explains 6 to 12 key terms, each in one sentence", () => {
    expect(keyTerms.length).toBeGreaterThanOrEqual(6);
    expect(keyTerms.length).toBeLessThanOrEqual(12);
    const others = keyTerms.filter(({ definition }) => !definition.endsWith(".") || /[.?!]\s+\p{Lu}/u.test(definition));
    expect(others.map(({ term, definition }) => `${term}: ${definition}`)).toEqual([]);
  });

  it("uses every key term", () => {
    const said = [brief, ...whileYouRead, ...questions.flatMap(textsOf)].join("\n");
    expect(keyTerms.map(({ term }) => term).filter((term) => !uses(said, term))).toEqual([]);
  });

  it("has only https links", () => {
    expect(linksOf(markdown).filter((link) => !link.startsWith("https://"))).toEqual([]);
  });
});

/** Whether the text has the term, perhaps in the plural. */
function uses(text: string, term: string): boolean {
  const singular = wordsOf(term);
  const forms = [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, "ies")];
  const said = ` ${wordsOf(text)} `;
  return forms.some((form) => said.includes(` ${form} `));
}

/** The addresses of all links, as written. */
function linksOf(markdown: string): string[] {
  const named = [...markdown.matchAll(/\]\(\s*<?([^\s)>]*)/g)];
  const bare = [...markdown.matchAll(/(?<!\]\(\s*<?)\b([a-z][a-z0-9+.-]*:\/\/[^\s)>]*)/gi)];
  return [...named, ...bare].map(([, address = ""]) => address);
}
