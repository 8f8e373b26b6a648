import { fold } from "../../src/reminders/fold.ts";
import type { PlacesFile } from "../../src/reminders/places-file.ts";
import { nameCountry } from "./country-names.ts";
import { type Place, readPlaces } from "./geonames.ts";
import { REGIONS } from "./regions.ts";

/** In people. Smaller places are left out, unless they are a capital. */
const CITY = 15_000;
/** In people. Parts of cities are left out below this. */
const BIG_PART_OF_CITY = 500_000;
/** In people. Cities are found by their names in all of `SCRIPTS` from here on, and smaller ones in their own script. */
const KNOWN_ABROAD = 300_000;
/** In people. Below this only a name in a script other than Latin is added to a town's name. */
const KNOWN_NEARBY = 50_000;
/** The scripts that Discord's languages are written in, and Arabic and Hebrew. */
const SCRIPTS = ["Latn", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Thai", "Hani", "Hira", "Kana", "Hang"];

const INDIAN_SCRIPTS = ["Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Orya", "Taml", "Telu"];

/** Gone, abandoned or no town: <https://www.geonames.org/export/codes.html>. */
const NOT_A_CITY: ReadonlySet<string> = new Set(["PPLH", "PPLCH", "PPLQ", "PPLW", "PPLR", "PPLF", "STLMT"]);

/** Zones in which the list has no place, by country or region. Source: zone.tab and zone1970.tab of tzdata 2026a. */
const EMPTY_ZONES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "AQ",
    ["Casey", "Davis", "Mawson", "Palmer", "Rothera", "Troll", "Vostok"].map((station) => `Antarctica/${station}`),
  ],
  ["AU", ["Australia/Lord_Howe", "Australia/Eucla", "Antarctica/Macquarie", "Australia/Lindeman"]],
  ["BR", ["America/Noronha"]],
  ["CA", ["America/Resolute"]],
  ["GL", ["America/Scoresbysund", "America/Danmarkshavn"]],
  ["IO", ["Indian/Chagos"]],
  ["KI", ["Pacific/Kanton"]],
  ["RU", ["Asia/Khandyga", "Asia/Srednekolymsk", "Asia/Ust-Nera"]],
  ["UM", ["Pacific/Midway", "Pacific/Wake"]],
  ["TF", ["Asia/Dubai"]],
  ["US", ["America/Adak"]],
  ["US-AK", ["America/Adak"]],
  ["AU-02", ["Australia/Lord_Howe"]],
  ["AU-08", ["Australia/Eucla"]],
]);

/** `src/reminders/places.json`, from the package and from what this Node's ICU calls the countries. */
export function buildPlaces(): PlacesFile {
  const places = correctZones(readPlaces());
  const zonesOf = countPeople(places, ({ country }) => country);
  const regionZones = countPeople(places, ({ country, region }) => `${country}-${region}`);
  for (const [area, zones] of EMPTY_ZONES) {
    const areas = area.length > 2 ? regionZones : zonesOf;
    areas.set(area, addEmpty(areas.get(area), zones));
  }
  return {
    source: "GeoNames, https://www.geonames.org, CC BY 4.0; country names: Unicode CLDR",
    countries: [...zonesOf].toSorted(byKey).map(([code, zones]) => {
      const { english, own, foreign } = nameCountry(code);
      return { code, name: english, own: own.join("|"), foreign: foreign.join("|"), zones: sortZones(zones) };
    }),
    regions: [...REGIONS].flatMap(([country, regions]) =>
      regions.map(([code, short, name]) => ({
        country,
        short,
        name,
        zones: sortZones(regionZones.get(`${country}-${code}`) ?? new Map()),
      })),
    ),
    cities: writeCities(places.filter(isCity)),
  };
}

function isCity({ feature, population }: Place): boolean {
  if (NOT_A_CITY.has(feature)) return false;
  if (feature === "PPLX") return population >= BIG_PART_OF_CITY;
  return population >= CITY || feature === "PPLC";
}

/**
 * A few places near a border are given their neighbour's zone, and a few carry a zone from far away. A zone belongs to
 * the country where most of its people live; a place in another country gets its own country's zone, if that has one.
 */
function correctZones(places: readonly Place[]): Place[] {
  const homes = new Map<string, string>();
  for (const [zone, countries] of countPeopleIn(places)) homes.set(zone, sortKeys(countries)[0] ?? "");
  const ownZones = new Map<string, string[]>();
  for (const [zone, country] of homes) ownZones.set(country, [...(ownZones.get(country) ?? []), zone]);
  return places.flatMap((place) => {
    const own = ownZones.get(place.country) ?? [];
    if (own.length === 0 || own.includes(place.timeZone)) return [place];
    const [only, ...others] = own;
    return only !== undefined && others.length === 0 ? [{ ...place, timeZone: only }] : [];
  });
}

type People = Map<string, number>;

function countPeopleIn(places: readonly Place[]): Map<string, People> {
  return group(
    places,
    ({ timeZone }) => timeZone,
    ({ country }) => country,
  );
}

function countPeople(places: readonly Place[], keyOf: (place: Place) => string): Map<string, People> {
  return group(places, keyOf, ({ timeZone }) => timeZone);
}

function group(
  places: readonly Place[],
  outerOf: (place: Place) => string,
  innerOf: (place: Place) => string,
): Map<string, People> {
  const groups = new Map<string, People>();
  for (const place of places) {
    const outer = outerOf(place);
    const people = groups.get(outer) ?? new Map<string, number>();
    people.set(innerOf(place), (people.get(innerOf(place)) ?? 0) + place.population);
    groups.set(outer, people);
  }
  return groups;
}

function addEmpty(people: People = new Map(), zones: readonly string[]): People {
  return new Map([...zones.map((zone) => [zone, 0] as const), ...people]);
}

function sortKeys(people: People): string[] {
  return [...people].toSorted(([a, x], [b, y]) => y - x || compare(a, b)).map(([key]) => key);
}

/** Most people first: `Europe/Madrid 42000000`. */
function sortZones(people: People): string[] {
  return sortKeys(people).map((zone) => `${zone} ${people.get(zone) ?? 0}`);
}

function writeCities(cities: readonly Place[]): Record<string, string> {
  const zones = Map.groupBy(cities, ({ timeZone }) => timeZone);
  return Object.fromEntries(
    [...zones].toSorted(byKey).map(([zone, inZone]) => [
      zone,
      inZone
        .toSorted((a, b) => b.population - a.population || compare(a.name, b.name))
        .map(writeCity)
        .join("\n"),
    ]),
  );
}

/** `Munich;DE;1260391;muenchen|munchen`, and after the country a region if it is one of `REGIONS`: `US-OR`. */
function writeCity(city: Place): string {
  const region = REGIONS.get(city.country)?.find(([code]) => code === city.region);
  const place = region === undefined ? city.country : `${city.country}-${region[1]}`;
  return [city.name, place, city.population, otherNames(city).join("|")].join(";");
}

function otherNames(city: Place): string[] {
  const own = ownScripts(city.country);
  const scripts =
    city.population >= KNOWN_ABROAD
      ? [...SCRIPTS, ...own]
      : city.population >= KNOWN_NEARBY
        ? own
        : own.filter((script) => script !== "Latn");
  const letters = scripts.map((script) => `\\p{Script=${script}}`).join("");
  const isIn = new RegExp(`^[${letters}\\p{M}\\p{P}\\p{Lm}\\s]+$`, "u");
  const names = [city.asciiName, ...city.alternateNames.filter((name) => isName(name) && isIn.test(name))].map(fold);
  return [...new Set(names)].filter((name) => name.length > 1 && name !== fold(city.name)).toSorted(compare);
}

/** Without airport codes, spellings in Latin letters that a machine made (`mu ni hei`), and remarks. */
function isName(name: string): boolean {
  return !/^[A-Z]{2,4}$|^[a-z]|[0-9()|;]|^.?$/.test(name);
}

function ownScripts(country: string): string[] {
  const script = new Intl.Locale(`und-${country}`).maximize().script ?? "Latn";
  const mixed = new Map([
    ["Jpan", ["Hani", "Hira", "Kana"]],
    ["Kore", ["Hang"]],
    ["Hans", ["Hani"]],
    ["Hant", ["Hani"]],
  ]).get(script);
  return mixed ?? (country === "IN" ? INDIAN_SCRIPTS : [script]);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
