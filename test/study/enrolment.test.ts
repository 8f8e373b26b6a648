import { describe, expect, it } from "vitest";
import { activeOf, type Enrolment, enrol, leftOf, nextActivation } from "../../src/study/enrolment.ts";

const NOW = Date.UTC(2026, 10, 23, 18);

const enrolment = (id: number, parts: Partial<Enrolment> = {}): Enrolment => ({
  id,
  guildId: "1",
  userId: "2",
  courseId: `course-${id}`,
  timeZone: "Europe/Vienna",
  hidden: false,
  joinedAt: id,
  activatedAt: id,
  leftAt: null,
  directMessagesClosedAt: null,
  toldOfClosedDirectMessages: false,
  ...parts,
});

describe("a member's active courses", () => {
  it("begin with the one that was activated last, and are without those that were left", () => {
    const enrolments = [
      enrolment(1, { activatedAt: 30 }),
      enrolment(2, { activatedAt: 10 }),
      enrolment(3, { activatedAt: 40, leftAt: 50 }),
      enrolment(4, { activatedAt: 20 }),
    ];
    expect(activeOf(enrolments).map(({ id }) => id)).toEqual([1, 4, 2]);
    expect(enrolments.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  it("of two activated in the same millisecond begin with the newer", () => {
    expect(activeOf([enrolment(1, { activatedAt: 5 }), enrolment(2, { activatedAt: 5 })])[0]?.id).toBe(2);
  });
});

describe("what a member left", () => {
  it("begins with the course that they left last", () => {
    const enrolments = [
      enrolment(1, { leftAt: 5 }),
      enrolment(2),
      enrolment(3, { leftAt: 7 }),
      enrolment(4, { leftAt: 7 }),
    ];
    expect(leftOf(enrolments).map(({ id }) => id)).toEqual([4, 3, 1]);
  });
});

describe("the next activation", () => {
  it("is now", () => {
    expect(nextActivation([], NOW)).toBe(NOW);
    expect(nextActivation([enrolment(1)], NOW)).toBe(NOW);
  });

  it("is later than every other, even in the same millisecond or with a clock that went back", () => {
    expect(nextActivation([enrolment(1, { activatedAt: NOW })], NOW)).toBe(NOW + 1);
    expect(nextActivation([enrolment(1, { activatedAt: NOW + 9 }), enrolment(2)], NOW)).toBe(NOW + 10);
  });
});

describe("enrolling", () => {
  const input = { courseId: "cooking", timeZone: "Europe/Vienna", now: NOW };
  const own = (parts: Partial<Enrolment> = {}) => enrolment(5, { courseId: "cooking", ...parts });

  it("takes in a newcomer", () => {
    expect(enrol([], input)).toEqual({
      outcome: "joined",
      changes: [
        {
          kind: "enrol",
          courseId: "cooking",
          timeZone: "Europe/Vienna",
          hidden: false,
          joinedAt: NOW,
          activatedAt: NOW,
        },
      ],
    });
  });

  it("makes the course the current one, even in the same millisecond as another", () => {
    const { changes } = enrol([enrolment(1, { activatedAt: NOW })], input);
    expect(changes).toMatchObject([{ kind: "enrol", joinedAt: NOW, activatedAt: NOW + 1 }]);
  });

  it.each<[string, Partial<Enrolment>]>([
    ["studies", {}],
    ["left", { leftAt: 9 }],
  ])("keeps a member who hides in a course that they %s hidden in the next", (_, parts) => {
    const { changes } = enrol([enrolment(1), enrolment(2, { hidden: true, ...parts })], input);
    expect(changes).toMatchObject([{ kind: "enrol", hidden: true }]);
  });

  it("brings back a member who left, as the current course, in the time zone they give", () => {
    const enrolments = [own({ leftAt: 9, timeZone: "UTC" }), enrolment(6, { activatedAt: NOW + 3 })];
    expect(enrol(enrolments, input)).toEqual({
      outcome: "returned",
      changes: [{ kind: "return", enrolmentId: 5, timeZone: "Europe/Vienna", activatedAt: NOW + 4 }],
    });
  });

  it("again changes nothing for a member of the course", () => {
    expect(enrol([own()], input)).toEqual({ outcome: "unchanged", changes: [] });
  });

  it("again makes the course the current one if it was not", () => {
    const enrolments = [own(), enrolment(6, { activatedAt: NOW })];
    expect(enrol(enrolments, input)).toEqual({
      outcome: "unchanged",
      changes: [{ kind: "activate", enrolmentId: 5, activatedAt: NOW + 1 }],
    });
  });

  it("again with another zone moves the member to it", () => {
    expect(enrol([own({ timeZone: "UTC" })], input)).toEqual({
      outcome: "zone-changed",
      changes: [{ kind: "change-zone", enrolmentId: 5, timeZone: "Europe/Vienna" }],
    });
  });

  const movesOf = (known: Enrolment[]) => {
    const others = [
      enrolment(1, { timeZone: "UTC" }),
      enrolment(2, { timeZone: "Asia/Kathmandu" }),
      enrolment(3, { timeZone: "Asia/Kathmandu", leftAt: 9 }),
    ];
    const { outcome, changes } = enrol([...known, ...others], { ...input, timeZone: "Asia/Kathmandu" });
    const moves = changes.filter((change) => change.kind === "change-zone");
    return { outcome, moved: moves.map(({ enrolmentId }) => enrolmentId).toSorted() };
  };

  it.each<[string, Enrolment[]]>([
    ["joins", []],
    ["returns to", [own({ leftAt: 9 })]],
  ])("leaves the member's other courses in their zones when they %s a course", (_, known) => {
    expect(movesOf(known).moved).toEqual([]);
  });

  it.each<[string, Enrolment, number[]]>([
    ["another zone", own({ activatedAt: NOW + 9 }), [1, 5]],
    ["a zone that only another course is not in", own({ timeZone: "Asia/Kathmandu" }), [1]],
  ])("moves every active course along when a member who is in says %s", (_, known, moved) => {
    expect(movesOf([known])).toEqual({ outcome: "zone-changed", moved });
  });
});
