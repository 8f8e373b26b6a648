import type { List, RootContent } from "mdast";
import { DIFFICULTIES, QUESTION_LIMITS, type Question } from "../quiz/question.ts";
import type { Place, Report } from "./diagnostics.ts";
import { checkLength } from "./length.ts";
import type { Stated } from "./lessons.ts";
import { placeOf } from "./markdown.ts";
import { suggest } from "./nearest.ts";
import { readOptions } from "./options.ts";
import { blockText, inlineText, reportIgnored } from "./text.ts";
import { toLine } from "./words.ts";

const DIFFICULTY = /^\s*difficulty\s*:(.*)$/i;

/** What stands under a question's heading, at `place`: its text, perhaps its difficulty, then its options. */
export function readQuestion(
  place: Place,
  body: readonly RootContent[],
  report: Report,
): Pick<Question, "text" | "difficulty" | "options"> {
  const lists = body.filter(isTaskList);
  const end = lists[0] === undefined ? body.length : body.indexOf(lists[0]);
  for (const block of body.slice(end)) if (!isTaskList(block)) reportIgnored(block, report);
  const { text, difficulties } = readText(body.slice(0, end), report);
  if (text === "") {
    report.add("question-text-missing", place, "This question asks nothing yet: write its text above the options.");
  }
  checkLength(text, QUESTION_LIMITS.text, "This question's text", place, report);
  return { text, difficulty: readDifficulty(difficulties, report), options: readOptions(lists, place, report) };
}

function isTaskList(block: RootContent): block is List {
  return block.type === "list" && block.children.some((item) => typeof item.checked === "boolean");
}

/** The text, and the lines in it which state the difficulty. */
function readText(blocks: readonly RootContent[], report: Report): { text: string; difficulties: Stated[] } {
  const difficulties: Stated[] = [];
  const parts = blocks.map((block) => {
    if (block.type !== "paragraph") return blockText([block], report);
    const lines = inlineText(block.children, report).split("\n");
    for (const [index, line] of lines.entries()) {
      const stated = DIFFICULTY.exec(line)?.[1];
      const { line: first, column } = placeOf(block);
      const place = { line: first + index, column };
      if (stated !== undefined) difficulties.push({ text: stated.trim(), place });
    }
    return toLine(lines.filter((line) => !DIFFICULTY.test(line)).join("\n"));
  });
  return { text: parts.filter((part) => part !== "").join("\n\n"), difficulties };
}

function readDifficulty([stated, ...others]: readonly Stated[], report: Report): Question["difficulty"] {
  for (const { place } of others) {
    report.add("field-repeated", place, "There is a line `Difficulty:` already: keep one of them.");
  }
  if (stated === undefined) return "medium";
  const difficulty = DIFFICULTIES.find((known) => known === stated.text.toLowerCase());
  if (difficulty === undefined) {
    const known = DIFFICULTIES.join(", ");
    const message = `“${stated.text}” is not one of ${known}.${suggest(stated.text, DIFFICULTIES)}`;
    report.add("difficulty-unknown", stated.place, message);
  }
  return difficulty ?? "medium";
}
