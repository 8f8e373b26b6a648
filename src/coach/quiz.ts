import type { Lesson } from "../course/model.ts";
import { pose, recall } from "../quiz/asked.ts";
import { chooseQuestions } from "../quiz/choose.ts";
import { isComplete, isPossible, isRight } from "../quiz/grade.ts";
import type { Question } from "../quiz/question.ts";
import { createRandom } from "../quiz/random.ts";
import { reviewCard } from "../quiz/review.ts";
import { findLearner, findLessonFor, type Learner, type Who } from "./find-learner.ts";
import type { Answer, Quiz } from "./learner-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/** Questions in one quiz: quick enough for a break. */
const QUIZ_LENGTH = 5;

/** An instance of a family is kept by its seed: few enough digits, and more instances than anybody will meet. */
const MOST_SEED = 36 ** 5 - 1;

export type Asked = {
  learner: Learner;
  quiz: Quiz;
  /** From 0. */
  position: number;
  question: Question;
  /** The steps put in order so far, as places in the question; empty for any other question. */
  picked: readonly number[];
  /** What was answered, if it was. */
  answer: Answer | null;
};

export type QuizSummary = {
  learner: Learner;
  quiz: Quiz;
  /** Null for a review. */
  lesson: Lesson | null;
  right: number;
  /** Missed questions with the instant from which they come back. */
  missed: readonly { question: Question; dueAt: number }[];
};

export type QuizStep = ({ kind: "question" } & Asked) | ({ kind: "summary" } & QuizSummary);

/** Begins a quiz on one lesson, or (null) a review of what is due from the lessons met so far. */
export async function beginQuiz(ports: Ports, input: Who & { lessonId: string | null }): Promise<Result<QuizStep>> {
  const found =
    input.lessonId === null
      ? await findLearner(ports, input)
      : await findLessonFor(ports, { ...input, lessonId: input.lessonId });
  if (!found.ok) return found;
  const { learner, lesson } =
    "learner" in found.value
      ? { learner: found.value.learner, lesson: found.value.standing.lesson }
      : { learner: found.value, lesson: null };
  const { enrolment, content, progress, standing } = learner;
  const now = ports.clock.now();
  const seed = enrolment.id + now;
  const met = standing.lessons.filter(
    ({ lesson: { id } }) => progress.started.has(id) || progress.completed.has(id) || id === standing.next?.lesson.id,
  );
  const chosen = chooseQuestions({
    bank: content.questions,
    lessonId: lesson?.id ?? null,
    eligibleLessonIds: new Set(met.map(({ lesson: { id } }) => id)),
    cards: await ports.quizzes.cards(enrolment.id),
    now,
    count: QUIZ_LENGTH,
    seed,
  });
  if (chosen.length === 0) return fail({ kind: "no-questions", lesson });
  const random = createRandom(seed);
  const quiz = await ports.quizzes.begin({
    enrolmentId: enrolment.id,
    lessonId: lesson?.id ?? null,
    questionIds: chosen.map((entry) => pose(entry, random.integer(0, MOST_SEED))),
    now,
  });
  return succeed(await findStep(ports, learner, quiz, 0));
}

/**
 * Records an answer; the first to a position counts. The step that comes back shows it, explained. Steps put in order
 * while others are left are no answer yet: they come back as they are, and nothing is kept.
 */
export async function answerQuestion(
  ports: Ports,
  input: { userId: string; quizId: number; position: number; choices: readonly number[] },
): Promise<Result<{ kind: "question" } & Asked>> {
  const found = await findQuiz(ports, input);
  if (!found.ok) return found;
  const { learner, quiz } = found.value;
  const { position, choices } = input;
  const question = findQuestion(learner, quiz, position);
  if (question === null || !isPossible(question, choices)) {
    return fail({ kind: "quiz-gone", enrolmentId: learner.enrolment.id });
  }
  const given = quiz.answers.find((candidate) => candidate.position === position);
  if (given !== undefined || !isComplete(question, choices)) {
    const picked = given === undefined ? choices : [];
    return succeed({ kind: "question", learner, quiz, position, question, picked, answer: given ?? null });
  }
  const now = ports.clock.now();
  const right = isRight(question, choices);
  const before = await ports.quizzes.card(learner.enrolment.id, question.id);
  const { answer } = await ports.quizzes.answer({
    quizId: quiz.id,
    answer: { position, questionId: question.id, choices, right, answeredAt: now },
    card: reviewCard(question.id, before, right, now),
  });
  return succeed({ kind: "question", learner, quiz, position, question, picked: [], answer });
}

/** The question at a position (passing over those that the course no longer has), or the summary after the last. */
export async function continueQuiz(
  ports: Ports,
  input: { userId: string; quizId: number; position: number },
): Promise<Result<QuizStep>> {
  const found = await findQuiz(ports, input);
  if (!found.ok) return found;
  const { learner, quiz } = found.value;
  return succeed(await findStep(ports, learner, quiz, input.position));
}

async function findStep(ports: Ports, learner: Learner, quiz: Quiz, from: number): Promise<QuizStep> {
  for (let position = from; position < quiz.questionIds.length; position += 1) {
    const question = findQuestion(learner, quiz, position);
    if (question === null) continue;
    const answer = quiz.answers.find((candidate) => candidate.position === position) ?? null;
    return { kind: "question", learner, quiz, position, question, picked: [], answer };
  }
  return { kind: "summary", ...(await summarise(ports, learner, quiz)) };
}

async function summarise(ports: Ports, learner: Learner, quiz: Quiz): Promise<QuizSummary> {
  const cards = new Map((await ports.quizzes.cards(learner.enrolment.id)).map((card) => [card.questionId, card]));
  const missed = quiz.answers.flatMap((answer) => {
    const question = findQuestion(learner, quiz, answer.position);
    const card = cards.get(answer.questionId);
    return answer.right || question === null || card === undefined ? [] : [{ question, dueAt: card.dueAt }];
  });
  const standing = learner.standing.lessons.find(({ lesson }) => lesson.id === quiz.lessonId);
  return {
    learner,
    quiz,
    lesson: standing?.lesson ?? null,
    right: quiz.answers.filter((answer) => answer.right).length,
    missed,
  };
}

async function findQuiz(
  ports: Ports,
  input: { userId: string; quizId: number },
): Promise<Result<{ learner: Learner; quiz: Quiz }>> {
  const quiz = await ports.quizzes.byId(input.quizId);
  if (quiz === null) return fail({ kind: "quiz-gone", enrolmentId: null });
  const learner = await findLearner(ports, { userId: input.userId, enrolmentId: quiz.enrolmentId });
  return learner.ok ? succeed({ learner: learner.value, quiz }) : learner;
}

function findQuestion(learner: Learner, quiz: Quiz, position: number): Question | null {
  const asked = quiz.questionIds[position];
  return asked === undefined ? null : recall(learner.content.questions, asked);
}
