import { partsOf } from "../../src/quiz/grade.ts";
import type { Question } from "../../src/quiz/question.ts";

/** All texts of a question. */
export function textsOf(question: Question): string[] {
  return [question.text, ...partsOf(question).flatMap(({ text, explanation }) => [text, explanation])];
}
