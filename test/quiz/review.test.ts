import fc from "fast-check";
import { type Card, createEmptyCard, fsrs, Rating } from "ts-fsrs";
import { describe, expect, it } from "vitest";
import { type ReviewCard, reviewCard } from "../../src/quiz/review.ts";

const DAY = 86_400_000;
const FIRST_ANSWER = Date.UTC(2026, 10, 25, 19);

/** The days until each next review, if every response comes exactly when the review is due. */
function daysBetween(answers: readonly boolean[]): number[] {
  let card: ReviewCard | null = null;
  let now = FIRST_ANSWER;
  return answers.map((right) => {
    card = reviewCard("consensus/quorum", card, right, now);
    const days = (card.dueAt - now) / DAY;
    now = card.dueAt;
    return days;
  });
}

describe("a review card", () => {
  // Golden: what ts-fsrs 5.4 (FSRS 6, default weights, no fuzz, no short-term steps) schedules for these histories.
  it.each([
    { history: "always right", answers: [true, true, true, true, true], days: [3, 14, 57, 196, 586] },
    { history: "missed at first", answers: [false, true, true], days: [1, 3, 8] },
    { history: "forgotten later", answers: [true, true, false, true, false], days: [3, 14, 2, 5, 1] },
    { history: "never right", answers: [false, false, false], days: [1, 1, 1] },
  ])("$history: comes back after $days days", ({ answers, days }) => {
    expect(daysBetween(answers)).toEqual(days);
  });

  it("keeps everything that the scheduler needs", () => {
    const first = reviewCard("consensus/quorum", null, true, FIRST_ANSWER);
    expect(first).toEqual({
      questionId: "consensus/quorum",
      dueAt: FIRST_ANSWER + 3 * DAY,
      stability: 2.3065,
      difficulty: 2.11810397,
      state: 2,
      learningSteps: 0,
      repetitions: 1,
      lapses: 0,
      lastReviewAt: FIRST_ANSWER,
    });
    const forgotten = reviewCard("consensus/quorum", first, false, first.dueAt);
    expect(forgotten).toMatchObject({ repetitions: 2, lapses: 1, lastReviewAt: first.dueAt });
  });

  it("schedules a review done early or late as ts-fsrs does with its own cards", () => {
    const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });
    const answers = fc.array(fc.record({ right: fc.boolean(), waited: fc.integer({ min: 0, max: 400 * DAY }) }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(answers, (history) => {
        let now = FIRST_ANSWER;
        let card: ReviewCard | null = null;
        let theirs: Card = createEmptyCard(new Date(now));
        for (const { right, waited } of history) {
          now += waited;
          card = reviewCard("consensus/quorum", card, right, now);
          theirs = scheduler.next(theirs, new Date(now), right ? Rating.Good : Rating.Again).card;
          expect({ dueAt: card.dueAt, stability: card.stability, difficulty: card.difficulty }).toEqual({
            dueAt: theirs.due.getTime(),
            stability: theirs.stability,
            difficulty: theirs.difficulty,
          });
        }
      }),
    );
  });

  it("never comes back on the same day, and never later after a miss than after a right response", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 8 }), fc.integer({ min: 0, max: 400 * DAY }), (past, waited) => {
        let before: ReviewCard | null = null;
        let now = FIRST_ANSWER;
        for (const right of past) {
          before = reviewCard("consensus/quorum", before, right, now);
          now = before.dueAt;
        }
        now += waited;
        const missed = reviewCard("consensus/quorum", before, false, now);
        const right = reviewCard("consensus/quorum", before, true, now);
        expect(missed.dueAt).toBeGreaterThanOrEqual(now + DAY);
        expect(missed.dueAt).toBeLessThanOrEqual(right.dueAt);
      }),
    );
  });
});
