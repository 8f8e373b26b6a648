import type { Lesson } from "../course/model.ts";
import { chooseQuestions } from "../quiz/choose.ts";
import type { Question } from "../quiz/question.ts";
import { reviewCard } from "../quiz/review.ts";
import { versionOf } from "../quiz/version.ts";
import { findLearner, findLessonFor, type Learner, type Who } from "./find-learner.ts";
import type { Answer, Quiz } from "./learner-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/** Questions in one quiz: quick enough for a break. */
const QUIZ_LENGTH = 5;

export type Asked = {
  learner: Learner;
  quiz: Quiz;
  /** From 0. */
  position: number;
  question: Question;
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
  const met = standing.lessons.filter(
    ({ lesson: { id } }) => progress.started.has(id) || progress.completed.has(id) || id === standing.next?.lesson.id,
  );
  const questions = chooseQuestions({
    bank: content.questions,
    lessonId: lesson?.id ?? null,
    eligibleLessonIds: new Set(met.map(({ lesson: { id } }) => id)),
    cards: await ports.quizzes.cards(enrolment.id),
    now,
    count: QUIZ_LENGTH,
    seed: enrolment.id + now,
  });
  const [first] = questions;
  if (first === undefined) return fail({ kind: "no-questions", lesson });
  const quiz = await ports.quizzes.begin({
    enrolmentId: enrolment.id,
    lessonId: lesson?.id ?? null,
    questionIds: questions.map(versionOf),
    now,
  });
  return succeed({ kind: "question", learner, quiz, position: 0, question: first, answer: null });
}

/** Records an answer; the first to a position counts. The step that comes back shows it, explained. */
export async function answerQuestion(
  ports: Ports,
  input: { userId: string; quizId: number; position: number; choice: number },
): Promise<Result<{ kind: "question" } & Asked>> {
  const found = await findQuiz(ports, input);
  if (!found.ok) return found;
  const { learner, quiz } = found.value;
  const question = findQuestion(learner, quiz, input.position);
  const option = question?.options[input.choice];
  if (question === null || option === undefined) {
    return fail({ kind: "quiz-gone", enrolmentId: learner.enrolment.id });
  }
  const now = ports.clock.now();
  const before = await ports.quizzes.card(learner.enrolment.id, question.id);
  const { answer } = await ports.quizzes.answer({
    quizId: quiz.id,
    answer: {
      position: input.position,
      questionId: question.id,
      choice: input.choice,
      right: option.right,
      answeredAt: now,
    },
    card: reviewCard(question.id, before, option.right, now),
  });
  return succeed({ kind: "question", learner, quiz, position: input.position, question, answer });
}

/** The question at a position (passing over those that the course no longer has), or the summary after the last. */
export async function continueQuiz(
  ports: Ports,
  input: { userId: string; quizId: number; position: number },
): Promise<Result<QuizStep>> {
  const found = await findQuiz(ports, input);
  if (!found.ok) return found;
  const { learner, quiz } = found.value;
  for (let position = input.position; position < quiz.questionIds.length; position += 1) {
    const question = findQuestion(learner, quiz, position);
    if (question === null) continue;
    const answer = quiz.answers.find((candidate) => candidate.position === position) ?? null;
    return succeed({ kind: "question", learner, quiz, position, question, answer });
  }
  return succeed({ kind: "summary", ...(await summarise(ports, learner, quiz)) });
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
  const question = learner.content.questions.find(({ id }) => asked?.startsWith(`${id}@`));
  return question !== undefined && versionOf(question) === asked ? question : null;
}
