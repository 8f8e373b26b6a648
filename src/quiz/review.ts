import { type Card, createEmptyCard, fsrs, Rating, type State } from "ts-fsrs";

/** A question's FSRS state for one learner. Instants are UTC epoch milliseconds. Source: ts-fsrs, FSRS 6 defaults. */
export type ReviewCard = {
  questionId: string;
  dueAt: number;
  stability: number;
  difficulty: number;
  /** ts-fsrs: 0 new, 1 learning, 2 review, 3 relearning. */
  state: number;
  learningSteps: number;
  repetitions: number;
  lapses: number;
  lastReviewAt: number | null;
};

/**
 * No short-term steps, so that a missed question comes back on another day. No fuzz, so that every run gives the same
 * day.
 */
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });

/** The card after a response at `now`: a right one is rated Good, a wrong one Again. */
export function reviewCard(questionId: string, before: ReviewCard | null, right: boolean, now: number): ReviewCard {
  const { card } = scheduler.next(
    before === null ? createEmptyCard(new Date(now)) : toCard(before),
    new Date(now),
    right ? Rating.Good : Rating.Again,
  );
  return {
    questionId,
    dueAt: card.due.getTime(),
    stability: card.stability,
    difficulty: card.difficulty,
    state: card.state,
    learningSteps: card.learning_steps,
    repetitions: card.reps,
    lapses: card.lapses,
    lastReviewAt: card.last_review?.getTime() ?? null,
  };
}

function toCard(card: ReviewCard): Card {
  return {
    due: new Date(card.dueAt),
    stability: card.stability,
    difficulty: card.difficulty,
    elapsed_days: 0,
    scheduled_days: 0,
    state: card.state as State,
    learning_steps: card.learningSteps,
    reps: card.repetitions,
    lapses: card.lapses,
    ...(card.lastReviewAt === null ? {} : { last_review: new Date(card.lastReviewAt) }),
  };
}
