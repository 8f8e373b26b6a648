import type { List, RootContent } from "mdast";
import { FAMILY_NAMES } from "../../quiz/families/names.ts";
import {
  type ChoiceQuestion,
  DIFFICULTIES,
  type FamilyEntry,
  type OrderQuestion,
  QUESTION_LIMITS,
} from "../../quiz/question.ts";
import { wholeLength } from "../../quiz/whole-length.ts";
import type { Location, Report } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { suggest } from "../nearest.ts";
import type { Stated } from "./lessons.ts";
import { readOptions } from "./options.ts";
import { locationOf } from "./read-markdown.ts";
import { readSteps } from "./steps.ts";
import { blockText, inlineText, reportIgnored } from "./text.ts";
import { toLine } from "./words.ts";

/**
 * A family is one word, and there is one way to say that any number of options may be chosen, so that a sentence that
 * happens to begin with "Generated:" or "Choose:" stays text.
 */
const FIELD =
  /^\s*(?:(?<difficulty>difficulty)\s*:(?<level>.*)|(?<generated>generated)\s*:\s*(?<family>[\w-]*)\s*|(?<choose>choose)\s*:\s*(?<all>all that apply)\s*)$/i;
const FIELDS = { difficulty: "Difficulty", generated: "Generated", choose: "Choose" } as const;
type Field = keyof typeof FIELDS;

type WithoutId<Entry> = Omit<Entry, "id" | "lessonId">;
type ReadQuestion =
  | WithoutId<ChoiceQuestion>
  | WithoutId<OrderQuestion>
  | (Omit<WithoutId<FamilyEntry>, "family"> & { family: string });

/**
 * Reads what is under a question's heading (at `location`): text and fields, then options or steps if it is not
 * generated.
 */
export function readQuestion(location: Location, body: readonly RootContent[], report: Report): ReadQuestion {
  const lists = findAnswerLists(body);
  const end = lists[0] === undefined ? body.length : body.indexOf(lists[0]);
  for (const block of body.slice(end)) if (!lists.some((list) => list === block)) reportIgnored(block, report);
  const { text, fields } = readText(body.slice(0, end), report);
  const difficulty = readDifficulty(fields, report);
  const [family] = takeField("generated", fields, report);
  const [choose] = takeField("choose", fields, report);
  if (choose !== undefined && !lists.some(hasBoxes)) {
    const message = "Only a question with options can say `Choose: all that apply`: remove this line.";
    report.add("choose-without-options", choose.location, message);
  }
  if (family !== undefined) return { kind: "family", difficulty, family: readFamily(family, text, lists, report) };
  if (text === "") {
    report.add("question-text-missing", location, "This question has no text yet: write it above the list.");
  }
  checkLength(text, QUESTION_LIMITS.text, "This question's text", location, report);
  const several = choose === undefined ? {} : ({ several: true } as const);
  const [steps] = lists.some(hasBoxes) ? [] : lists;
  const question =
    steps === undefined
      ? ({ kind: "choice", text, difficulty, options: readOptions(lists, location, report), ...several } as const)
      : ({ kind: "order", text, difficulty, steps: readSteps(steps, location, report) } as const);
  checkLength(
    { length: wholeLength(question) },
    QUESTION_LIMITS.whole,
    "This question, with all its explanations,",
    location,
    report,
  );
  return question;
}

/** The lists of options. If no list has boxes, the list of steps: the last numbered one. */
function findAnswerLists(body: readonly RootContent[]): List[] {
  const lists = body.filter((block) => block.type === "list");
  const options = lists.filter(hasBoxes);
  return options.length > 0 ? options : lists.filter(({ ordered }) => ordered === true).slice(-1);
}

function hasBoxes({ children }: List): boolean {
  return children.some(({ checked }) => typeof checked === "boolean");
}

type StatedField = Stated & { field: Field };

/** The text, and the lines in it that state a field. */
function readText(blocks: readonly RootContent[], report: Report): { text: string; fields: StatedField[] } {
  const fields: StatedField[] = [];
  const parts = blocks.map((block) => {
    if (block.type !== "paragraph") return blockText([block], report);
    const lines = inlineText(block.children, report).split("\n");
    for (const [index, line] of lines.entries()) {
      const { difficulty, level, generated, family, choose, all } = FIELD.exec(line)?.groups ?? {};
      const field = difficulty ?? generated ?? choose;
      const stated = level ?? family ?? all;
      const { line: first, column } = locationOf(block);
      const location = { line: first + index, column };
      if (field === undefined || stated === undefined) continue;
      fields.push({ field: field.toLowerCase() as Field, text: stated.trim(), location });
    }
    return toLine(lines.filter((line) => !FIELD.test(line)).join("\n"));
  });
  return { text: parts.filter((part) => part !== "").join("\n\n"), fields };
}

/** The first line that states the field, if there is one. Any more are reported. */
function takeField(field: Field, fields: readonly StatedField[], report: Report): Stated[] {
  const [first, ...others] = fields.filter((stated) => stated.field === field);
  for (const { location } of others) {
    report.add("field-repeated", location, `There is a line \`${FIELDS[field]}:\` already: keep one of them.`);
  }
  return first === undefined ? [] : [first];
}

function readDifficulty(fields: readonly StatedField[], report: Report): ChoiceQuestion["difficulty"] {
  const [stated] = takeField("difficulty", fields, report);
  if (stated === undefined) return "medium";
  const difficulty = DIFFICULTIES.find((known) => known === stated.text.toLowerCase());
  if (difficulty === undefined) {
    const known = DIFFICULTIES.join(", ");
    const message = `“${stated.text}” is not one of ${known}.${suggest(stated.text, DIFFICULTIES)}`;
    report.add("difficulty-unknown", stated.location, message);
  }
  return difficulty ?? "medium";
}

/** Reads the name of a family of generated questions. A family brings its own text and options. */
function readFamily({ text: name, location }: Stated, text: string, lists: readonly List[], report: Report): string {
  const known = FAMILY_NAMES.find((family) => family === name.toLowerCase());
  if (known === undefined) {
    const hint = suggest(name, FAMILY_NAMES);
    report.add("family-unknown", location, `No family of generated questions is called “${name}”.${hint}`);
  }
  if (text !== "" || lists.length > 0) {
    const message = "A generated question brings its own text and options: remove everything but this line.";
    report.add("family-with-text", location, message);
  }
  return known ?? name;
}
