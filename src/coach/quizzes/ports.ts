import type { Quiz, Response } from "../../quiz/quiz.ts";
import type { ReviewCard } from "../../quiz/review.ts";
import type { CourseEdition, LearnerRecord, LearningPorts } from "../learning/ports.ts";
import type { Decided, Decision } from "../ports.ts";

/** What the coach needs to quiz its learners. Instants are UTC epoch milliseconds. */

export type NewQuiz = { lessonId: string | null; questionIds: readonly string[]; startedAt: number };

export type Quizzes = {
  byId(quizId: number): Promise<Quiz | null>;
  cards(enrolmentId: number): Promise<readonly ReviewCard[]>;
  /**
   * Reads the learner and their cards under a lock and asks `decide` which quiz to begin, if any (at most one change).
   */
  begin<Value>(input: {
    enrolmentId: number;
    course: CourseEdition;
    decide(learner: LearnerRecord & { cards: readonly ReviewCard[] }): Decision<Value, NewQuiz>;
  }): Promise<Decided<{ value: Value; quiz: Quiz | null }>>;
  /**
   * Reads the quiz and the card of `questionId` under a lock and asks `decide` for the response to save, with the new
   * card.
   */
  respond<Value>(input: {
    quizId: number;
    questionId: string;
    course: CourseEdition;
    decide(
      quiz: LearnerRecord & { quiz: Quiz; card: ReviewCard | null },
    ): Decision<Value, { response: Response; card: ReviewCard }>;
  }): Promise<Decided<Value>>;
};

export type QuizPorts = LearningPorts & { quizzes: Quizzes };
