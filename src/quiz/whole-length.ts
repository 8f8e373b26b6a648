import type { ChoiceQuestion, OrderQuestion } from "./question.ts";

/** The characters of a question with all its texts, as it is shown after the response. */
export function wholeLength(
  question: Pick<ChoiceQuestion, "kind" | "text" | "options"> | Pick<OrderQuestion, "kind" | "text" | "steps">,
): number {
  const parts = question.kind === "choice" ? question.options : question.steps;
  return parts.reduce((sum, { text, explanation }) => sum + text.length + explanation.length, question.text.length);
}
