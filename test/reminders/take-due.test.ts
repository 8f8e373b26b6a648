import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_NAMED_OCCURRENCES, nextWeekly, resolveLocal, takeDue } from "../../src/reminders/due.ts";
import type { Rule, WeeklyRule } from "../../src/reminders/rule.ts";
import { readWeekday, ZONES } from "./wall-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const mondays: WeeklyRule = { kind: "weekly", weekday: 1, time: "19:00" };

function at(wall: string, timeZone = "Europe/Vienna"): number {
  return resolveLocal(wall, timeZone) ?? Number.NaN;
}

describe("what is due", () => {
  it.each<Rule>([
    { kind: "timer", lessonId: "raft", startedAt: 0 },
    { kind: "once", at: "2026-11-23T19:00", lessonId: null },
  ])("for a $kind reminder is its one occurrence, however late, and nothing follows", (rule) => {
    const dueAt = at("2026-11-23T19:00");
    const expected = { occurrences: [dueAt], omitted: 0, next: null };
    expect(takeDue(rule, "Europe/Vienna", dueAt, dueAt)).toEqual(expected);
    expect(takeDue(rule, "Europe/Vienna", dueAt, dueAt + 900 * DAY)).toEqual(expected);
  });

  it("for a weekly reminder on time is this week's, and next week's follows", () => {
    const dueAt = at("2026-11-23T19:00");
    expect(takeDue(mondays, "Europe/Vienna", dueAt, dueAt)).toEqual({
      occurrences: [dueAt],
      omitted: 0,
      next: at("2026-11-30T19:00"),
    });
  });

  it("after three weeks of downtime is the occurrence of each week", () => {
    expect(takeDue(mondays, "Europe/Vienna", at("2026-10-19T19:00"), at("2026-11-02T20:00"))).toEqual({
      occurrences: [at("2026-10-19T19:00"), at("2026-10-26T19:00"), at("2026-11-02T19:00")],
      omitted: 0,
      next: at("2026-11-09T19:00"),
    });
  });

  it("after years of downtime is the last five occurrences and the number of older ones", () => {
    const due = takeDue(mondays, "Europe/Vienna", at("2021-11-22T19:00"), at("2026-11-23T19:00"));
    expect(due.occurrences).toEqual(
      ["2026-10-26T19:00", "2026-11-02T19:00", "2026-11-09T19:00", "2026-11-16T19:00", "2026-11-23T19:00"].map((wall) =>
        at(wall),
      ),
    );
    expect(due.omitted).toBe(262 - 5);
    expect(due.next).toBe(at("2026-11-30T19:00"));
  });

  it("does not count a date that the zone skipped", () => {
    const fridays: WeeklyRule = { kind: "weekly", weekday: 5, time: "19:00" };
    const due = takeDue(
      fridays,
      "Pacific/Apia",
      at("2011-12-23T19:00", "Pacific/Apia"),
      at("2012-01-06T19:00", "Pacific/Apia"),
    );
    expect(due.occurrences).toEqual([at("2011-12-23T19:00", "Pacific/Apia"), at("2012-01-06T19:00", "Pacific/Apia")]);
  });

  it("taken again and again at any time, skips no occurrence and repeats none", () => {
    const rules = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.constantFrom(0, 15, 30, 45),
    });
    const starts = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2030, 0) });
    const waits = fc.array(fc.integer({ min: 0, max: 90 * DAY }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...ZONES),
        starts,
        waits,
        ({ weekday, hour, minute }, timeZone, start, late) => {
          const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const rule: WeeklyRule = { kind: "weekly", weekday, time };
          const first = nextWeekly(rule, timeZone, start);

          let dueAt = first;
          let now = first;
          let omitted = 0;
          const named: number[] = [];
          for (const wait of late) {
            now = dueAt + wait;
            const due = takeDue(rule, timeZone, dueAt, now);
            expect(due.occurrences.length).toBeLessThanOrEqual(MAX_NAMED_OCCURRENCES);
            expect(due.omitted === 0 || due.occurrences.length === MAX_NAMED_OCCURRENCES).toBe(true);
            omitted += due.omitted;
            named.push(...due.occurrences);
            dueAt = due.next ?? Number.NaN;
            expect(dueAt).toBeGreaterThan(now);
          }

          const all: number[] = [];
          for (
            let day = Date.parse(new Date(first - 2 * DAY).toISOString().slice(0, 10));
            day <= now + 2 * DAY;
            day += DAY
          ) {
            const date = new Date(day).toISOString().slice(0, 10);
            const instant = readWeekday(date) === weekday ? resolveLocal(`${date}T${time}`, timeZone) : null;
            if (instant !== null && instant >= first && instant <= now) all.push(instant);
          }
          expect(named.length + omitted).toBe(all.length);
          expect(named.filter((instant) => !all.includes(instant))).toEqual([]);
          expect(named).toEqual([...new Set(named)].toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
