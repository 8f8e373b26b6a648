import { isRight } from "./grade.ts";
import type { Question } from "./question.ts";
import { type ReviewCard, reviewCard } from "./review.ts";

/** What a learner answered. */
export type Response = {
  /** Of the question in its quiz, from 0. */
  position: number;
  questionId: string;
  /** Indexes in the question as its author wrote it: see `isRight`. */
  choices: readonly number[];
  right: boolean;
  /** UTC epoch milliseconds. */
  answeredAt: number;
};

/** One run of questions. */
export type Quiz = {
  id: number;
  enrolmentId: number;
  /** Null: a review of what was missed before, from any lesson. */
  lessonId: string | null;
  /** As `pose` spells them. */
  questionIds: readonly string[];
  /** UTC epoch milliseconds. */
  startedAt: number;
  /** By position, at most one each. */
  responses: readonly Response[];
};

/**
 * The response to a position, and the question's review card after it at `now` (UTC epoch ms). The first response
 * counts.
 */
export function respond(
  { responses }: Pick<Quiz, "responses">,
  card: ReviewCard | null,
  input: { question: Question; position: number; choices: readonly number[]; now: number },
): { response: Response; card: ReviewCard | null } {
  const { question, position, choices, now } = input;
  const first = responses.find((response) => response.position === position);
  if (first !== undefined) return { response: first, card: null };
  const right = isRight(question, choices);
  return {
    response: { position, questionId: question.id, choices, right, answeredAt: now },
    card: reviewCard(question.id, card, right, now),
  };
}
