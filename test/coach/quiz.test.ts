import { describe, expect, it } from "vitest";
import { createCoach } from "../../src/coach/coach.ts";
import type { QuizStep } from "../../src/coach/quiz.ts";
import { createCatalog } from "../../src/storage/catalog.ts";
import { DAY, expectProblem, expectValue, joinAs, makeCoach } from "../support/coach.ts";
import { makeCourse, makeQuestion } from "../support/course.ts";

const questions = [..."abcdefg"].map((name, index) => makeQuestion("a", name, index % 4));
const content = { course: makeCourse([["a", "b"], ["c"]]), questions };

function questionOf(step: QuizStep) {
  if (step.kind !== "question") throw new Error("a question was expected, not the summary");
  return step;
}

function rightOf(step: QuizStep): number {
  return questionOf(step).question.options.findIndex(({ right }) => right);
}

describe("a quiz", () => {
  it("asks five different questions of the lesson, and sums up what was right and when the rest comes back", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    let step: QuizStep = expectValue(await test.coach.beginQuiz({ ...who, lessonId: "a" }));
    const asked = new Set<string>();
    for (let position = 0; position < 5; position += 1) {
      const { quiz, question } = questionOf(step);
      asked.add(question.id);
      const choice = position < 2 ? rightOf(step) : (rightOf(step) + 1) % 4;
      const answered = expectValue(await test.coach.answerQuestion({ userId: "1", quizId: quiz.id, position, choice }));
      expect(answered.answer).toMatchObject({ choice, right: position < 2 });
      step = expectValue(await test.coach.continueQuiz({ userId: "1", quizId: quiz.id, position: position + 1 }));
    }
    expect(asked.size).toBe(5);
    if (step.kind !== "summary") throw new Error("a sixth question");
    expect(step).toMatchObject({ right: 2, lesson: { id: "a" } });
    expect(step.missed).toHaveLength(3);
    for (const { dueAt } of step.missed) expect(dueAt).toBeGreaterThan(test.clock.now());
  });

  it("counts the first answer to a question only", async () => {
    const test = makeCoach([content]);
    await joinAs(test, "1");
    const step = expectValue(await test.coach.beginQuiz({ guildId: "100000000000000001", userId: "1", lessonId: "a" }));
    const { quiz } = questionOf(step);
    const press = (choice: number) => test.coach.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choice });
    const [first, second] = await Promise.all([press(rightOf(step)), press((rightOf(step) + 1) % 4)]);
    expect(expectValue(first).answer).toMatchObject({ right: true });
    expect(expectValue(second).answer).toEqual(expectValue(first).answer);
  });

  it("brings back first, in a review, what was missed, and not what was right", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const step = expectValue(await test.coach.beginQuiz({ ...who, lessonId: "a" }));
    const { quiz } = questionOf(step);
    const [knownId, missedId] = quiz.questionIds.map((asked) => asked.split("@")[0]);
    const second = questions.find(({ id }) => id === missedId);
    const wrong = second?.options.findIndex(({ right }) => !right) ?? 0;
    await test.coach.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choice: rightOf(step) });
    await test.coach.answerQuestion({ userId: "1", quizId: quiz.id, position: 1, choice: wrong });
    await test.clock.advance(1.5 * DAY);
    const review = questionOf(expectValue(await test.coach.beginQuiz({ ...who, lessonId: null })));
    expect(review.question.id).toBe(missedId);
    expect(review.quiz.questionIds.map((asked) => asked.split("@")[0])).not.toContain(knownId);
  });

  it("of another member is not theirs to answer", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await joinAs(test, "2");
    const { quiz } = questionOf(expectValue(await test.coach.beginQuiz({ ...who, lessonId: "a" })));
    const thief = await test.coach.answerQuestion({ userId: "2", quizId: quiz.id, position: 0, choice: 0 });
    expect(expectProblem(thief).kind).toBe("not-yours");
  });

  it("passes over questions that the course no longer has, and says when it is gone whole", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { quiz } = questionOf(expectValue(await test.coach.beginQuiz({ ...who, lessonId: "a" })));
    const kept = questions.filter(({ id }) => quiz.questionIds[3]?.startsWith(`${id}@`));
    const later = createCoach(
      {
        ...test.ports,
        catalog: createCatalog([{ course: content.course, questions: kept, markdown: "" }], test.storage.shelf),
      },
      test.loop,
    );
    const next = expectValue(await later.continueQuiz({ userId: "1", quizId: quiz.id, position: 1 }));
    expect(questionOf(next).position).toBe(3);
    const gone = await later.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choice: 0 });
    expect(expectProblem(gone).kind).toBe("quiz-gone");
    expect(expectProblem(await later.continueQuiz({ userId: "1", quizId: 999, position: 0 })).kind).toBe("quiz-gone");
  });

  it("does not grade an answer by options that were reordered after they were shown", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const { quiz } = questionOf(expectValue(await test.coach.beginQuiz({ ...who, lessonId: "a" })));
    const reordered = questions.map((question) => ({ ...question, options: question.options.toReversed() }));
    const later = createCoach(
      {
        ...test.ports,
        catalog: createCatalog([{ course: content.course, questions: reordered, markdown: "" }], test.storage.shelf),
      },
      test.loop,
    );
    const answered = await later.answerQuestion({ userId: "1", quizId: quiz.id, position: 0, choice: 0 });
    expect(expectProblem(answered).kind).toBe("quiz-gone");
  });

  it("about a lesson without questions says so", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    expect(expectProblem(await test.coach.beginQuiz({ ...who, lessonId: "b" }))).toMatchObject({
      kind: "no-questions",
      lesson: { id: "b" },
    });
  });

  it("reviews only lessons that the learner has met: started, done, or next", async () => {
    const test = makeCoach([{ ...content, questions: [makeQuestion("c", "later")] }]);
    const who = await joinAs(test, "1");
    expect(expectProblem(await test.coach.beginQuiz({ ...who, lessonId: null })).kind).toBe("no-questions");
    await test.coach.tickItems({ ...who, keys: ["lesson:a", "lesson:b"], ticked: true });
    expect(expectValue(await test.coach.beginQuiz({ ...who, lessonId: null })).kind).toBe("question");
  });
});
