import { beforeEach, describe, expect, test, vi } from "vitest";
import { keepAll } from "../../../src/coach/ports.ts";
import type { NewQuiz } from "../../../src/coach/quizzes/ports.ts";
import { asItComes, editionOf } from "../../../src/course/versions.ts";
import { type Quiz, type Response, respond } from "../../../src/quiz/quiz.ts";
import { type ReviewCard, reviewCard } from "../../../src/quiz/review.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import type { Enrolment } from "../../../src/study/enrolment.ts";
import { makeQuestion } from "../../support/course.ts";
import { BEN, COURSE, change, DAY, enrol, GUILD, NOW } from "../learner.ts";
import { ENGINES } from "./engines.ts";

const FAILS = makeQuestion("nodes", "what-fails", 1);
const DECIDES = makeQuestion("nodes", "who-decides", 0);
const QUESTIONS = [FAILS, DECIDES] as const;
const EDITION = { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) };
const QUIZ: NewQuiz = { lessonId: "nodes", questionIds: QUESTIONS.map(({ id }) => id), startedAt: NOW };

describe.each(ENGINES)("quizzes, on $name", ({ open }) => {
  let storage: Storage;
  let ann: Enrolment;
  beforeEach(async () => {
    storage = await open();
    ann = await enrol(storage);
  });

  async function begin(quiz: NewQuiz = QUIZ, enrolmentId = ann.id): Promise<Quiz> {
    const outcome = await storage.quizzes.begin({
      enrolmentId,
      course: EDITION,
      decide: () => ({ value: null, changes: [quiz] }),
    });
    if (outcome.kind !== "decided" || outcome.value.quiz === null) throw new Error("no quiz was begun");
    return outcome.value.quiz;
  }

  /** Responds as the real rule does. Gives the response that counts. */
  async function answer(quizId: number, position: 0 | 1, choice: number, now = NOW): Promise<Response> {
    const question = QUESTIONS[position];
    const outcome = await storage.quizzes.respond<Response>({
      quizId,
      questionId: question.id,
      course: EDITION,
      decide({ quiz, card: before }) {
        const { response, card } = respond(quiz, before, { question, position, choices: [choice], now });
        return { value: response, changes: card === null ? [] : [{ response, card }] };
      },
    });
    if (outcome.kind !== "decided") throw new Error(`not decided: ${outcome.kind}`);
    return outcome.value;
  }

  /** Saves this response and card without a rule. */
  const keep = (quizId: number, response: Response, card: ReviewCard) =>
    storage.quizzes.respond({
      quizId,
      questionId: response.questionId,
      course: EDITION,
      decide: () => ({ value: null, changes: [{ response, card }] }),
    });

  const responsesOf = async (quizId: number) => (await storage.quizzes.byId(quizId))?.responses;

  const archive = () =>
    storage.shelf.decide({
      guildId: GUILD,
      decide: () => ({
        value: null,
        changes: [{ kind: "put-course", course: { ...asItComes(COURSE), archived: true } }],
      }),
    });

  describe("a quiz", () => {
    test("begins without responses", async () => {
      const quiz = await begin();
      expect(quiz).toEqual({ id: expect.any(Number), enrolmentId: ann.id, ...QUIZ, responses: [] });
      expect(await storage.quizzes.byId(quiz.id)).toEqual(quiz);
    });

    test("without a lesson is a review", async () => {
      const quiz = await begin({ ...QUIZ, lessonId: null });
      expect((await storage.quizzes.byId(quiz.id))?.lessonId).toBeNull();
    });

    test("that was never begun is null", async () => {
      expect(await storage.quizzes.byId(1)).toBeNull();
    });

    test("is chosen from the learner's progress and review cards", async () => {
      await change(storage, ann.id, { kind: "complete", lessonId: "nodes", at: NOW });
      await answer((await begin()).id, 0, 3);
      const seen = await storage.quizzes.begin({ enrolmentId: ann.id, course: EDITION, decide: keepAll });
      expect(seen).toEqual({
        kind: "decided",
        value: {
          value: {
            enrolment: ann,
            progress: { started: new Map(), completed: new Map([["nodes", NOW]]), ticks: new Set() },
            cards: [reviewCard(FAILS.id, null, false, NOW)],
          },
          quiz: null,
        },
      });
    });

    test("is not begun if the learner is gone or the course has changed", async () => {
      const decide = vi.fn(() => ({ value: null, changes: [QUIZ] }));
      expect(await storage.quizzes.begin({ enrolmentId: 999, course: EDITION, decide })).toEqual({ kind: "gone" });
      await archive();
      expect(await storage.quizzes.begin({ enrolmentId: ann.id, course: EDITION, decide })).toEqual({
        kind: "course-moved",
      });
      expect(decide).not.toHaveBeenCalled();
      expect(await storage.quizzes.byId(1)).toBeNull();
    });
  });

  describe("a response", () => {
    test("is decided from the quiz, the learner and the question's card, and saved with the new card", async () => {
      const quiz = await begin();
      const response = await answer(quiz.id, 0, 2);
      expect(response).toEqual({ position: 0, questionId: FAILS.id, choices: [2], right: false, answeredAt: NOW });
      const card = reviewCard(FAILS.id, null, false, NOW);
      expect(await responsesOf(quiz.id)).toEqual([response]);
      expect(await storage.quizzes.cards(ann.id)).toEqual([card]);

      const seen = await storage.quizzes.respond({
        quizId: quiz.id,
        questionId: FAILS.id,
        course: EDITION,
        decide: keepAll,
      });

      const progress = { started: new Map(), completed: new Map(), ticks: new Set() };
      const value = { enrolment: ann, progress, quiz: { ...quiz, responses: [response] }, card };
      expect(seen).toEqual({ kind: "decided", value });
    });

    test("counts if it is the first; a later one changes nothing and gets the first", async () => {
      const quiz = await begin();
      const first = await answer(quiz.id, 0, 2);
      const cards = await storage.quizzes.cards(ann.id);
      expect(await answer(quiz.id, 0, 1, NOW + 1)).toEqual(first);
      expect(await responsesOf(quiz.id)).toEqual([first]);
      expect(await storage.quizzes.cards(ann.id)).toEqual(cards);
    });

    test("counts if it is the first of two at the same time", async () => {
      const quiz = await begin();
      const [one, other] = await Promise.all([answer(quiz.id, 0, 2), answer(quiz.id, 0, 1)]);
      expect(one).toEqual(other);
      expect(await responsesOf(quiz.id)).toEqual([one]);
    });

    test("for a position that has one is refused, and the card stays as it is", async () => {
      const quiz = await begin();
      const first = await answer(quiz.id, 0, 2);
      const cards = await storage.quizzes.cards(ann.id);
      await expect(
        keep(quiz.id, { ...first, choices: [1], right: true }, reviewCard(FAILS.id, null, true, NOW + DAY)),
      ).rejects.toThrow();
      expect(await responsesOf(quiz.id)).toEqual([first]);
      expect(await storage.quizzes.cards(ann.id)).toEqual(cards);
    });

    test("is listed by position, in whatever order the responses came", async () => {
      const quiz = await begin();
      const second = await answer(quiz.id, 1, 0);
      const first = await answer(quiz.id, 0, 3, NOW + 1);
      expect(await responsesOf(quiz.id)).toEqual([first, second]);
    });

    test("belongs to its quiz, so the next quiz may ask the same question", async () => {
      await answer((await begin()).id, 0, 2);
      const before = reviewCard(FAILS.id, null, false, NOW);
      const later = await begin();
      expect(await answer(later.id, 0, 1, NOW + DAY)).toMatchObject({ right: true });
      expect(await storage.quizzes.cards(ann.id)).toEqual([reviewCard(FAILS.id, before, true, NOW + DAY)]);
    });

    test("for a quiz that was erased or never existed is not decided", async () => {
      const quiz = await begin();
      await change(storage, ann.id, { kind: "erase" });
      const decide = vi.fn(() => keepAll(null));
      for (const quizId of [quiz.id, 999]) {
        expect(await storage.quizzes.respond({ quizId, questionId: FAILS.id, course: EDITION, decide })).toEqual({
          kind: "gone",
        });
      }
      expect(decide).not.toHaveBeenCalled();
      expect(await storage.quizzes.cards(ann.id)).toEqual([]);
    });

    test("for a course that has changed is not decided", async () => {
      const quiz = await begin();
      await archive();
      const decide = vi.fn(() => keepAll(null));
      expect(await storage.quizzes.respond({ quizId: quiz.id, questionId: FAILS.id, course: EDITION, decide })).toEqual(
        { kind: "course-moved" },
      );
      expect(decide).not.toHaveBeenCalled();
    });

    test("whose decision throws is not saved", async () => {
      const quiz = await begin();
      const deciding = storage.quizzes.respond({
        quizId: quiz.id,
        questionId: FAILS.id,
        course: EDITION,
        decide() {
          throw new Error("no rule for this");
        },
      });
      await expect(deciding).rejects.toThrow("no rule for this");
      expect(await responsesOf(quiz.id)).toEqual([]);
    });

    test("keeps its choices in the order in which they were made", async () => {
      const quiz = await begin();
      const response = { position: 1, questionId: DECIDES.id, choices: [3, 0, 2], right: false, answeredAt: NOW };
      await keep(quiz.id, response, reviewCard(DECIDES.id, null, false, NOW));
      expect(await responsesOf(quiz.id)).toEqual([response]);
    });
  });

  describe("review cards", () => {
    test("belong to one learner each", async () => {
      const ben = await enrol(storage, { userId: BEN });
      const quiz = await begin();
      await answer(quiz.id, 0, 2);
      await answer(quiz.id, 1, 0);
      const ids = (await storage.quizzes.cards(ann.id)).map(({ questionId }) => questionId);
      expect(new Set(ids)).toEqual(new Set(QUESTIONS.map(({ id }) => id)));
      expect(ids).toHaveLength(2);
      expect(await storage.quizzes.cards(ben.id)).toEqual([]);
      const seen = await storage.quizzes.respond({
        quizId: (await begin(QUIZ, ben.id)).id,
        questionId: FAILS.id,
        course: EDITION,
        decide: ({ card, enrolment }) => keepAll({ card, enrolment }),
      });
      expect(seen).toEqual({ kind: "decided", value: { card: null, enrolment: ben } });
    });

    test("that were never reviewed have no last review", async () => {
      const quiz = await begin();
      const card = { ...reviewCard(FAILS.id, null, true, NOW), lastReviewAt: null };
      const response = { position: 0, questionId: FAILS.id, choices: [1], right: true, answeredAt: NOW };
      await keep(quiz.id, response, card);
      expect(await storage.quizzes.cards(ann.id)).toEqual([card]);
    });
  });
});
