import { describe, expect, it } from "vitest";
import { buildPlaces } from "../../scripts/places/build-places.ts";
import { indexPlaces } from "../../src/reminders/place-index.ts";
import file from "../../src/reminders/places.json" with { type: "json" };
import { resolveTimeZone, searchTimeZones } from "../../src/reminders/time-zone.ts";

const NOW = Date.UTC(2026, 10, 25, 13, 5);

async function labels(query: string): Promise<string[]> {
  return (await searchTimeZones(query, NOW, 25)).map(({ label }) => label);
}

describe("places.json", () => {
  const SLOW = 60_000;

  it(
    "is what the package gives: run npm run places after an update",
    () => {
      const built = buildPlaces();
      const withoutNames = ({ countries }: typeof built) => countries.map(({ code, zones }) => ({ code, zones }));
      expect(file.cities).toEqual(built.cities);
      expect(file.regions).toEqual(built.regions);
      // The names come from ICU, and so differ a little from one Node to the next.
      expect(withoutNames(file)).toEqual(withoutNames(built));
    },
    SLOW,
  );

  it("has only zones that this Node knows by these names", async () => {
    const inAreas = [...file.countries, ...file.regions].flatMap(({ zones }) =>
      zones.map((zone) => zone.split(" ")[0]),
    );
    for (const zone of new Set([...Object.keys(file.cities), ...inAreas]))
      expect(await resolveTimeZone(zone ?? "", NOW)).toEqual({ kind: "zone", timeZone: zone });
  });
});

describe("the autocomplete of zones", () => {
  it("offers whole names first, then names that start with the text by people, then others", async () => {
    expect((await labels("niger"))[0]).toMatch(/^Niger · Africa\/Niamey/);
    expect((await labels("niger"))[1]).toMatch(/^Nigeria · Africa\/Lagos/);
    const found = (await searchTimeZones("lond", NOW, 25)).map(({ timeZone }) => timeZone);
    expect(found[0]).toBe("Europe/London");
    expect(found.indexOf("America/Sao_Paulo")).toBeGreaterThan(0);
    expect(found.indexOf("America/Sao_Paulo")).toBeLessThan(found.indexOf("Africa/Johannesburg"));
  });

  it.each([
    ["wie", "Europe/Vienna"],
    ["mün", "Europe/Berlin"],
    ["モスク", "Europe/Moscow"],
    ["北", "Asia/Shanghai"],
    ["sao p", "America/Sao_Paulo"],
    ["indi", "Asia/Kolkata"],
  ])("finds a place by the beginning of a name in any language: %s", async (typed, timeZone) => {
    expect((await searchTimeZones(typed, NOW, 3)).map((choice) => choice.timeZone)).toContain(timeZone);
  });

  it("says which place it means, unless the zone is named after it", async () => {
    expect(await labels("graz")).toContain("Graz, Austria · Europe/Vienna (14:05, UTC+1)");
    expect(await labels("nepal")).toContain("Nepal · Asia/Kathmandu (18:50, UTC+5:45)");
    expect((await labels("portland")).slice(0, 2)).toEqual([
      "Portland, Oregon, United States · America/Los_Angeles (05:05, UTC-8)",
      "Portland, Maine, United States · America/New_York (08:05, UTC-5)",
    ]);
    expect((await labels("london")).slice(0, 2)).toEqual([
      "Europe/London (13:05, UTC+0)",
      "London, Ontario, Canada · America/Toronto (08:05, UTC-5)",
    ]);
  });

  it("names each zone once, within Discord's limit, even if its place has a long name", async () => {
    for (const { name } of file.countries) {
      const found = await searchTimeZones(name, NOW, 25);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found.map(({ timeZone }) => timeZone)).size).toBe(found.length);
      for (const { label } of found) expect(label.length).toBeLessThanOrEqual(100);
    }
  });
});

describe("an index of places", () => {
  const index = indexPlaces(["san juan|juana", "東京|tokyo", "juan", ""]);
  const search = (query: string, where: "whole" | "start" | "word" | "inside") => [...index.search(query, where)];

  it("finds whole names, starts of names, starts of words, and what is inside", () => {
    expect(search("juan", "whole")).toEqual([2]);
    expect(search("juan", "start")).toEqual([0, 2]);
    expect(search("juan", "word")).toEqual([0]);
    expect(search("oky", "inside")).toEqual([1]);
    expect(search("東京", "whole")).toEqual([1]);
    expect(search("東", "start")).toEqual([1]);
    expect(search("an jua", "inside")).toEqual([0]);
    expect(search("juan tokyo", "inside")).toEqual([]);
  });

  it("gives names back", () => {
    expect(index.namesOf(0)).toEqual(["san juan", "juana"]);
    expect(index.namesOf(1)).toEqual(["tokyo", "東京"]);
    expect(index.namesOf(3)).toEqual([]);
  });
});
