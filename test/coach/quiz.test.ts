import { describe, expect, it } from "vitest";
import type { QuizStep } from "../../src/coach/quizzes/quiz-step.ts";
import { DAY, expectProblem, expectValue, joinAs, makeCoach, restartWith } from "../support/coach.ts";
import { makeCourse, makeQuestion } from "../support/course.ts";

const questions = [..."abcdefg"].map((name, index) => makeQuestion("a", name, index % 4));
const content = { course: makeCourse([["a", "b"], ["c"]]), questions };

function questionOf(step: QuizStep) {
  if (step.kind !== "question") throw new Error("a question was expected, not the summary");
  return step;
}

function rightOf(step: QuizStep): number {
  const { question } = questionOf(step);
  if (question.kind !== "choice") throw new Error("a question with options was expected");
  return question.options.findIndex(({ right }) => right);
}

describe("a quiz", () => {
  it("asks five different questions of the lesson, and sums up what was right and when the rest comes back", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    let step: QuizStep = expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" }));
    const asked = new Set<string>();
    for (let position = 0; position < 5; position += 1) {
      const { quiz, question } = questionOf(step);
      asked.add(question.id);
      const choice = position < 2 ? rightOf(step) : (rightOf(step) + 1) % 4;
      const answered = expectValue(
        await test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position, choices: [choice] }),
      );
      expect(answered.response).toMatchObject({ choices: [choice], right: position < 2 });
      step = expectValue(
        await test.coach.quizzes.continueQuiz({ userId: "1", quizId: quiz.id, position: position + 1 }),
      );
    }
    expect(asked.size).toBe(5);
    if (step.kind !== "summary") throw new Error("a sixth question");
    expect(step).toMatchObject({ right: 2, lesson: { id: "a" } });
    expect(step.missed).toHaveLength(3);
    for (const { dueAt } of step.missed) expect(dueAt).toBeGreaterThan(test.clock.now());
  });

  it("counts only the first response to a question", async () => {
    const test = makeCoach([content]);
    await joinAs(test, "1");
    const step = expectValue(
      await test.coach.quizzes.beginQuiz({ guildId: "100000000000000001", userId: "1", lessonId: "a" }),
    );
    const { quiz } = questionOf(step);
    const press = (choice: number) =>
      test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices: [choice] });
    const [first, second] = await Promise.all([press(rightOf(step)), press((rightOf(step) + 1) % 4)]);
    expect(expectValue(first).response).toMatchObject({ right: true });
    expect(expectValue(second).response).toEqual(expectValue(first).response);
  });

  it("in a review brings back what was missed first, and not what was right", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const step = expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" }));
    const { quiz } = questionOf(step);
    const [knownId, missedId] = quiz.questionIds.map((asked) => asked.split("@")[0]);
    const second = questions.find(({ id }) => id === missedId);
    const wrong = second?.options.findIndex(({ right }) => !right) ?? 0;
    await test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices: [rightOf(step)] });
    await test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 1, choices: [wrong] });
    await test.clock.advance(1.5 * DAY);
    const review = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: null })));
    expect(review.question.id).toBe(missedId);
    expect(review.quiz.questionIds.map((asked) => asked.split("@")[0])).not.toContain(knownId);
  });

  it("takes steps one by one, and the last of them completes the response", async () => {
    const steps = ["first", "then", "last"].map((text) => ({ text, explanation: `why ${text}` }));
    const entry = {
      id: "a/order",
      lessonId: "a",
      difficulty: "easy",
      kind: "order",
      text: "Which order?",
      steps,
    } as const;
    const test = makeCoach([{ ...content, questions: [entry] }]);
    const who = await joinAs(test, "1");
    const { quiz } = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" })));
    const put = async (choices: readonly number[]) =>
      test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices });
    expect(expectValue(await put([1]))).toMatchObject({ picked: [1], response: null });
    expect(expectValue(await put([1, 0]))).toMatchObject({ picked: [1, 0], response: null });
    expect(expectValue(await put([]))).toMatchObject({ picked: [], response: null });
    expect(expectProblem(await put([1, 1])).kind).toBe("quiz-gone");
    expect(await test.storage.quizzes.cards(who.enrolmentId)).toEqual([]);
    expect(expectValue(await put([0, 1, 2]))).toMatchObject({
      picked: [],
      response: { choices: [0, 1, 2], right: true },
    });
    // Pressing on an old message after the response shows the response.
    expect(expectValue(await put([2]))).toMatchObject({ picked: [], response: { choices: [0, 1, 2], right: true } });
    expect(expectValue(await put([2, 1, 0]))).toMatchObject({ response: { choices: [0, 1, 2], right: true } });
  });

  it("if several options are right, wants all of them and no other", async () => {
    const [question] = questions;
    if (question === undefined) throw new Error("no question");
    const entry = { ...question, options: question.options.map((option, index) => ({ ...option, right: index < 2 })) };
    const test = makeCoach([{ ...content, questions: [entry] }]);
    const who = await joinAs(test, "1");
    for (const [choices, right] of [
      [[0], false],
      [[1, 0], true],
      [[0, 1, 2], false],
    ] as const) {
      const { quiz } = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" })));
      const answered = await test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices });
      expect(expectValue(answered).response).toMatchObject({ choices, right });
    }
  });

  it("asks a different instance of a family each time, and grades the one that was shown", async () => {
    const entry = {
      id: "a/clocks",
      lessonId: "a",
      difficulty: "easy",
      kind: "family",
      family: "vector-clock-comparison",
    } as const;
    const test = makeCoach([{ ...content, questions: [entry] }]);
    const who = await joinAs(test, "1");
    const asked = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const step = expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" }));
      const { quiz, question } = questionOf(step);
      asked.add(question.text);
      const choices = [rightOf(step)];
      const answered = await test.coach.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices });
      expect(expectValue(answered)).toMatchObject({ question, response: { questionId: "a/clocks", right: true } });
      await test.clock.advance(DAY);
    }
    expect(asked.size).toBe(5);
    expect(await test.storage.quizzes.cards(who.enrolmentId)).toMatchObject([
      { questionId: "a/clocks", repetitions: 5 },
    ]);
  });

  it("cannot be answered by another member", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await joinAs(test, "2");
    const { quiz } = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" })));
    const thief = await test.coach.quizzes.answerQuestion({ userId: "2", quizId: quiz.id, position: 0, choices: [0] });
    expect(expectProblem(thief).kind).toBe("not-yours");
  });

  it("skips questions that the course no longer has, and says so if none is left", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { quiz } = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" })));
    const kept = questions.filter(({ id }) => quiz.questionIds[3]?.startsWith(`${id}@`));
    const later = restartWith(test, [{ course: content.course, questions: kept, notes: new Map() }]);
    const next = expectValue(await later.quizzes.continueQuiz({ userId: "1", quizId: quiz.id, position: 1 }));
    expect(questionOf(next).position).toBe(3);
    const gone = await later.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices: [0] });
    expect(expectProblem(gone)).toEqual({ kind: "question-gone", quizId: quiz.id, position: 0 });
    expect(expectProblem(await later.quizzes.continueQuiz({ userId: "1", quizId: 999, position: 0 })).kind).toBe(
      "quiz-gone",
    );
  });

  it("does not grade a response by options that were reordered after they were shown", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { quiz } = questionOf(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "a" })));
    const reordered = questions.map((question) => ({ ...question, options: question.options.toReversed() }));
    const later = restartWith(test, [{ course: content.course, questions: reordered, notes: new Map() }]);
    const answered = await later.quizzes.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choices: [0] });
    expect(expectProblem(answered).kind).toBe("quiz-gone");
  });

  it("about a lesson without questions says so", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    expect(expectProblem(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "b" }))).toMatchObject({
      kind: "no-questions",
      lesson: { id: "b" },
      others: true,
    });
  });

  it("about a lesson without questions does not name others that there are not", async () => {
    const test = makeCoach([{ ...content, questions: [makeQuestion("c", "later")] }]);
    const who = await joinAs(test, "1");
    const problem = expectProblem(await test.coach.quizzes.beginQuiz({ ...who, lessonId: "b" }));
    expect(problem).toMatchObject({ kind: "no-questions", others: false });
  });

  it("reviews only lessons that the learner has met: started, done, or next", async () => {
    const test = makeCoach([{ ...content, questions: [makeQuestion("c", "later")] }]);
    const who = await joinAs(test, "1");
    expect(expectProblem(await test.coach.quizzes.beginQuiz({ ...who, lessonId: null })).kind).toBe("no-questions");
    await test.coach.learning.tickItems({ ...who, keys: ["lesson:a", "lesson:b"], ticked: true });
    expect(expectValue(await test.coach.quizzes.beginQuiz({ ...who, lessonId: null })).kind).toBe("question");
  });
});
