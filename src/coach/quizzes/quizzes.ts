import { bindVerbs } from "../bind.ts";
import type { Worker } from "../reminders/ports.ts";
import { answerQuestion } from "./answer-question.ts";
import { beginQuiz } from "./begin-quiz.ts";
import type { QuizPorts } from "./ports.ts";
import { continueQuiz } from "./quiz-step.ts";

/** Quizzes on a lesson, and reviews of what was missed. */
export function createQuizzes(ports: QuizPorts & { worker: Worker }) {
  const { bind } = bindVerbs(ports);
  return {
    beginQuiz: bind(beginQuiz),
    answerQuestion: bind(answerQuestion),
    continueQuiz: bind(continueQuiz),
  };
}
