import type { Quizzes } from "../coach/learner-ports.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, sql } from "./drizzle.ts";
import { answers, quizzes, reviewCards } from "./schema.ts";

export function createQuizStore(database: Database): Quizzes {
  const { orm } = database;
  const answerColumns = {
    position: answers.position,
    questionId: answers.questionId,
    choices: answers.choices,
    right: answers.right,
    answeredAt: answers.answeredAt,
  };
  const cardColumns = {
    questionId: reviewCards.questionId,
    dueAt: reviewCards.dueAt,
    stability: reviewCards.stability,
    difficulty: reviewCards.difficulty,
    state: reviewCards.state,
    learningSteps: reviewCards.learningSteps,
    repetitions: reviewCards.repetitions,
    lapses: reviewCards.lapses,
    lastReviewAt: reviewCards.lastReviewAt,
  };
  const ofQuiz = eq(answers.quizId, sql.placeholder("quizId"));
  const ofLearner = eq(reviewCards.enrolmentId, sql.placeholder("enrolmentId"));

  const begin = orm
    .insert(quizzes)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      questionIds: sql.placeholder("questionIds"),
      startedAt: sql.placeholder("now"),
    })
    .returning()
    .prepare();
  const byId = orm
    .select()
    .from(quizzes)
    .where(eq(quizzes.id, sql.placeholder("quizId")))
    .prepare();
  const answersOf = orm.select(answerColumns).from(answers).where(ofQuiz).orderBy(asc(answers.position)).prepare();
  const firstAnswer = orm
    .select(answerColumns)
    .from(answers)
    .where(and(ofQuiz, eq(answers.position, sql.placeholder("position"))))
    .prepare();
  const answer = orm
    .insert(answers)
    .values({
      quizId: sql.placeholder("quizId"),
      position: sql.placeholder("position"),
      questionId: sql.placeholder("questionId"),
      choices: sql.placeholder("choices"),
      right: sql.placeholder("right"),
      answeredAt: sql.placeholder("answeredAt"),
    })
    .prepare();
  const saveCard = orm
    .insert(reviewCards)
    .values({
      enrolmentId: sql`(select ${quizzes.enrolmentId} from ${quizzes} where ${quizzes.id} = ${sql.placeholder("quizId")})`,
      questionId: sql.placeholder("questionId"),
      dueAt: sql.placeholder("dueAt"),
      stability: sql.placeholder("stability"),
      difficulty: sql.placeholder("difficulty"),
      state: sql.placeholder("state"),
      learningSteps: sql.placeholder("learningSteps"),
      repetitions: sql.placeholder("repetitions"),
      lapses: sql.placeholder("lapses"),
      lastReviewAt: sql.placeholder("lastReviewAt"),
    })
    .onConflictDoUpdate({
      target: [reviewCards.enrolmentId, reviewCards.questionId],
      set: {
        dueAt: sql`excluded.due_at`,
        stability: sql`excluded.stability`,
        difficulty: sql`excluded.difficulty`,
        state: sql`excluded.state`,
        learningSteps: sql`excluded.learning_steps`,
        repetitions: sql`excluded.repetitions`,
        lapses: sql`excluded.lapses`,
        lastReviewAt: sql`excluded.last_review_at`,
      },
    })
    .prepare();
  const cards = orm
    .select(cardColumns)
    .from(reviewCards)
    .where(ofLearner)
    .orderBy(asc(reviewCards.questionId))
    .prepare();
  const card = orm
    .select(cardColumns)
    .from(reviewCards)
    .where(and(ofLearner, eq(reviewCards.questionId, sql.placeholder("questionId"))))
    .prepare();

  return {
    async begin(input) {
      return database.write(() => ({ ...begin.get(input), answers: [] }));
    },

    async byId(quizId) {
      return database.read(() => {
        const quiz = byId.get({ quizId });
        return quiz === undefined ? null : { ...quiz, answers: answersOf.all({ quizId }) };
      });
    },

    async answer({ quizId, answer: given, card: reviewed }) {
      return database.write(() => {
        const first = firstAnswer.get({ quizId, position: given.position });
        if (first !== undefined) return { answer: first, already: true };
        answer.run({ quizId, ...given });
        saveCard.run({ quizId, ...reviewed });
        return { answer: given, already: false };
      });
    },

    async cards(enrolmentId) {
      return cards.all({ enrolmentId });
    },

    async card(enrolmentId, questionId) {
      return card.get({ enrolmentId, questionId }) ?? null;
    },
  };
}
