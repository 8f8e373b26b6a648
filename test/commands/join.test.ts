import { expect, it } from "vitest";
import { joinPresses } from "../../commands/join.ts";
import { fail } from "../../src/coach/problem.ts";
import { GUILD, makeCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";

const { coach } = makeCoach([{ course: makeCourse([["a"]]), questions: [] }]);
const context = { coach, guildId: GUILD, userId: "1", mayManage: false };

it.each(["", "No Such Course", "a:b", "x".repeat(100)])(
  "a forged course %j in the menu is a sentence",
  async (value) => {
    const known = [{ id: "sample", title: "Sample Course" }];
    expect(await joinPresses["choose-course"]({}, { ...context, values: [value] })).toEqual(
      fail({ kind: "unknown-course", asked: value, known }),
    );
  },
);

it("a course of the menu opens the form that asks for the time zone", async () => {
  expect(await joinPresses["choose-course"]({}, { ...context, values: ["sample"] })).toMatchObject({
    ok: true,
    value: { kind: "form" },
  });
});
