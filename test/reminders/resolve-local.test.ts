import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveLocal } from "../../src/reminders/due.ts";
import { findFirst, readWallClock, ZONES } from "./wall-clock.ts";

function resolve(at: string, timeZone: string): string | null {
  const instant = resolveLocal(at, timeZone);
  return instant === null ? null : new Date(instant).toISOString().slice(0, 16);
}

describe("a wall-clock time", () => {
  it.each([
    ["Europe/Vienna", "2026-12-01T19:00", "2026-12-01T18:00"],
    ["Europe/Vienna", "2026-07-01T19:00", "2026-07-01T17:00"],
    ["America/New_York", "2026-12-01T19:00", "2026-12-02T00:00"],
    ["America/New_York", "2026-07-01T19:00", "2026-07-01T23:00"],
    ["Asia/Kathmandu", "2026-12-01T19:00", "2026-12-01T13:15"],
    ["Pacific/Apia", "2011-12-29T19:00", "2011-12-30T05:00"],
    ["Pacific/Apia", "2011-12-31T19:00", "2011-12-31T05:00"],
    ["Australia/Lord_Howe", "2026-01-01T19:00", "2026-01-01T08:00"],
    ["Australia/Lord_Howe", "2026-07-01T19:00", "2026-07-01T08:30"],
  ])("in %s: %s is %s in UTC", (timeZone, at, utc) => {
    expect(resolve(at, timeZone)).toBe(utc);
  });

  it.each([
    ["Europe/Vienna", "2026-03-29T02:30", "2026-03-29T03:30"],
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T03:30"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04T02:45"],
    ["Africa/Cairo", "2026-04-24T00:30", "2026-04-24T01:30"],
    ["America/Nuuk", "2026-03-28T23:30", "2026-03-29T00:30"],
  ])("in %s: %s falls into the spring gap and becomes %s", (timeZone, at, shown) => {
    const instant = resolveLocal(at, timeZone);
    expect(instant).not.toBeNull();
    expect(readWallClock(instant ?? 0, timeZone)).toBe(shown);
  });

  it.each([
    ["Europe/Vienna", "2026-10-25T02:30", "2026-10-25T00:30"],
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"],
  ])("in %s: %s happens twice in autumn and is the first, %s in UTC", (timeZone, at, utc) => {
    expect(resolve(at, timeZone)).toBe(utc);
  });

  it.each(["00:00", "12:00", "23:59"])("is nothing on a date that the zone skipped, also at %s", (time) => {
    expect(resolveLocal(`2011-12-30T${time}`, "Pacific/Apia")).toBeNull();
  });

  it("is the first instant at which the zone's clocks show it, if they ever do", () => {
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2037, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timeZone, instant) => {
        const wall = readWallClock(instant, timeZone);
        expect(resolveLocal(wall, timeZone)).toBe(findFirst(wall, timeZone));
      }),
    );
  });
});
