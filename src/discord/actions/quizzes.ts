import { chosen, pressed } from "./declare.ts";
import { indexes, number, optionalSlug } from "./fields.ts";

export const quizActions = {
  /** Begins a quiz in a message of its own; null is a review. */
  quiz: pressed({ enrolmentId: number, lessonId: optionalSlug }),
  /** The message turns to a new quiz. */
  "turn-quiz": pressed({ enrolmentId: number, lessonId: optionalSlug }),
  answer: pressed({ quizId: number, position: number, choice: number }),
  /** The choices are the menu's values. */
  answers: chosen("option", { quizId: number, position: number }),
  /** Steps in the order picked so far. */
  order: pressed({ quizId: number, position: number, indexes }),
  question: pressed({ quizId: number, position: number }),
};
