import type { ChoiceQuestion, OrderQuestion } from "./question.ts";

/** Characters of a question with everything under it, as it is shown once it is answered. */
export function wholeLength(
  question: Pick<ChoiceQuestion, "kind" | "text" | "options"> | Pick<OrderQuestion, "kind" | "text" | "steps">,
): number {
  const parts = question.kind === "choice" ? question.options : question.steps;
  return parts.reduce((sum, { text, explanation }) => sum + text.length + explanation.length, question.text.length);
}
