import { expect, it } from "vitest";
import { pose, recall } from "../../src/quiz/asked.ts";
import type { FamilyEntry, OrderQuestion } from "../../src/quiz/question.ts";
import { makeQuestion } from "../support/course.ts";

const written = makeQuestion("clocks", "written");
const steps: OrderQuestion = {
  id: "clocks/steps",
  lessonId: "clocks",
  difficulty: "hard",
  kind: "order",
  text: "In which order?",
  steps: ["first", "then", "last"].map((text) => ({ text, explanation: `why ${text}` })),
};
const family: FamilyEntry = {
  id: "clocks/compare",
  lessonId: "clocks",
  difficulty: "medium",
  kind: "family",
  family: "vector-clock-comparison",
};
const bank = [written, steps, family];

it("remembers a written question by its id, whatever the seed", () => {
  for (const entry of [written, steps]) {
    expect(recall(bank, pose(entry, 5))).toEqual(entry);
    expect(pose(entry, 5)).toBe(pose(entry, 6));
  }
});

it("remembers exactly the instance of a family that was asked", () => {
  const [first, other] = [pose(family, 5), pose(family, 6)];
  expect(recall(bank, first)).toMatchObject({ id: "clocks/compare", difficulty: "medium", kind: "choice" });
  expect(recall(bank, first)).toEqual(recall(bank, first));
  expect(recall(bank, other)).not.toEqual(recall(bank, first));
});

it("forgets a question whose wording has changed", () => {
  const asked = bank.map((entry) => pose(entry, 5));
  const changed = [
    { ...written, options: written.options.toReversed() },
    { ...steps, steps: steps.steps.toReversed() },
    { ...makeQuestion("clocks", "compare"), id: family.id },
  ];
  expect(asked.map((question) => recall(changed, question))).toEqual([null, null, null]);
  expect(recall(bank, `${family.id}~6@${asked[2]?.split("@")[1]}`)).toBeNull();
});

it("forgets a question that the bank no longer has, and knows none that was never asked", () => {
  expect(recall([], pose(written, 5))).toBeNull();
  expect(recall(bank, "clocks/written")).toBeNull();
  expect(recall(bank, "")).toBeNull();
  expect(recall(bank, pose(written, 5).replace("@", "~5@"))).toBeNull();
});

it("keeps the marks from before there were other kinds of questions", () => {
  expect(pose(written, 0)).toBe("clocks/written@1v7pmmv");
});
