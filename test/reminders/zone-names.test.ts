import { cityMapping } from "city-timezones";
import { getAllCountries } from "countries-and-timezones";
import { countries, type ICountry } from "countries-list";
import { describe, expect, it } from "vitest";
import { resolveTimeZone } from "../../src/reminders/time-zone.ts";
import { LARGEST_CITIES } from "./largest-cities.ts";

/**
 * What members call the place that they live in, with the zones that other packages than the one behind `places.json`
 * know for it: `city-timezones` (Natural Earth and SimpleMaps) and `countries-and-timezones` (IANA).
 */

const NOW = Date.UTC(2026, 10, 25);
const QUARTER = 91 * 86_400_000;

type Named = { name: string; zones: readonly string[] };

/** The zone's offsets through the year. Zones that share them show the same time, whatever their names. */
function clockOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offsets = [0, 1, 2, 3].map((quarter) => format.formatToParts(NOW + quarter * QUARTER));
  return offsets.map((parts) => parts.find(({ type }) => type === "timeZoneName")?.value).join();
}

/** Where a right zone comes first, where it does not, and what was accepted silently although it is wrong or open. */
async function tryAll(places: readonly Named[]) {
  const tried = { right: [] as string[], other: [] as string[], wrong: [] as string[] };
  for (const { name, zones } of places) {
    const clocks = new Set(zones.map(clockOf));
    const found = await resolveTimeZone(name, NOW);
    const first = found.kind === "zone" ? found.timeZone : found.suggestions[0]?.timeZone;
    const isRight = first !== undefined && clocks.has(clockOf(first));
    tried[isRight ? "right" : "other"].push(name);
    if (found.kind === "zone" && (!isRight || clocks.size > 1)) tried.wrong.push(`${name} is not ${found.timeZone}`);
  }
  return tried;
}

/** A place in the United States has its zones by population: the first is that of its largest city. */
function listStates(): Named[] {
  const inStates = cityMapping.filter(({ iso2, province }) => iso2 === "US" && province !== "");
  return [...Map.groupBy(inStates, ({ province }) => province)].map(([name, cities]) => ({
    name,
    zones: [...new Set(cities.flatMap(({ timezone }) => timezone ?? []))],
  }));
}

function listCities(): { english: Named[]; own: Named[] } {
  const lines = LARGEST_CITIES.trim().split("\n");
  const cities = lines.map((line) => {
    const [, iso2, listed, english, own] = /^(..) (.+?)(?: > (.+?))?(?: = (.+))?$/.exec(line) ?? [];
    const city = cityMapping
      .filter((each) => each.iso2 === iso2 && each.city === listed)
      .toSorted((a, b) => b.pop - a.pop)[0];
    if (city === undefined || listed === undefined) throw new Error(`${line} is not in the package`);
    return { english: english ?? listed, own, zones: [city.timezone] };
  });
  return {
    english: cities.map(({ english, zones }) => ({ name: english, zones })),
    own: cities.flatMap(({ own, zones }) => (own === undefined ? [] : [{ name: own, zones }])),
  };
}

function listCountries(): { english: Named[]; own: Named[] } {
  const facts = new Map<string, ICountry>(Object.entries(countries));
  const all = Object.values(getAllCountries()).filter(({ timezones }) => timezones.length > 0);
  const nameIn = (language: string, id: string) =>
    new Intl.DisplayNames([language, "en"], { type: "region" }).of(id) ?? id;
  return {
    english: all.flatMap(({ id, name, timezones }) =>
      [...new Set([name, nameIn("en", id)])].map((each) => ({ name: each, zones: timezones })),
    ),
    own: all.flatMap(({ id, timezones }) => {
      const { native = "", languages = [] } = facts.get(id) ?? {};
      const names = [native, ...languages.map((language) => nameIn(`${language}-${id}`, id))];
      return [...new Set(names)].filter((each) => each !== "").map((each) => ({ name: each, zones: timezones }));
    }),
  };
}

describe("the place that a member names", () => {
  const cities = listCities();
  const inCountries = listCountries();

  it.each([
    ["one of the 200 largest cities, in English", cities.english, 200],
    ["one of the 200 largest cities, in its own spelling", cities.own, 130],
    ["a country, in English", inCountries.english, 250],
    ["a country, in its own languages", inCountries.own, 250],
    ["a state of the United States", listStates(), 51],
  ])("has the right zone first, and never a wrong one without asking: %s", async (_what, places, atLeast) => {
    expect(places.length).toBeGreaterThanOrEqual(atLeast);
    const { right, other, wrong } = await tryAll(places);
    expect(wrong).toEqual([]);
    expect(right.length / places.length, `all but ${other.join(", ")}`).toBeGreaterThanOrEqual(0.95);
  });

  it.each([
    ["UK", "Europe/London"],
    ["Great Britain", "Europe/London"],
    ["UAE", "Asia/Dubai"],
    ["KSA", "Asia/Riyadh"],
    ["Holland", "Europe/Amsterdam"],
    ["Czech Republic", "Europe/Prague"],
    ["Ivory Coast", "Africa/Abidjan"],
    ["Burma", "Asia/Yangon"],
    ["NYC", "America/New_York"],
    ["LA", "America/Los_Angeles"],
    ["L.A.", "America/Los_Angeles"],
    ["SF", "America/Los_Angeles"],
    ["DC", "America/New_York"],
    ["CDMX", "America/Mexico_City"],
    ["KL", "Asia/Kuala_Lumpur"],
    ["Bombay", "Asia/Kolkata"],
  ])("may be a usual short form or an older name: %s", async (name, timeZone) => {
    expect(await resolveTimeZone(name, NOW)).toEqual({ kind: "zone", timeZone });
  });

  it.each([
    ["Mali", "Africa/Bamako"],
    ["Como", "Europe/Rome"],
    ["Roma", "Europe/Rome"],
    ["San Francisco", "America/Los_Angeles"],
    ["Beijing", "Asia/Shanghai"],
    ["Mumbai", "Asia/Kolkata"],
    ["Boston", "America/New_York"],
    ["München", "Europe/Berlin"],
    ["munchen", "Europe/Berlin"],
    ["Köln", "Europe/Berlin"],
    ["Praha", "Europe/Prague"],
    ["Sao Paulo", "America/Sao_Paulo"],
    ["Germany", "Europe/Berlin"],
    ["New York", "America/New_York"],
    ["Brasília", "America/Sao_Paulo"],
  ])("is accepted if it is the whole name of one place: %s", async (name, timeZone) => {
    expect(await resolveTimeZone(name, NOW)).toEqual({ kind: "zone", timeZone });
  });

  it.each([
    ["Portland, Maine", "America/New_York"],
    ["Portland, OR", "America/Los_Angeles"],
    ["London, Canada", "America/Toronto"],
    ["Paris, TX, USA", "America/Chicago"],
    ["Georgia, United States", "America/New_York"],
    ["Córdoba, Spain", "Europe/Madrid"],
  ])("may say where it is: %s", async (name, timeZone) => {
    expect(await resolveTimeZone(name, NOW)).toEqual({ kind: "zone", timeZone });
  });

  it.each([
    ["a country with several zones", "USA", ["America/New_York", "America/Chicago", "America/Denver"]],
    ["a country with several zones", "Brazil", ["America/Sao_Paulo", "America/Manaus"]],
    ["a state with several zones", "Texas", ["America/Chicago", "America/Denver"]],
    ["a country and a state", "Georgia", ["Asia/Tbilisi", "America/New_York"]],
    ["a state and a city", "Washington", ["America/Los_Angeles", "America/New_York"]],
    ["two countries", "Korea", ["Asia/Seoul", "Asia/Pyongyang"]],
    ["two countries", "Congo", ["Africa/Kinshasa", "Africa/Brazzaville"]],
    ["two letters", "DE", ["Europe/Berlin", "America/New_York"]],
    ["several cities", "Portland", ["America/Los_Angeles", "America/New_York"]],
    ["several cities", "Valencia", ["America/Caracas", "Europe/Madrid"]],
    ["a city that others write like a small town elsewhere", "Geneva", ["Europe/Zurich", "America/Chicago"]],
    ["the beginning of a name", "Buenos", ["America/Argentina/Buenos_Aires"]],
    ["the beginning of a name", "Mogadi", ["Africa/Mogadishu"]],
    ["a wrong spelling", "Kolkatta", ["Asia/Kolkata"]],
    ["a wrong spelling", "Barcelnoa", ["Europe/Madrid"]],
  ])("is asked about if it is %s: %s", async (_why, name, zones) => {
    const found = await resolveTimeZone(name, NOW);
    if (found.kind === "zone") throw new Error(`${name} was taken for ${found.timeZone}`);
    const suggested = found.suggestions.map(({ timeZone }) => timeZone);
    expect(suggested).toEqual(expect.arrayContaining(zones));
    expect(suggested[0]).toBe(zones[0]);
  });
});
