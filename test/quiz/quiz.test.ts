import { describe, expect, it } from "vitest";
import { type Response, respond } from "../../src/quiz/quiz.ts";
import { reviewCard } from "../../src/quiz/review.ts";
import { makeQuestion } from "../support/course.ts";

const NOW = Date.UTC(2026, 10, 23, 18);
const DAY = 86_400_000;
const question = makeQuestion("nodes", "what-fails", 1);

describe("a response to a question", () => {
  it.each([
    [1, true],
    [2, false],
  ])("of option %i is graded (%s), and the review card follows", (choice, right) => {
    const input = { question, position: 0, choices: [choice], now: NOW };
    expect(respond({ responses: [] }, null, input)).toEqual({
      response: { position: 0, questionId: question.id, choices: [choice], right, answeredAt: NOW },
      card: reviewCard(question.id, null, right, NOW),
    });
  });

  it("counts when it is the first for its position: a later one is told the first, and no card changes", () => {
    const first: Response = { position: 0, questionId: question.id, choices: [2], right: false, answeredAt: NOW };
    const card = reviewCard(question.id, null, false, NOW);
    const input = { question, position: 0, choices: [1], now: NOW + 1 };
    expect(respond({ responses: [first] }, card, input)).toEqual({ response: first, card: null });
  });

  it("to another position of the quiz counts by itself", () => {
    const first: Response = { position: 0, questionId: question.id, choices: [2], right: false, answeredAt: NOW };
    const input = { question, position: 1, choices: [1], now: NOW + 1 };
    expect(respond({ responses: [first] }, null, input)).toMatchObject({ response: { position: 1, right: true } });
  });

  it("in a later quiz moves the card on from where it was", () => {
    const before = reviewCard(question.id, null, false, NOW);
    const input = { question, position: 0, choices: [1], now: NOW + DAY };
    const { card } = respond({ responses: [] }, before, input);
    expect(card).toEqual(reviewCard(question.id, before, true, NOW + DAY));
    expect(card).not.toEqual(reviewCard(question.id, null, true, NOW + DAY));
  });
});
