import { describe, expect, it } from "vitest";
import { type Rule, RuleSchema } from "../../src/reminders/rule.ts";
import { ruleKey } from "../../src/reminders/rule-key.ts";

describe("a rule", () => {
  it.each<Rule>([
    { kind: "timer", lessonId: "raft", startedAt: 1_795_000_000_000 },
    { kind: "once", at: "2028-02-29T23:59", lessonId: null },
    { kind: "weekly", weekday: 7, time: "00:00" },
  ])("is read back as it was: $kind", (rule) => {
    expect(RuleSchema.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
  });

  it.each([
    { kind: "once", at: "2026-02-30T19:00", lessonId: null },
    { kind: "once", at: "2026-13-01T19:00", lessonId: null },
    { kind: "once", at: "2026-12-01T24:00", lessonId: null },
    { kind: "once", at: "2026-12-01 19:00", lessonId: null },
    { kind: "weekly", weekday: 0, time: "19:00" },
    { kind: "weekly", weekday: 8, time: "19:00" },
    { kind: "weekly", weekday: 1, time: "7pm" },
  ])("is refused if its date or time does not exist: $at$weekday $time", (rule) => {
    expect(RuleSchema.safeParse(rule).success).toBe(false);
  });
});

describe("the key of a rule", () => {
  const timer: Rule = { kind: "timer", lessonId: "raft", startedAt: 1 };
  const once: Rule = { kind: "once", at: "2026-12-01T19:00", lessonId: "raft" };
  const moment: Rule = { kind: "moment", instant: Date.UTC(2026, 11, 1, 19, 0, 0, 1), lessonId: "raft" };
  const weekly: Rule = { kind: "weekly", weekday: 1, time: "19:00" };

  it("is the same for the same reminder, and a lesson has one timer, whenever it was started", () => {
    expect(ruleKey(RuleSchema.parse({ time: "19:00", weekday: 1, kind: "weekly" }))).toBe(ruleKey(weekly));
    expect(ruleKey({ ...timer, startedAt: 2 })).toBe(ruleKey(timer));
  });

  it("is the same for two moments of one minute", () => {
    expect(ruleKey({ ...moment, instant: moment.instant + 59_998 })).toBe(ruleKey(moment));
  });

  it("differs for all others", () => {
    const rules: Rule[] = [
      timer,
      { ...timer, lessonId: "paxos" },
      once,
      { ...once, at: "2026-12-01T19:01" },
      { ...once, lessonId: "paxos" },
      { ...once, lessonId: null },
      moment,
      { ...moment, instant: moment.instant + 59_999 },
      { ...moment, lessonId: "paxos" },
      { ...moment, lessonId: null },
      weekly,
      { ...weekly, weekday: 2 },
      { ...weekly, time: "19:01" },
    ];
    expect(new Set(rules.map(ruleKey)).size).toBe(rules.length);
  });
});
