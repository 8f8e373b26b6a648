import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { NOTE_SECTIONS } from "../../src/course/notes.ts";
import { createCodec } from "../../src/discord/actions/codec.ts";
import {
  type ActionFrom,
  type Feature,
  mergeFeatures,
  pressed,
  type SharedKinds,
} from "../../src/discord/actions/declare.ts";
import { number } from "../../src/discord/actions/fields.ts";
import { type Action, type AllActions, actions, allActions } from "../../src/discord/actions/index.ts";
import type { PressesOf } from "../../src/discord/press.ts";

const id = fc.nat(999_999_999_999_999);
const page = fc.nat(9_999);
const slug = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 5 })
  .map((words) => words.join("-"));
const longest = fc.constant("a".repeat(48));
const lessonId = fc.oneof(slug, longest);
const optional = fc.oneof(lessonId, fc.constant(null));

const section = fc.constantFrom(...NOTE_SECTIONS);
const indexes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 5 });

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom("join", "join-form", "join-zone"), courseId: optional }),
  fc.record({ kind: fc.constant("leave"), enrolmentId: id, erase: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom("stay", "kept", "remove-reminders", "remove-all-reminders", "retry-messages"),
    enrolmentId: id,
  }),
  fc.record({ kind: fc.constantFrom("learn", "quiz", "remind", "remind-form"), enrolmentId: id, lessonId: optional }),
  fc.record({ kind: fc.constantFrom("turn-lesson", "turn-quiz"), enrolmentId: id, lessonId: optional }),
  fc.record({ kind: fc.constantFrom("start", "done", "reopen", "lesson-part"), enrolmentId: id, lessonId }),
  fc.record({ kind: fc.constant("snooze"), enrolmentId: id, lessonId, minutes: fc.integer({ min: 1, max: 1_440 }) }),
  fc.record({ kind: fc.constant("answer"), quizId: id, position: page, choice: page }),
  fc.record({ kind: fc.constant("answers"), quizId: id, position: page }),
  fc.record({ kind: fc.constant("order"), quizId: id, position: page, indexes }),
  fc.record({ kind: fc.constant("notes"), enrolmentId: id, lessonId, section }),
  fc.record({ kind: fc.constant("turn-notes"), enrolmentId: id, lessonId, section, page }),
  fc.record({ kind: fc.constant("question"), quizId: id, position: page }),
  fc.record({ kind: fc.constantFrom("path", "checklist", "tick", "untick", "resources"), enrolmentId: id, page }),
  fc.record({ kind: fc.constant("leaderboard"), courseId: lessonId, page }),
  fc.record({ kind: fc.constant("hide"), courseId: lessonId, page, hidden: fc.boolean() }),
  fc.record({ kind: fc.constant("visibility"), hidden: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("choose-course", "choose-kept", "hide-me") }),
  fc.record({ kind: fc.constant("course-draft"), draftId: id, page }),
  fc.record({ kind: fc.constant("course-publish"), draftId: id, from: page }),
  fc.record({ kind: fc.constant("course-discard"), draftId: id }),
  fc.record({ kind: fc.constant("course-import-form") }),
  fc.record({ kind: fc.constant("course-preview"), courseId: lessonId, page }),
  fc.record({ kind: fc.constant("course-changes"), courseId: lessonId, to: page, page }),
  fc.record({ kind: fc.constant("course-roll-back"), courseId: lessonId, from: page, to: page }),
  fc.record({ kind: fc.constant("course-keep"), courseId: lessonId }),
  fc.record({ kind: fc.constant("course-archive"), courseId: lessonId, archived: fc.boolean() }),
) as fc.Arbitrary<Action>;

/** Custom ids as earlier versions wrote them in messages that still exist. None of these lines may ever change. */
const released: readonly [string, Action][] = [
  ["1:join:", { kind: "join", courseId: null }],
  ["1:join:distributed-systems", { kind: "join", courseId: "distributed-systems" }],
  ["1:choose-course", { kind: "choose-course" }],
  ["1:join-form:", { kind: "join-form", courseId: null }],
  ["1:join-form:distributed-systems", { kind: "join-form", courseId: "distributed-systems" }],
  ["1:join-zone:distributed-systems", { kind: "join-zone", courseId: "distributed-systems" }],
  ["1:leave:7:0", { kind: "leave", enrolmentId: 7, erase: false }],
  ["1:leave:7:1", { kind: "leave", enrolmentId: 7, erase: true }],
  ["1:stay:7", { kind: "stay", enrolmentId: 7 }],
  ["1:kept:7", { kind: "kept", enrolmentId: 7 }],
  ["1:choose-kept", { kind: "choose-kept" }],
  ["1:learn:7:", { kind: "learn", enrolmentId: 7, lessonId: null }],
  ["1:learn:7:heartbeats-and-leases", { kind: "learn", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:turn-lesson:7:", { kind: "turn-lesson", enrolmentId: 7, lessonId: null }],
  ["1:turn-lesson:7:heartbeats-and-leases", { kind: "turn-lesson", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:lesson-part:7:heartbeats-and-leases", { kind: "lesson-part", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  [
    "1:notes:7:heartbeats-and-leases:brief",
    { kind: "notes", enrolmentId: 7, lessonId: "heartbeats-and-leases", section: "brief" },
  ],
  [
    "1:turn-notes:7:heartbeats-and-leases:terms:2",
    { kind: "turn-notes", enrolmentId: 7, lessonId: "heartbeats-and-leases", section: "terms", page: 2 },
  ],
  ["1:start:7:heartbeats-and-leases", { kind: "start", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:done:7:heartbeats-and-leases", { kind: "done", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:reopen:7:heartbeats-and-leases", { kind: "reopen", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  [
    "1:snooze:7:heartbeats-and-leases:10",
    { kind: "snooze", enrolmentId: 7, lessonId: "heartbeats-and-leases", minutes: 10 },
  ],
  ["1:path:7:0", { kind: "path", enrolmentId: 7, page: 0 }],
  ["1:checklist:7:1", { kind: "checklist", enrolmentId: 7, page: 1 }],
  ["1:tick:7:1", { kind: "tick", enrolmentId: 7, page: 1 }],
  ["1:untick:7:1", { kind: "untick", enrolmentId: 7, page: 1 }],
  ["1:resources:7:3", { kind: "resources", enrolmentId: 7, page: 3 }],
  ["1:quiz:7:", { kind: "quiz", enrolmentId: 7, lessonId: null }],
  ["1:quiz:7:heartbeats-and-leases", { kind: "quiz", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:turn-quiz:7:", { kind: "turn-quiz", enrolmentId: 7, lessonId: null }],
  ["1:turn-quiz:7:heartbeats-and-leases", { kind: "turn-quiz", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:answer:12:4:2", { kind: "answer", quizId: 12, position: 4, choice: 2 }],
  ["1:answers:12:4", { kind: "answers", quizId: 12, position: 4 }],
  ["1:order:12:4:", { kind: "order", quizId: 12, position: 4, indexes: [] }],
  ["1:order:12:4:301", { kind: "order", quizId: 12, position: 4, indexes: [3, 0, 1] }],
  ["1:question:12:5", { kind: "question", quizId: 12, position: 5 }],
  ["1:remind:7:", { kind: "remind", enrolmentId: 7, lessonId: null }],
  ["1:remind:7:heartbeats-and-leases", { kind: "remind", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:remind-form:7:", { kind: "remind-form", enrolmentId: 7, lessonId: null }],
  ["1:remind-form:7:heartbeats-and-leases", { kind: "remind-form", enrolmentId: 7, lessonId: "heartbeats-and-leases" }],
  ["1:reminders:7:Zm9vYmFyLWJhel9xdXV4", { kind: "reminders", enrolmentId: 7, deliveryId: "Zm9vYmFyLWJhel9xdXV4" }],
  ["1:my-lesson:Zm9vYmFyLWJhel9xdXV4", { kind: "my-lesson", deliveryId: "Zm9vYmFyLWJhel9xdXV4" }],
  ["1:remove-reminders:7", { kind: "remove-reminders", enrolmentId: 7 }],
  ["1:remove-all-reminders:7", { kind: "remove-all-reminders", enrolmentId: 7 }],
  ["1:retry-messages:7", { kind: "retry-messages", enrolmentId: 7 }],
  ["1:leaderboard:distributed-systems:1", { kind: "leaderboard", courseId: "distributed-systems", page: 1 }],
  ["1:hide:distributed-systems:1:1", { kind: "hide", courseId: "distributed-systems", page: 1, hidden: true }],
  ["1:hide:distributed-systems:0:0", { kind: "hide", courseId: "distributed-systems", page: 0, hidden: false }],
  ["1:hide-me", { kind: "hide-me" }],
  ["1:visibility:1", { kind: "visibility", hidden: true }],
  ["1:visibility:0", { kind: "visibility", hidden: false }],
  ["1:course-draft:31:2", { kind: "course-draft", draftId: 31, page: 2 }],
  ["1:course-publish:31:4", { kind: "course-publish", draftId: 31, from: 4 }],
  ["1:course-import-form", { kind: "course-import-form" }],
  ["1:course-discard:31", { kind: "course-discard", draftId: 31 }],
  ["1:course-preview:distributed-systems:2", { kind: "course-preview", courseId: "distributed-systems", page: 2 }],
  [
    "1:course-changes:distributed-systems:4:1",
    { kind: "course-changes", courseId: "distributed-systems", to: 4, page: 1 },
  ],
  [
    "1:course-roll-back:distributed-systems:4:0",
    { kind: "course-roll-back", courseId: "distributed-systems", from: 4, to: 0 },
  ],
  ["1:course-keep:distributed-systems", { kind: "course-keep", courseId: "distributed-systems" }],
  [
    "1:course-archive:distributed-systems:1",
    { kind: "course-archive", courseId: "distributed-systems", archived: true },
  ],
  [
    "1:course-archive:distributed-systems:0",
    { kind: "course-archive", courseId: "distributed-systems", archived: false },
  ],
];

describe("custom ids", () => {
  it.each(released)("%s is read and written as it was when it was released", (id, wanted) => {
    expect(actions.decode(id)).toEqual(wanted);
    expect(actions.encode(wanted)).toBe(id);
  });

  it("are pinned for every kind", () => {
    const pinned = [...new Set(released.map(([, { kind }]) => kind))];
    expect(pinned.toSorted()).toEqual(Object.keys(allActions).toSorted());
  });

  it("come back as they went, within Discord's 100 characters", () => {
    fc.assert(
      fc.property(action, (wanted) => {
        const encoded = actions.encode(wanted);
        expect(encoded.length).toBeLessThanOrEqual(100);
        expect(actions.decode(encoded)).toEqual(wanted);
      }),
    );
  });

  it("differ for different actions", () => {
    fc.assert(
      fc.property(action, action, (one, other) => {
        expect(actions.encode(one) === actions.encode(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it("are refused without an error if anything in them is not valid", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (text) => {
        expect(actions.decode(text)).toBeNull();
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
      expect(actions.decode(forged), forged).toBeNull();
    }
  });
});

describe("the features' declarations", () => {
  const one = { join: pressed({ page: number }), leave: pressed({}) };
  const other = { leave: pressed({}), stay: pressed({}) };

  it("are one union, in which no two features have the same kind", () => {
    expectTypeOf<SharedKinds<[typeof one, typeof other]>>().toEqualTypeOf<"leave">();
    expectTypeOf<SharedKinds<[typeof one, { stay: (typeof other)["stay"] }]>>().toEqualTypeOf<never>();
    const merged = createCodec(mergeFeatures(one, { stay: other.stay }));
    expect(merged.encode({ kind: "join", page: 3 })).toBe("1:join:3");
    expect(merged.decode("1:stay")).toEqual({ kind: "stay" });
    expect(merged.decode("1:other")).toBeNull();
  });

  it("require a handler for each kind, and know what each button leads to", () => {
    type Handlers<F extends Feature> = keyof PressesOf<F>;
    expectTypeOf<Handlers<typeof one>>().toEqualTypeOf<"join" | "leave">();
    expectTypeOf<{ join: PressesOf<typeof one>["join"] }>().not.toExtend<PressesOf<typeof one>>();
    expectTypeOf<"tick">().not.toExtend<ActionFrom<AllActions, { kind: "button" }>["kind"]>();
    expectTypeOf<"join-form">().toExtend<ActionFrom<AllActions, { kind: "form"; inputs: { zone: "text" } }>["kind"]>();
  });
});
