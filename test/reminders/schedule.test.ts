import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/reminders/rule.ts";
import { addReminder, endTimers, findTimer, MAX_REMINDERS, type Schedule } from "../../src/reminders/schedule.ts";

const NOW = Date.UTC(2026, 10, 23, 18);
const MONDAYS: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
const FRIDAYS: Rule = { kind: "weekly", weekday: 5, time: "19:00" };
const timer = (lessonId: string, startedAt = NOW): Rule => ({ kind: "timer", lessonId, startedAt });
const schedules = (...rules: Rule[]): Schedule[] =>
  rules.map((rule, index) => ({ id: index + 1, rule, dueAt: NOW + index, createdAt: NOW - index }));
const moments = (count: number): Rule[] =>
  Array.from({ length: count }, (_, index) => ({ kind: "moment", instant: NOW + index, lessonId: null }));

describe("adding a reminder", () => {
  const input = { rule: MONDAYS, dueAt: NOW + 5, now: NOW };

  it("schedules it", () => {
    expect(addReminder([], input)).toEqual({
      kind: "added",
      changes: [{ kind: "schedule", rule: MONDAYS, dueAt: NOW + 5, createdAt: NOW }],
    });
  });

  it("with a rule that stands already keeps the first", () => {
    const standing = schedules(FRIDAYS, { ...MONDAYS });
    expect(addReminder(standing, input)).toEqual({ kind: "already", schedule: standing[1] });
    expect(addReminder(schedules(FRIDAYS), input).kind).toBe("added");
  });

  it.each<[string, Rule, Rule]>([
    ["weekday", MONDAYS, FRIDAYS],
    ["hour", MONDAYS, { kind: "weekly", weekday: 1, time: "20:00" }],
    [
      "date",
      { kind: "once", at: "2026-12-01T19:00", lessonId: null },
      { kind: "once", at: "2026-12-02T19:00", lessonId: null },
    ],
    [
      "minute",
      { kind: "moment", instant: 60_000, lessonId: null },
      { kind: "moment", instant: 120_000, lessonId: null },
    ],
    [
      "lesson",
      { kind: "once", at: "2026-12-01T19:00", lessonId: null },
      { kind: "once", at: "2026-12-01T19:00", lessonId: "nodes" },
    ],
  ])("that differs in its %s adds a second", (_, one, other) => {
    expect(addReminder(schedules(one), { ...input, rule: other }).kind).toBe("added");
  });

  it("is refused once there are as many as a learner may have", () => {
    expect(MAX_REMINDERS).toBe(20);
    expect(addReminder(schedules(...moments(19)), input).kind).toBe("added");
    expect(addReminder(schedules(...moments(20)), input)).toEqual({ kind: "full" });
  });

  it("does not count timers", () => {
    const timers = ["a", "b", "c"].map((lessonId) => timer(lessonId));
    expect(addReminder(schedules(...moments(19), ...timers), input).kind).toBe("added");
    expect(addReminder(schedules(...timers, ...moments(20)), input).kind).toBe("full");
  });

  it("finds one that stands already even if there are as many as there may be", () => {
    expect(addReminder(schedules(...moments(19), MONDAYS), input)).toMatchObject({ kind: "already" });
  });
});

describe("a lesson's timer", () => {
  const all = schedules(MONDAYS, timer("clocks"), timer("nodes", NOW - 9), {
    kind: "once",
    at: "2026-12-01T19:00",
    lessonId: "raft",
  });

  it("is found among the schedules, whenever the lesson was started", () => {
    expect(findTimer(all, "nodes")).toEqual(all[2]);
  });

  it("is none for a lesson that has only a reminder, or nothing", () => {
    expect(findTimer(all, "raft")).toBeNull();
    expect(findTimer(all, "quorums")).toBeNull();
  });

  it("ends when the lesson is done; other timers and reminders go on", () => {
    expect(endTimers(all, ["nodes", "raft", "quorums"])).toEqual([{ kind: "unschedule", scheduleId: 3 }]);
    expect(endTimers(all, ["nodes", "clocks"])).toEqual([
      { kind: "unschedule", scheduleId: 3 },
      { kind: "unschedule", scheduleId: 2 },
    ]);
    expect(endTimers(all, [])).toEqual([]);
  });
});
