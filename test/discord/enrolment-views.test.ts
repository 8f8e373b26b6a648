import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Learner } from "../../src/coach/learning/learner.ts";
import type { View } from "../../src/discord/message.ts";
import { joinedView, leaveView, leftView } from "../../src/discord/views/enrolment.ts";
import { chooseKeptView, erasedView, keptView } from "../../src/discord/views/kept.ts";
import { problemView } from "../../src/discord/views/problem.ts";
import { findRefusals } from "../support/valid-view.ts";
import { enrolment, learner } from "./support/any-learner.ts";

/** A member with 24 other courses in another time zone. */
const MOVED = {
  reminders: { resumed: 20, over: 3 },
  elsewhere: Array.from({ length: 24 }, () => ({ title: "*".repeat(150), timeZone: enrolment.timeZone })),
};

describe("for any course, Discord accepts", () => {
  it.each<[string, (learner: Learner) => View]>([
    ["leaving", leaveView],
    ["having left", (learner) => leftView({ learner, paused: 23 })],
    ["having erased", ({ content }) => erasedView({ courseId: content.course.id, content })],
    [
      "what is kept after leaving",
      (learner) => keptView({ enrolmentId: enrolment.id, courseId: "sample", hasLeft: true, learner, paused: 23 }),
    ],
    [
      "a choice of 30 courses that were left",
      (learner) =>
        chooseKeptView(
          Array.from({ length: 30 }, (_, enrolmentId) => ({
            enrolmentId,
            courseId: "sample",
            hasLeft: true,
            learner: enrolmentId % 2 === 0 ? null : learner,
            paused: 0,
          })),
        ),
    ],
    [
      "somebody who left",
      ({ content: { course } }) =>
        problemView({ kind: "left", enrolmentId: enrolment.id, course: { id: course.id, title: course.title } }, true),
    ],
    ["a welcome", (learner) => joinedView({ learner, outcome: "joined", ...MOVED })],
    ["a return", (learner) => joinedView({ learner, outcome: "returned", ...MOVED })],
  ])("%s", (_name, make) => {
    fc.assert(
      fc.property(learner, (learner) => {
        expect(findRefusals(make(learner))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
