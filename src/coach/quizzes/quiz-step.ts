import type { Lesson } from "../../course/model.ts";
import { recall } from "../../quiz/asked.ts";
import type { Question } from "../../quiz/question.ts";
import type { Quiz, Response } from "../../quiz/quiz.ts";
import { findLearner } from "../learning/find-learner.ts";
import type { Learner } from "../learning/learner.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { QuizPorts } from "./ports.ts";

export type Asked = {
  learner: Learner;
  quiz: Quiz;
  /** From 0. */
  position: number;
  question: Question;
  /** The steps put in order so far, as indexes in the question; empty for any other question. */
  picked: readonly number[];
  /** Null if it is not answered yet. */
  response: Response | null;
};

export type QuizSummary = {
  learner: Learner;
  quiz: Quiz;
  /** Null for a review. */
  lesson: Lesson | null;
  right: number;
  /** The missed questions, each with the instant from which it comes back. */
  missed: readonly { question: Question; dueAt: number }[];
};

export type QuizStep = ({ kind: "question" } & Asked) | ({ kind: "summary" } & QuizSummary);

/** The question at a position, or the next one that the course still has; after the last question, the summary. */
export async function continueQuiz(
  ports: QuizPorts,
  input: { userId: string; quizId: number; position: number },
): Promise<Result<QuizStep>> {
  const found = await findQuiz(ports, input);
  if (!found.ok) return found;
  const { learner, quiz } = found.value;
  return succeed(await findStep(ports, learner, quiz, input.position));
}

export async function findStep(ports: QuizPorts, learner: Learner, quiz: Quiz, from: number): Promise<QuizStep> {
  for (let position = from; position < quiz.questionIds.length; position += 1) {
    const question = questionAt(learner, quiz, position);
    if (question === null) continue;
    const response = quiz.responses.find((candidate) => candidate.position === position) ?? null;
    return { kind: "question", learner, quiz, position, question, picked: [], response };
  }
  return { kind: "summary", ...(await summarise(ports, learner, quiz)) };
}

async function summarise(ports: QuizPorts, learner: Learner, quiz: Quiz): Promise<QuizSummary> {
  const cards = new Map((await ports.quizzes.cards(learner.enrolment.id)).map((card) => [card.questionId, card]));
  const missed = quiz.responses.flatMap((response) => {
    const question = questionAt(learner, quiz, response.position);
    const card = cards.get(response.questionId);
    return response.right || question === null || card === undefined ? [] : [{ question, dueAt: card.dueAt }];
  });
  const standing = learner.standing.lessons.find(({ lesson }) => lesson.id === quiz.lessonId);
  return {
    learner,
    quiz,
    lesson: standing?.lesson ?? null,
    right: quiz.responses.filter((response) => response.right).length,
    missed,
  };
}

export async function findQuiz(
  ports: QuizPorts,
  input: { userId: string; quizId: number },
): Promise<Result<{ learner: Learner; quiz: Quiz }>> {
  const quiz = await ports.quizzes.byId(input.quizId);
  if (quiz === null) return fail({ kind: "quiz-gone", enrolmentId: null });
  const learner = await findLearner(ports, { userId: input.userId, enrolmentId: quiz.enrolmentId });
  return learner.ok ? succeed({ learner: learner.value, quiz }) : learner;
}

/** Null if the course no longer has the question, or has changed it. */
export function questionAt(learner: Learner, quiz: Quiz, position: number): Question | null {
  const asked = quiz.questionIds[position];
  return asked === undefined ? null : recall(learner.content.questions, asked);
}
