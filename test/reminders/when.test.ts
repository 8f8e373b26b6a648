import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { resolveLocal } from "../../src/reminders/due.ts";
import { LocalDateTimeSchema } from "../../src/reminders/rule.ts";
import { MAX_DAYS_AHEAD, readWhen } from "../../src/reminders/when.ts";
import { readWallClock, ZONES } from "./wall-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Wednesday, 14:05:30 in Vienna. */
const WEDNESDAY = Date.parse("2026-11-25T13:05:30Z");

function read(text: string, timeZone = "Europe/Vienna", now = WEDNESDAY): string {
  const when = readWhen(text, timeZone, now);
  return when.kind === "at" ? when.at : when.kind === "unreadable" ? when.kind : `${when.kind} ${when.at}`;
}

describe("when a learner means", () => {
  it.each([
    // A time of day is the next one.
    ["19:00", "2026-11-25T19:00"],
    ["14:06", "2026-11-25T14:06"],
    ["14:05", "2026-11-26T14:05"],
    ["7pm", "2026-11-25T19:00"],
    ["19.30", "2026-11-25T19:30"],
    ["19h", "2026-11-25T19:00"],
    ["noon", "2026-11-26T12:00"],
    ["midnight", "2026-11-26T00:00"],
    ["at 7pm", "2026-11-25T19:00"],
    ["tonight", "2026-11-25T20:00"],
    ["tonight 8pm", "2026-11-25T20:00"],
    ["this afternoon", "2026-11-25T15:00"],
    ["evening", "2026-11-25T20:00"],
    // A date without a time is at nine.
    ["tomorrow", "2026-11-26T09:00"],
    ["tomorrow morning", "2026-11-26T09:00"],
    ["tomorrow evening", "2026-11-26T20:00"],
    ["tomorrow 19:00", "2026-11-26T19:00"],
    ["19:00 tomorrow", "2026-11-26T19:00"],
    ["Tomorrow, 7 PM", "2026-11-26T19:00"],
    ["tomorrow 19.30", "2026-11-26T19:30"],
    ["tomorrow noon", "2026-11-26T12:00"],
    ["tomorrow at midnight", "2026-11-26T00:00"],
    ["today 20:00", "2026-11-25T20:00"],
    // A weekday is the next one.
    ["friday", "2026-11-27T09:00"],
    ["friday 19:00", "2026-11-27T19:00"],
    ["on friday at 7 pm", "2026-11-27T19:00"],
    ["mon 19:00", "2026-11-30T19:00"],
    ["wednesday 19:00", "2026-11-25T19:00"],
    ["wednesday 10:00", "2026-12-02T10:00"],
    ["next friday 7pm", "2026-12-04T19:00"],
    // A date without a year is the next one.
    ["1 Dec 7pm", "2026-12-01T19:00"],
    ["Dec 1st at 19:00", "2026-12-01T19:00"],
    ["24.12. 18:00", "2026-12-24T18:00"],
    ["1.12. 18:00", "2026-12-01T18:00"],
    ["1.12.2026 18:00", "2026-12-01T18:00"],
    ["12/1 18:00", "2026-12-01T18:00"],
    ["24/12 18:00", "2026-12-24T18:00"],
    ["3 Jan 10:00", "2027-01-03T10:00"],
    ["24 Nov 10:00", "2027-11-24T10:00"],
    ["2026-12-01 19:00", "2026-12-01T19:00"],
    ["2026-12-01T19:00", "2026-12-01T19:00"],
    ["2026-12-01", "2026-12-01T09:00"],
    // Days, weeks and months from now keep the time of day.
    ["in 2 days", "2026-11-27T14:05"],
    ["in 2 days at 19:00", "2026-11-27T19:00"],
    ["in a week", "2026-12-02T14:05"],
    ["in 1 month", "2026-12-25T14:05"],
  ])("by %j, asked on Wednesday at 14:05 in Vienna, is %s", (text, at) => {
    expect(read(text)).toBe(at);
    expect(readWhen(text, "Europe/Vienna", WEDNESDAY)).toEqual({
      kind: "at",
      at,
      dueAt: resolveLocal(at, "Europe/Vienna"),
      fixed: false,
    });
  });

  it.each([
    ["2026-11-25 14:05", "past 2026-11-25T14:05"],
    ["today", "past 2026-11-25T09:00"],
    ["25 Nov 10:00", "past 2026-11-25T10:00"],
    ["yesterday 19:00", "past 2026-11-24T19:00"],
    ["last friday 19:00", "past 2026-11-20T19:00"],
    ["2 hours ago", "past 2026-11-25T12:06"],
    ["now", "past 2026-11-25T14:06"],
    ["in 0 minutes", "past 2026-11-25T14:06"],
    ["2027-11-26 14:05", "2027-11-26T14:05"],
    ["2027-11-26 14:06", "too-far 2027-11-26T14:06"],
    ["in 2 years", "too-far 2028-11-25T14:05"],
    ["in 9000 hours", "too-far 2027-12-05T14:06"],
  ])("is refused if it is over or too far away: %j is %s", (text, told) => {
    expect(read(text)).toBe(told);
  });

  it.each([
    "",
    " ",
    "soon",
    "7",
    "2h",
    "24:00",
    "every monday 19:00",
    "remind me tomorrow",
    "tomorrow 7pm-9pm",
    "monday to friday",
    "friday 19:00 or saturday",
    "friday 19:00 Europe/Vienna",
    "30 Feb 19:00",
    "2026-02-30 19:00",
    "december",
    "in 9999 years",
    "in 99999999 hours",
    `tomorrow${" ".repeat(5000)}19:00`,
  ])("is unreadable if it is only half understood: %j", (text) => {
    expect(read(text)).toBe("unreadable");
  });

  it("is past if it is a leap day that is over, because the next one is years away", () => {
    expect(read("29 Feb 19:00", "UTC", Date.UTC(2028, 1, 1))).toBe("2028-02-29T19:00");
    expect(read("29 Feb 19:00", "UTC", Date.UTC(2028, 2, 10))).toBe("past 2028-02-29T19:00");
  });

  it.each([
    ["19:00 UTC", "2026-11-25T20:00"],
    ["19:00+02:00", "2026-11-25T18:00"],
    ["14:30+02:00", "2026-11-26T13:30"],
    ["7pm EST", "2026-11-26T01:00"],
    ["tomorrow 19:00 CET", "2026-11-26T19:00"],
    ["friday 10:00 UTC", "2026-11-27T11:00"],
    ["2026-12-01T19:00Z", "2026-12-01T20:00"],
    ["2026-12-01T19:00-05:00", "2026-12-02T01:00"],
  ])("counts in the zone that it states, and is shown in the learner's: %j is %s", (text, at) => {
    expect(readWhen(text, "Europe/Vienna", WEDNESDAY)).toEqual({
      kind: "at",
      at,
      dueAt: resolveLocal(at, "Europe/Vienna"),
      fixed: true,
    });
  });

  it.each([
    ["Asia/Kathmandu", "2026-11-25T18:00:00Z", "tonight 23:50", "2026-11-25T18:05:00Z"],
    ["Asia/Kathmandu", "2026-11-25T18:20:00Z", "tomorrow 19:00", "2026-11-27T13:15:00Z"],
    ["America/New_York", "2026-11-26T03:00:00Z", "tomorrow 19:00", "2026-11-27T00:00:00Z"],
    ["Pacific/Kiritimati", "2026-11-25T11:00:00Z", "19:00", "2026-11-26T05:00:00Z"],
    ["Pacific/Kiritimati", "2026-11-25T11:30:00Z", "23:59 UTC-12", "2026-11-25T11:59:00Z"],
  ])("starts from the learner's own day: in %s at %s, %j is %s", (timeZone, now, text, due) => {
    expect(readWhen(text, timeZone, Date.parse(now))).toMatchObject({ kind: "at", dueAt: Date.parse(due) });
  });

  it("is skipped on a date that the zone never had; a time without a date means the next day", () => {
    const eve = resolveLocal("2011-12-29T20:00", "Pacific/Apia") ?? Number.NaN;
    expect(read("2011-12-30 19:00", "Pacific/Apia", eve)).toBe("skipped 2011-12-30T19:00");
    expect(read("tomorrow 19:00", "Pacific/Apia", eve)).toBe("skipped 2011-12-30T19:00");
    expect(read("19:00", "Pacific/Apia", eve)).toBe("2011-12-31T19:00");
  });

  it("in a spring gap keeps the stated time and is due when the gap is over", () => {
    const eve = Date.parse("2026-03-28T12:00:00Z");
    expect(readWhen("tomorrow 02:30", "Europe/Vienna", eve)).toEqual({
      kind: "at",
      at: "2026-03-29T02:30",
      dueAt: Date.parse("2026-03-29T01:30:00Z"),
      fixed: false,
    });
  });

  it("on the autumn night is due when the time comes first", () => {
    const eve = Date.parse("2026-10-24T12:00:00Z");
    expect(readWhen("2026-10-25 02:30", "Europe/Vienna", eve)).toMatchObject({
      dueAt: Date.parse("2026-10-25T00:30:00Z"),
    });
  });
});

describe("a wait from now", () => {
  it.each([
    ["in 20 minutes", 20 * MINUTE],
    ["20 min", 20 * MINUTE],
    ["90m", 90 * MINUTE],
    ["in 2 hours", 2 * HOUR],
    ["in 1.5 hours", 90 * MINUTE],
    ["in an hour", HOUR],
    ["in half an hour", 30 * MINUTE],
    ["in 1h 30m", 90 * MINUTE],
    ["20 minutes from now", 20 * MINUTE],
    ["in 1 day and 2 hours", 26 * HOUR],
    ["in 5 seconds", 5000],
  ])("%j is exactly that long", (text, wait) => {
    expect(readWhen(text, "Europe/Vienna", WEDNESDAY)).toMatchObject({ kind: "at", dueAt: WEDNESDAY + wait });
  });

  it.each([
    ["spring", "2026-03-29T00:50:00Z", "in 20 minutes", "2026-03-29T03:10", "2026-03-29T01:10:00Z"],
    ["spring", "2026-03-28T23:30:00Z", "in 2 hours", "2026-03-29T03:30", "2026-03-29T01:30:00Z"],
    ["autumn", "2026-10-24T23:30:00Z", "in 2 hours", "2026-10-25T02:30", "2026-10-25T01:30:00Z"],
    ["autumn", "2026-10-25T00:50:00Z", "in 20 minutes", "2026-10-25T02:10", "2026-10-25T01:10:00Z"],
  ])("holds across the clock change in %s: at %s, %j", (_, now, text, at, due) => {
    expect(readWhen(text, "Europe/Vienna", Date.parse(now))).toEqual({
      kind: "at",
      at,
      dueAt: Date.parse(due),
      fixed: true,
    });
  });

  it("is never set for a minute that is over", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.nat({ max: 400 * DAY }), (timeZone, later) => {
        const now = WEDNESDAY + later;
        const when = readWhen("in 1 second", timeZone, now);
        expect(when).toMatchObject({ kind: "at", dueAt: now + 1000 });
        const minute = Math.ceil((now + 1000) / MINUTE) * MINUTE;
        expect(when).toHaveProperty("at", readWallClock(minute, timeZone));
      }),
    );
  });
});

describe("on a machine in any zone", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** Around the machine's own clock changes, when its local time cannot be trusted. */
  const moments = [
    "2026-03-28T11:00:00Z",
    "2026-03-28T22:30:00Z",
    "2026-03-29T00:50:00Z",
    "2026-03-29T01:20:00Z",
    "2026-10-25T00:50:00Z",
    "2026-11-01T05:50:00Z",
  ];
  const texts = [
    "in 20 minutes",
    "in 14 hours and 30 minutes",
    "tomorrow 02:30",
    "19:00",
    "friday",
    "in 2 days",
    "7pm EST",
    "1 Dec",
  ];

  function readAll(): unknown[] {
    return moments.flatMap((now) =>
      ZONES.flatMap((timeZone) => texts.map((text) => readWhen(text, timeZone, Date.parse(now)))),
    );
  }

  it.each(["Europe/Vienna", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "America/Nuuk"])(
    "%s, the same text means the same",
    (machine) => {
      vi.stubEnv("TZ", "UTC");
      const expected = readAll();
      vi.stubEnv("TZ", machine);
      expect(new Date(WEDNESDAY).getTimezoneOffset()).not.toBe(0);
      expect(readAll()).toEqual(expected);
    },
  );
});

describe("whatever is typed", () => {
  const words = fc.constantFrom(
    ..."in at on tomorrow today friday next last 19:00 7pm noon 1 2 30 99999 Dec Feb 2026 2026-12-01 24.12. 31/12 UTC +02:00 hours minutes days ago years from now - , every".split(
      " ",
    ),
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.array(words, { maxLength: 6 }).map((said) => said.join(" ")),
  );
  const instants = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2037, 0) });

  it("is read without an error, and never as a time that is over, too far away or malformed", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...ZONES), instants, (text, timeZone, now) => {
        const when = readWhen(text, timeZone, now);
        if (when.kind === "unreadable") return;
        expect(LocalDateTimeSchema.safeParse(when.at).success).toBe(true);
        if (when.kind !== "at") return;
        expect(when.dueAt).toBeGreaterThan(now);
        expect(when.dueAt).toBeLessThanOrEqual(now + MAX_DAYS_AHEAD * DAY);
      }),
      { numRuns: 500 },
    );
  });

  it("a plain time of day is the next time that the learner's clock shows it", () => {
    const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 15, 30, 45) });
    fc.assert(
      fc.property(times, fc.constantFrom(...ZONES), instants, ({ hour, minute }, timeZone, now) => {
        const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
        const when = readWhen(time, timeZone, now);
        if (when.kind !== "at") throw new Error(`${time} was ${when.kind}`);
        expect(when.at.slice(11)).toBe(time);
        expect(when.dueAt).toBe(resolveLocal(when.at, timeZone));
        for (
          let instant = Math.ceil((now + 1) / (15 * MINUTE)) * 15 * MINUTE;
          instant < when.dueAt;
          instant += 15 * MINUTE
        ) {
          const wall = readWallClock(instant, timeZone);
          // The second time of an autumn night does not count.
          if (wall.slice(11) === time) expect(resolveLocal(wall, timeZone)).not.toBe(instant);
        }
      }),
    );
  });
});
