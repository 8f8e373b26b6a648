import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveTimeZone, searchTimeZones } from "../../src/reminders/time-zone.ts";
import { ABBREVIATIONS, COMMON_ZONES, RENAMED_ZONES } from "../../src/reminders/zone-names.ts";

const WINTER = Date.UTC(2026, 10, 25, 13, 5);
const SUMMER = Date.UTC(2026, 6, 1, 13, 5);

async function resolve(text: string): Promise<string | string[]> {
  const found = await resolveTimeZone(text, WINTER);
  return found.kind === "zone" ? found.timeZone : found.suggestions.map(({ timeZone }) => timeZone);
}

async function labels(query: string, now = WINTER): Promise<string[]> {
  return (await searchTimeZones(query, now, 25)).map(({ label }) => label);
}

describe("a time zone", () => {
  it.each([
    ["Europe/Vienna", "Europe/Vienna"],
    ["europe/vienna", "Europe/Vienna"],
    ["  EUROPE/VIENNA ", "Europe/Vienna"],
    ["america/port-au-prince", "America/Port-au-Prince"],
    ["Australia/Lord_Howe", "Australia/Lord_Howe"],
    ["UTC", "UTC"],
    ["utc", "UTC"],
    ["Etc/UTC", "UTC"],
  ])("is found by its name in any case: %s", async (text, timeZone) => {
    expect(await resolve(text)).toBe(timeZone);
  });

  it.each([
    ["Asia/Kathmandu", "Asia/Kathmandu"],
    ["Asia/Katmandu", "Asia/Kathmandu"],
    ["asia/calcutta", "Asia/Kolkata"],
    ["Asia/Kolkata", "Asia/Kolkata"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["US/Eastern", "America/New_York"],
    ["GB", "Europe/London"],
    ["Asia/Chongqing", "Asia/Shanghai"],
  ])("has its current name, whichever name was asked for: %s is %s", async (text, timeZone) => {
    expect(await resolve(text)).toBe(timeZone);
  });

  it.each([
    ["vienna", "Europe/Vienna"],
    ["New York", "America/New_York"],
    ["kathmandu", "Asia/Kathmandu"],
    ["berlin", "Europe/Berlin"],
    ["São Paulo", "America/Sao_Paulo"],
    ["Zürich", "Europe/Zurich"],
    ["lord howe", "Australia/Lord_Howe"],
    ["kiev", "Europe/Kyiv"],
    ["nepal", "Asia/Kathmandu"],
    ["Austria", "Europe/Vienna"],
  ])("is found by a city or country that only it matches: %s", async (text, timeZone) => {
    expect(await resolve(text)).toBe(timeZone);
  });

  it("stays open if several match, with some of them as suggestions", async () => {
    expect(await resolve("america/indiana")).toEqual(expect.arrayContaining(["America/Indiana/Knox"]));
    expect(await resolve("america/indiana")).toHaveLength(5);
  });

  it.each([
    ["Europe/Viena", "Europe/Vienna"],
    ["berln", "Europe/Berlin"],
    ["new yrok", "America/New_York"],
    ["katmandoo", "Asia/Kathmandu"],
    ["melborne", "Australia/Melbourne"],
    ["olso", "Europe/Oslo"],
  ])("is suggested, not guessed, after a typing error: %s", async (text, timeZone) => {
    expect(await resolve(text)).toEqual(expect.arrayContaining([timeZone]));
    expect((await resolve(text))[0]).toBe(timeZone);
  });

  it.each([
    ["+02:00", "Europe/Athens"],
    ["UTC+2", "Europe/Athens"],
    ["gmt -5", "America/New_York"],
    ["+5:45", "Asia/Kathmandu"],
    ["-0330", "America/St_Johns"],
    ["CET", "Europe/Berlin"],
    ["est", "America/New_York"],
    ["GMT", "Europe/London"],
    ["IST", "Asia/Kolkata"],
  ])("is not found by an offset or an abbreviation, but suggested: %s", async (text, timeZone) => {
    expect(await resolve(text)).toContain(timeZone);
    expect((await resolveTimeZone(text, WINTER)).kind).toBe("unknown");
  });

  it.each(["", "  ", "xyzzy", "Mars/Phobos", "Etc/GMT+5", "a".repeat(500)])("is nothing for %j", async (text) => {
    expect(await resolve(text)).toEqual([]);
  });

  it("is found by every name that this Node lists, and Intl accepts the result", async () => {
    for (const name of Intl.supportedValuesOf("timeZone")) {
      const timeZone = RENAMED_ZONES.get(name) ?? name;
      expect(await resolve(name)).toBe(timeZone);
      expect(await resolve(timeZone.toLowerCase())).toBe(timeZone);
      expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
    }
  });

  it("is suggested for every abbreviation", async () => {
    for (const [abbreviation, timeZones] of ABBREVIATIONS) {
      expect(await resolve(abbreviation)).toEqual(expect.arrayContaining([...timeZones]));
      for (const timeZone of timeZones) expect(await resolve(timeZone)).toBe(timeZone);
    }
  });
});

describe("the search", () => {
  it("labels each zone with its time and offset now", async () => {
    expect(await labels("vienna")).toEqual(["Europe/Vienna (14:05, UTC+1)"]);
    expect(await labels("vienna", SUMMER)).toEqual(["Europe/Vienna (15:05, UTC+2)"]);
    expect(await labels("kathmandu")).toEqual(["Asia/Kathmandu (18:50, UTC+5:45)"]);
    expect(await labels("st johns")).toEqual([
      "America/St_Johns (09:35, UTC-3:30)",
      "Saint John’s, Antigua & Barbuda · America/Antigua (09:05, UTC-4)",
    ]);
    expect(await labels("utc")).toEqual(["UTC (13:05, UTC+0)"]);
  });

  it("offers common zones around the world, from west to east, before anything is typed", async () => {
    const offered = (await searchTimeZones("", WINTER, 25)).map(({ timeZone }) => timeZone);
    expect(offered.toSorted()).toEqual([...COMMON_ZONES].toSorted());
    expect(offered[0]).toBe("Pacific/Honolulu");
    expect(offered.at(-1)).toBe("Pacific/Auckland");
    expect(offered.indexOf("Europe/London")).toBeLessThan(offered.indexOf("Asia/Kathmandu"));
  });

  it("puts a name that starts with the text before one that only contains it", async () => {
    const found = (await searchTimeZones("ma", WINTER, 500)).map(({ timeZone }) => timeZone);
    expect(found.indexOf("Asia/Manila")).toBeGreaterThanOrEqual(0);
    expect(found.indexOf("Asia/Manila")).toBeLessThan(found.indexOf("Europe/Isle_of_Man"));
    expect(found.indexOf("Europe/Isle_of_Man")).toBeLessThan(found.indexOf("America/Panama"));
  });

  it("finds zones by the offset that they have now", async () => {
    const inWinter = (await searchTimeZones("+2", WINTER, 500)).map(({ timeZone }) => timeZone);
    const inSummer = (await searchTimeZones("+2", SUMMER, 500)).map(({ timeZone }) => timeZone);
    expect(inWinter).toContain("Europe/Athens");
    expect(inWinter).not.toContain("Europe/Vienna");
    expect(inSummer).toContain("Europe/Vienna");
  });

  it("finds the zone in spite of a typing error", async () => {
    expect((await labels("europe/viena"))[0]).toContain("Europe/Vienna");
  });

  it("stays within Discord's limits, and offers only what can be chosen, whatever is typed", async () => {
    const typed = fc.oneof(
      fc.string(),
      fc.constantFrom("a", "e", "us", "+1", "-", "gmt", "america", "/", "()", "\u0000"),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (query) => {
        const found = await searchTimeZones(query, WINTER, 25);
        expect(found.length).toBeLessThanOrEqual(25);
        expect(new Set(found.map(({ timeZone }) => timeZone)).size).toBe(found.length);
        for (const { timeZone, label } of found) {
          expect(label.length).toBeLessThanOrEqual(100);
          expect(await resolve(timeZone)).toBe(timeZone);
        }
      }),
    );
  });
});
