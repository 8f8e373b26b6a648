import { beforeEach, describe, expect, test } from "vitest";
import type { ReviewCard } from "../../src/quiz/review.ts";
import { reviewCard } from "../../src/quiz/review.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { openTestStorage } from "../support/database.ts";
import { BEN, DAY, enrol, NOW } from "./learner.ts";

let storage: Storage;
let enrolmentId: number;
beforeEach(async () => {
  storage = openTestStorage();
  enrolmentId = (await enrol(storage)).id;
});

const QUESTIONS = ["nodes/what-fails", "nodes/who-decides"] as const;
const begin = () => storage.quizzes.begin({ enrolmentId, lessonId: "nodes", questionIds: QUESTIONS, now: NOW });

const answer = (position: 0 | 1, choices: readonly number[], right: boolean, answeredAt = NOW) => ({
  position,
  questionId: QUESTIONS[position],
  choices,
  right,
  answeredAt,
});
const give = (quizId: number, given: ReturnType<typeof answer>, before: ReviewCard | null = null) =>
  storage.quizzes.answer({
    quizId,
    answer: given,
    card: reviewCard(given.questionId, before, given.right, given.answeredAt),
  });

test("a quiz begins unanswered", async () => {
  const quiz = await begin();
  expect(quiz).toEqual({
    id: expect.any(Number),
    enrolmentId,
    lessonId: "nodes",
    questionIds: QUESTIONS,
    startedAt: NOW,
    answers: [],
  });
  expect(await storage.quizzes.byId(quiz.id)).toEqual(quiz);
});

test("a review is of no lesson", async () => {
  const quiz = await storage.quizzes.begin({ enrolmentId, lessonId: null, questionIds: ["a/b"], now: NOW });
  expect((await storage.quizzes.byId(quiz.id))?.lessonId).toBeNull();
});

test("there is no quiz that was never begun", async () => {
  expect(await storage.quizzes.byId(1)).toBeNull();
});

describe("an answer", () => {
  test("is kept with its review card", async () => {
    const quiz = await begin();
    const given = answer(0, [2], false);
    expect(await give(quiz.id, given)).toEqual({ answer: given, already: false });
    expect((await storage.quizzes.byId(quiz.id))?.answers).toEqual([given]);
    expect(await storage.quizzes.card(enrolmentId, QUESTIONS[0])).toEqual(reviewCard(QUESTIONS[0], null, false, NOW));
  });

  test("counts when it is the first: a later one changes nothing and is told the first", async () => {
    const quiz = await begin();
    const first = answer(0, [2], false);
    await give(quiz.id, first);
    const card = await storage.quizzes.card(enrolmentId, QUESTIONS[0]);
    expect(await give(quiz.id, answer(0, [1], true, NOW + 1), card)).toEqual({ answer: first, already: true });
    expect((await storage.quizzes.byId(quiz.id))?.answers).toEqual([first]);
    expect(await storage.quizzes.card(enrolmentId, QUESTIONS[0])).toEqual(card);
  });

  test("stands at its position, whatever order they came in", async () => {
    const quiz = await begin();
    const second = answer(1, [0], true);
    const first = answer(0, [3], true, NOW + 1);
    await give(quiz.id, second);
    await give(quiz.id, first);
    expect((await storage.quizzes.byId(quiz.id))?.answers).toEqual([first, second]);
  });

  test("belongs to its quiz: the same question may be answered anew in the next", async () => {
    const earlier = await begin();
    await give(earlier.id, answer(0, [2], false));
    const before = await storage.quizzes.card(enrolmentId, QUESTIONS[0]);
    const later = await begin();
    expect((await give(later.id, answer(0, [1], true, NOW + DAY), before)).already).toBe(false);
    const after = await storage.quizzes.card(enrolmentId, QUESTIONS[0]);
    expect(after).toEqual(reviewCard(QUESTIONS[0], before, true, NOW + DAY));
    expect(await storage.quizzes.cards(enrolmentId)).toEqual([after]);
  });

  test("to a quiz that was erased writes nothing", async () => {
    const quiz = await begin();
    await storage.enrolments.leave({ enrolmentId, erase: true, now: NOW });
    await expect(give(quiz.id, answer(0, [2], false))).rejects.toThrow(/constraint/i);
    expect(await storage.quizzes.byId(quiz.id)).toBeNull();
    expect(await storage.quizzes.cards(enrolmentId)).toEqual([]);
  });

  test("is not kept when its card cannot be", async () => {
    const quiz = await begin();
    const given = answer(0, [2], false);
    const broken = { ...reviewCard(given.questionId, null, false, NOW), stability: Number.NaN };
    await expect(storage.quizzes.answer({ quizId: quiz.id, answer: given, card: broken })).rejects.toThrow(/NOT NULL/);
    expect((await storage.quizzes.byId(quiz.id))?.answers).toEqual([]);
  });
});

test("review cards are each learner's own", async () => {
  const quiz = await begin();
  await give(quiz.id, answer(0, [2], false));
  await give(quiz.id, answer(1, [0], true));
  expect((await storage.quizzes.card(enrolmentId, QUESTIONS[1]))?.questionId).toBe(QUESTIONS[1]);
  const ben = await enrol(storage, { userId: BEN });
  expect((await storage.quizzes.cards(enrolmentId)).map(({ questionId }) => questionId)).toEqual(QUESTIONS);
  expect(await storage.quizzes.cards(ben.id)).toEqual([]);
  expect(await storage.quizzes.card(ben.id, QUESTIONS[0])).toBeNull();
});

test("a card that was never reviewed has no last review", async () => {
  const quiz = await begin();
  const card = { ...reviewCard(QUESTIONS[0], null, true, NOW), lastReviewAt: null };
  await storage.quizzes.answer({ quizId: quiz.id, answer: answer(0, [0], true), card });
  expect(await storage.quizzes.card(enrolmentId, QUESTIONS[0])).toEqual(card);
});
