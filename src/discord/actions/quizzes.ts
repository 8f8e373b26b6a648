import { chosen, pressed } from "./declare.ts";
import { number, optionalSlug, places } from "./fields.ts";

export const quizActions = {
  quiz: pressed({ enrolmentId: number, lessonId: optionalSlug }),
  answer: pressed({ quizId: number, position: number, choice: number }),
  /** The choices are the menu's values. */
  answers: chosen("option", { quizId: number, position: number }),
  /** Steps in the order picked so far. */
  order: pressed({ quizId: number, position: number, places }),
  question: pressed({ quizId: number, position: number }),
};
