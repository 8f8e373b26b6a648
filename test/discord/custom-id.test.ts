import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOTE_SECTIONS } from "../../src/course/notes.ts";
import { type Action, decodeAction, encodeAction } from "../../src/discord/custom-id.ts";

const id = fc.nat(999_999_999_999_999);
const page = fc.nat(9_999);
const slug = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 5 })
  .map((words) => words.join("-"));
const longest = fc.constant("a".repeat(48));
const lessonId = fc.oneof(slug, longest);
const optional = fc.oneof(lessonId, fc.constant(null));

const section = fc.constantFrom(...NOTE_SECTIONS);
const places = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom("join", "join-form", "join-zone"), courseId: optional }),
  fc.record({ kind: fc.constant("leave"), enrolmentId: id, erase: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom("stay", "remove-reminders", "remove-all-reminders", "retry-messages"),
    enrolmentId: id,
  }),
  fc.record({ kind: fc.constantFrom("learn", "quiz", "remind", "remind-form"), enrolmentId: id, lessonId: optional }),
  fc.record({ kind: fc.constantFrom("start", "done"), enrolmentId: id, lessonId }),
  fc.record({ kind: fc.constant("snooze"), enrolmentId: id, lessonId, minutes: fc.integer({ min: 1, max: 1_440 }) }),
  fc.record({ kind: fc.constant("answer"), quizId: id, position: page, choice: page }),
  fc.record({ kind: fc.constant("answers"), quizId: id, position: page }),
  fc.record({ kind: fc.constant("order"), quizId: id, position: page, places }),
  fc.record({ kind: fc.constant("notes"), enrolmentId: id, lessonId, section }),
  fc.record({ kind: fc.constant("turn-notes"), enrolmentId: id, lessonId, section, page }),
  fc.record({ kind: fc.constant("question"), quizId: id, position: page }),
  fc.record({ kind: fc.constantFrom("path", "checklist", "tick", "untick", "resources"), enrolmentId: id, page }),
  fc.record({ kind: fc.constant("leaderboard"), courseId: lessonId, page }),
  fc.record({ kind: fc.constant("hide"), courseId: lessonId, page, hidden: fc.boolean() }),
  fc.record({ kind: fc.constant("choose-course") }),
  fc.record({ kind: fc.constant("course-draft"), draftId: id, page }),
  fc.record({ kind: fc.constant("course-publish"), draftId: id, from: page }),
  fc.record({ kind: fc.constant("course-discard"), draftId: id }),
  fc.record({ kind: fc.constant("course-import-form") }),
  fc.record({ kind: fc.constant("course-preview"), courseId: lessonId, page }),
  fc.record({ kind: fc.constant("course-roll-back"), courseId: lessonId, from: page, to: page }),
  fc.record({ kind: fc.constant("course-keep"), courseId: lessonId }),
  fc.record({ kind: fc.constant("course-archive"), courseId: lessonId, archived: fc.boolean() }),
) as fc.Arbitrary<Action>;

describe("custom ids", () => {
  it("come back as they went, within Discord's 100 characters", () => {
    fc.assert(
      fc.property(action, (wanted) => {
        const encoded = encodeAction(wanted);
        expect(encoded.length).toBeLessThanOrEqual(100);
        expect(decodeAction(encoded)).toEqual(wanted);
      }),
    );
  });

  it("differ for different actions", () => {
    fc.assert(
      fc.property(action, action, (one, other) => {
        expect(encodeAction(one) === encodeAction(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it("are refused, never thrown over, when anything about them is off", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        expect(decodeAction(text)).toBeNull();
      }),
    );
    for (const forged of [
      "",
      "1:start:7",
      "1:start:7:heartbeats:more",
      "1:start:-7:heartbeats",
      "1:start:7:Heartbeats",
      "1:start:7:",
      "1:start:7e3:heartbeats",
      "2:start:7:heartbeats",
      "1:constructor",
      "1:leave:7:yes",
      "1:answer:1:0:999999999999999999",
    ]) {
      expect(decodeAction(forged), forged).toBeNull();
    }
  });
});
