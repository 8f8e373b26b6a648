import { describe, expect, it } from "vitest";
import { rescheduled, resolveLocal, resumed } from "../../src/reminders/due.ts";
import type { Rule } from "../../src/reminders/rule.ts";

const HOUR = 3_600_000;

function at(wall: string, timeZone: string): number {
  return resolveLocal(wall, timeZone) ?? Number.NaN;
}

describe("after a change of time zone", () => {
  const now = at("2026-11-23T12:00", "Europe/Vienna");

  it("a timer rings at the same instant", () => {
    const rule: Rule = { kind: "timer", lessonId: "raft", startedAt: now };
    expect(rescheduled(rule, "America/New_York", now + HOUR, now)).toBe(now + HOUR);
  });

  it("a weekly reminder keeps its hour in the new zone", () => {
    const rule: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
    const dueAt = at("2026-11-23T19:00", "Europe/Vienna");
    expect(rescheduled(rule, "America/New_York", dueAt, now)).toBe(at("2026-11-23T19:00", "America/New_York"));
  });

  it("a weekly reminder whose hour is past in the new zone comes next week", () => {
    const rule: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
    const dueAt = at("2026-11-23T19:00", "Europe/Vienna");
    expect(rescheduled(rule, "Pacific/Auckland", dueAt, now)).toBe(at("2026-11-30T19:00", "Pacific/Auckland"));
  });

  it("a weekly reminder that is overdue is not lost", () => {
    const rule: Rule = { kind: "weekly", weekday: 1, time: "11:00" };
    const dueAt = at("2026-11-23T11:00", "Europe/Vienna");
    expect(rescheduled(rule, "America/New_York", dueAt, now)).toBe(dueAt);
  });

  it("a reminder for once keeps its wall-clock time", () => {
    const rule: Rule = { kind: "once", at: "2026-11-25T19:00", lessonId: null };
    const dueAt = at("2026-11-25T19:00", "Europe/Vienna");
    expect(rescheduled(rule, "Asia/Kathmandu", dueAt, now)).toBe(at("2026-11-25T19:00", "Asia/Kathmandu"));
  });

  it("a reminder for once whose time is past in the new zone is due at once", () => {
    const rule: Rule = { kind: "once", at: "2026-11-23T19:00", lessonId: null };
    const dueAt = at("2026-11-23T19:00", "Europe/Vienna");
    expect(rescheduled(rule, "Pacific/Auckland", dueAt, now)).toBe(now);
  });

  it("a reminder for once on a date that the new zone skipped comes at the start of the next day", () => {
    const rule: Rule = { kind: "once", at: "2011-12-30T19:00", lessonId: null };
    const dueAt = at("2011-12-30T19:00", "Europe/Vienna");
    const before = at("2011-12-28T12:00", "Europe/Vienna");
    expect(rescheduled(rule, "Pacific/Apia", dueAt, before)).toBe(at("2011-12-31T00:00", "Pacific/Apia"));
  });

  it("a moment stays as it is in any zone", () => {
    const rule: Rule = { kind: "moment", instant: 5_000, lessonId: null };
    expect(rescheduled(rule, "Asia/Tokyo", 5_000, 1_000)).toBe(5_000);
  });
});

describe("after a pause", () => {
  const now = at("2026-11-23T12:00", "Europe/Vienna");
  const once: Rule = { kind: "once", at: "2026-11-25T19:00", lessonId: null };

  it("a weekly reminder goes on with the next one, in the zone that its learner now gives", () => {
    const rule: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
    for (const dueAt of [at("2026-10-05T19:00", "Europe/Vienna"), at("2026-11-23T19:00", "Europe/Vienna")]) {
      expect(resumed(rule, "America/New_York", dueAt, now)).toBe(at("2026-11-23T19:00", "America/New_York"));
    }
  });

  it("a reminder for once that is still to come keeps its wall-clock time", () => {
    const dueAt = at("2026-11-25T19:00", "Europe/Vienna");
    expect(resumed(once, "Asia/Kathmandu", dueAt, now)).toBe(at("2026-11-25T19:00", "Asia/Kathmandu"));
  });

  it.each<[string, Rule, number]>([
    ["a reminder for once", { ...once, at: "2026-11-23T11:00" }, now - HOUR],
    ["a reminder for once that another zone would bring back", { ...once, at: "2026-11-23T11:00" }, now],
    ["a moment", { kind: "moment", instant: now - 1, lessonId: null }, now - 1],
    ["a timer", { kind: "timer", lessonId: "raft", startedAt: 0 }, now],
  ])("%s that passed is over", (_, rule, dueAt) => {
    expect(resumed(rule, "America/New_York", dueAt, now)).toBeNull();
  });

  it("a reminder for once whose time is past in the new zone is over", () => {
    const rule: Rule = { ...once, at: "2026-11-23T19:00" };
    expect(resumed(rule, "Pacific/Auckland", at("2026-11-23T19:00", "Europe/Vienna"), now)).toBeNull();
  });

  it.each<[string, Rule]>([
    ["a moment", { kind: "moment", instant: now + 1, lessonId: null }],
    ["a timer", { kind: "timer", lessonId: "raft", startedAt: 0 }],
  ])("%s that is still to come stays", (_, rule) => {
    expect(resumed(rule, "Asia/Tokyo", now + 1, now)).toBe(now + 1);
  });
});
