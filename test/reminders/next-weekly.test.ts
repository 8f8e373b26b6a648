import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextWeekly, resolveLocal } from "../../src/reminders/due.ts";
import type { WeeklyRule } from "../../src/reminders/rule.ts";
import { exists, readWallClock, readWeekday, ZONES } from "./wall-clock.ts";

const DAY = 86_400_000;
const MONDAY = 1;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 7;

function weekly(weekday: number, time: string): WeeklyRule {
  return { kind: "weekly", weekday, time };
}

/** The next `count` occurrences after a wall-clock time, as the zone's clocks show them. */
function occurrences(rule: WeeklyRule, timeZone: string, after: string, count: number): string[] {
  let instant = resolveLocal(after, timeZone) ?? Number.NaN;
  return Array.from({ length: count }, () => {
    instant = nextWeekly(rule, timeZone, instant);
    return readWallClock(instant, timeZone);
  });
}

describe("a weekly reminder", () => {
  it.each(["Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])(
    "keeps its hour through a whole year in %s",
    (timeZone) => {
      for (const shown of occurrences(weekly(MONDAY, "19:00"), timeZone, "2026-01-01T12:00", 52)) {
        expect(shown.slice(11)).toBe("19:00");
        expect(readWeekday(shown)).toBe(MONDAY);
      }
    },
  );

  it("comes later on the same day, or a week later once its time has come", () => {
    const rule = weekly(MONDAY, "19:00");
    expect(occurrences(rule, "Europe/Vienna", "2026-11-23T18:59", 1)).toEqual(["2026-11-23T19:00"]);
    expect(occurrences(rule, "Europe/Vienna", "2026-11-23T19:00", 1)).toEqual(["2026-11-30T19:00"]);
  });

  it.each([
    ["Europe/Vienna", SUNDAY, "02:30", ["2026-03-22T02:30", "2026-03-29T03:30", "2026-04-05T02:30"]],
    ["America/New_York", SUNDAY, "02:30", ["2026-03-01T02:30", "2026-03-08T03:30", "2026-03-15T02:30"]],
    ["Australia/Lord_Howe", SUNDAY, "02:15", ["2026-09-27T02:15", "2026-10-04T02:45", "2026-10-11T02:15"]],
    ["America/Nuuk", SATURDAY, "23:30", ["2026-03-21T23:30", "2026-03-29T00:30", "2026-04-04T23:30"]],
  ])("in %s: moves on by the gap in the week of the spring change, and only then", (timeZone, weekday, time, shown) => {
    const dayBefore = `${shown[0]?.slice(0, 10)}T00:00`;
    expect(occurrences(weekly(weekday, time), timeZone, dayBefore, 3)).toEqual(shown);
  });

  it("is found if a gap at midnight has moved it past the given instant", () => {
    expect(occurrences(weekly(SATURDAY, "23:30"), "America/Nuuk", "2026-03-29T00:10", 1)).toEqual(["2026-03-29T00:30"]);
  });

  it.each([
    ["Europe/Vienna", "02:30", "2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z"],
    ["America/New_York", "01:30", "2026-11-01T05:30:00Z", "2026-11-08T06:30:00Z"],
    ["Australia/Lord_Howe", "01:45", "2026-04-04T14:45:00Z", "2026-04-11T15:15:00Z"],
  ])("in %s: fires once on the autumn night on which %s comes twice", (timeZone, time, first, weekLater) => {
    const once = nextWeekly(weekly(SUNDAY, time), timeZone, Date.parse(first) - 1);
    expect(once).toBe(Date.parse(first));
    expect(nextWeekly(weekly(SUNDAY, time), timeZone, once)).toBe(Date.parse(weekLater));
  });

  it("has no occurrence on a date that the zone skipped", () => {
    expect(occurrences(weekly(FRIDAY, "19:00"), "Pacific/Apia", "2011-12-20T12:00", 3)).toEqual([
      "2011-12-23T19:00",
      "2012-01-06T19:00",
      "2012-01-13T19:00",
    ]);
  });

  it("is always strictly ahead, the very next, and on its weekday at its time unless no clock shows that time", () => {
    const rules = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.constantFrom(0, 15, 30, 45),
    });
    const instants = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2037, 0) });
    fc.assert(
      fc.property(rules, fc.constantFrom(...ZONES), instants, ({ weekday, hour, minute }, timeZone, after) => {
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const next = nextWeekly(weekly(weekday, time), timeZone, after);
        expect(next).toBeGreaterThan(after);

        // The dates on the weekday from the day before `after` to the day of `next`. Only the last one is ahead.
        const dates = new Set<string>();
        for (let instant = after - DAY; instant <= next; instant += DAY / 4) {
          dates.add(readWallClock(instant, timeZone).slice(0, 10));
        }
        const shown = readWallClock(next, timeZone);
        dates.add(shown.slice(0, 10));
        const ahead = [...dates]
          .filter((date) => readWeekday(date) === weekday)
          .map((date) => resolveLocal(`${date}T${time}`, timeZone))
          .filter((instant) => instant !== null && instant > after);
        expect(ahead).toEqual([next]);

        if (shown.slice(11) !== time || readWeekday(shown) !== weekday) {
          const asked = [...dates].filter((date) => readWeekday(date) === weekday).at(-1);
          expect(exists(`${asked}T${time}`, timeZone)).toBe(false);
        }
      }),
    );
  });
});
