import type { Quizzes } from "../../coach/quizzes/ports.ts";
import type { Quiz } from "../../quiz/quiz.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, sql } from "./drizzle.ts";
import { prepareLearnerReads } from "./learner-reads.ts";
import { prepareEditionCheck } from "./learners.ts";
import { quizzes, responses, reviewCards } from "./schema.ts";

export function createQuizStore(database: Database): Quizzes {
  const { orm } = database;
  const learners = prepareLearnerReads(database);
  const isStillEdition = prepareEditionCheck(database);
  const responseColumns = {
    position: responses.position,
    questionId: responses.questionId,
    choices: responses.choices,
    right: responses.right,
    answeredAt: responses.answeredAt,
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
  const ofQuiz = eq(responses.quizId, sql.placeholder("quizId"));
  const ofLearner = eq(reviewCards.enrolmentId, sql.placeholder("enrolmentId"));

  const begin = orm
    .insert(quizzes)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      questionIds: sql.placeholder("questionIds"),
      startedAt: sql.placeholder("startedAt"),
    })
    .returning()
    .prepare();
  const byId = orm
    .select()
    .from(quizzes)
    .where(eq(quizzes.id, sql.placeholder("quizId")))
    .prepare();
  const responsesOf = orm
    .select(responseColumns)
    .from(responses)
    .where(ofQuiz)
    .orderBy(asc(responses.position))
    .prepare();
  const keepResponse = orm
    .insert(responses)
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
      enrolmentId: sql.placeholder("enrolmentId"),
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

  function read(quizId: number): Quiz | null {
    const quiz = byId.get({ quizId });
    return quiz === undefined ? null : { ...quiz, responses: responsesOf.all({ quizId }) };
  }

  return {
    async byId(quizId) {
      return database.read(() => read(quizId));
    },

    async cards(enrolmentId) {
      return cards.all({ enrolmentId });
    },

    async begin({ enrolmentId, course, decide }) {
      return database.write(() => {
        const record = learners.record(enrolmentId);
        if (record === null) return { kind: "gone" };
        if (!isStillEdition(course)) return { kind: "course-moved" };
        const { value, changes } = decide({ ...record, cards: cards.all({ enrolmentId }) });
        const [begun] = changes.map((quiz) => begin.get({ enrolmentId, ...quiz }));
        return { kind: "decided", value: { value, quiz: begun === undefined ? null : { ...begun, responses: [] } } };
      });
    },

    async respond({ quizId, questionId, course, decide }) {
      return database.write(() => {
        const quiz = read(quizId);
        const record = quiz === null ? null : learners.record(quiz.enrolmentId);
        if (quiz === null || record === null) return { kind: "gone" };
        if (!isStillEdition(course)) return { kind: "course-moved" };
        const { enrolmentId } = quiz;
        const { value, changes } = decide({ ...record, quiz, card: card.get({ enrolmentId, questionId }) ?? null });
        for (const { response, card: reviewed } of changes) {
          keepResponse.run({ quizId, ...response });
          saveCard.run({ enrolmentId, ...reviewed });
        }
        return { kind: "decided", value };
      });
    },
  };
}
