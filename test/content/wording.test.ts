import { describe, expect, it } from "vitest";
import { COURSES } from "./all-content.ts";
import { repeated } from "./repeated.ts";
import { textsOf } from "./texts.ts";
import { wordsOf } from "./words-of.ts";

describe.each(COURSES)("the questions of $id", ({ questions }) => {
  const choices = questions.filter((question) => question.kind === "choice");

  it("are all different", () => {
    expect(repeated(questions.map(({ id, text }) => ({ key: wordsOf(text), name: id })))).toEqual([]);
  });

  it("have different options, except for true and false", () => {
    const offered = choices.map(({ id, options }) => {
      const texts = options.map(({ text }) => wordsOf(text));
      return { key: texts.toSorted().join("|"), name: id };
    });
    expect(repeated(offered.filter(({ key }) => key !== "false|true"))).toEqual([]);
  });

  it("refer to no option by letter or position, because their order changes", () => {
    const references = questions.flatMap((question) =>
      textsOf(question).flatMap((text) =>
        POSITIONAL.flatMap((pattern) => pattern.exec(text) ?? []).map(
          (found) => `${question.id}: “${found}” in “${text}”`,
        ),
      ),
    );
    expect(references).toEqual([]);
  });

  it("have no option that only combines others", () => {
    const found = choices.flatMap(({ id, text, options }) =>
      options.filter((option) => sumsUp(option.text, text)).map((option) => `${id}: “${option.text}”`),
    );
    expect(found).toEqual([]);
  });
});

const OPTION = "(?:options?|answers?|choices?|alternatives?)";
/** Words that only make sense if options have a known order. Letters are capitals; "A's" means a node's. */
const POSITIONAL = [
  new RegExp(`\\b(?:first|second|third|fourth|last|next|previous|preceding|following|upper|lower) ${OPTION}\\b`, "i"),
  new RegExp(`\\b${OPTION} (?:[1-5]|one|two|three|four|five|above|below)\\b`, "i"),
  /\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? [A-E]\b(?!['’])/,
  /\bsteps? [1-5]\b/i,
  /\b(?:see|as|mentioned|listed|given|named) (?:above|below)\b/i,
  /\bthe latter\b/i,
];

/** "All of the above", "none of these", or "both A and B", unless the question itself calls something A. */
function sumsUp(option: string, question: string): boolean {
  if (/\b(?:all|any|both|either|neither|none) of (?:the (?:above|answers|options|others)|these)\b/i.test(option)) {
    return true;
  }
  const [, letter] = /\b(?:both|either|neither) ([A-E]) n?(?:and|or) [A-E]\b/i.exec(option) ?? [];
  return letter !== undefined && !new RegExp(`\\b${letter}\\b`).test(question);
}
