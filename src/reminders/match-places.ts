import { fold } from "./fold.ts";
import type { Place, Places } from "./places.ts";
import { SHORT_COUNTRIES, SHORT_ZONES } from "./short-forms.ts";

/** A place that fits, or a zone itself, and the zone that it stands for. */
export type Candidate = { timeZone: string; place: Place | null };

/** `sure` is the only zone that can be meant, or null. `candidates` are possible zones, best first, each once. */
export type WholeMatch = { sure: string | null; candidates: Candidate[]; ignored: ReadonlySet<Place> };

export type Match = { place: Place; isKnown: boolean };

/** A name stands for a place if that has this many times the people of any other of the name. */
const CLEARLY_MORE = 10;
/** The same if the other is a large city itself: London is not the one in Ontario. */
const FAR_MORE = 25;
/** A foreign or older name of a place only counts if it has a good part of the people, because many are rarely used. */
const FOREIGN_TIMES = 5;
/** A name in another language counts less than the place's own, because such names are many and some are dated. */
const FOREIGN_SHARE = 0.25;
/** A region counts as many people as its largest city might have, so that Washington is not only the state. */
const REGION_SHARE = 0.1;
/** In people. Cities of this size are likely to be meant, even if their name clearly means another place. */
const LARGE = 100_000;

/** Whether zones show the same time all year, so that it does not matter which one is meant. */
export type SameClock = (timeZones: readonly string[]) => boolean;

/** What a name means that is written in full: a zone, a country, a region or a city, perhaps with where it is. */
export function matchWhole(places: Places, text: string, sameClock: SameClock): WholeMatch {
  const query = fold(text);
  const id = places.ids.get(query);
  if (id !== undefined) return { sure: id, candidates: [{ timeZone: id, place: null }], ignored: new Set() };

  const short = matchShortForm(places, query, sameClock);
  if (short !== null) return short;

  const located = matchLocated(places, text, sameClock);
  if (located !== null) return located;

  if (/^[a-z]{2}$/.test(query)) {
    const matches = [...matchCode(places, query), ...findWhole(places, query)];
    return { sure: null, candidates: rankMatches(matches), ignored: new Set() };
  }
  return decideMatches(findWhole(places, query), sameClock);
}

function findWhole(places: Places, query: string): Match[] {
  const known = new Set(places.known.search(query, "whole"));
  const also = [...places.also.search(query, "whole")].filter((position) => !known.has(position));
  return [...toMatches(places, known, true), ...toMatches(places, also, false)];
}

function toMatches(places: Places, positions: Iterable<number>, isKnown: boolean): Match[] {
  return [...positions].flatMap((position) => {
    const place = places.all[position];
    return place === undefined ? [] : [{ place, isKnown }];
  });
}

function decideMatches(found: readonly Match[], sameClock: SameClock): WholeMatch {
  const matches = preferCountries(found);
  const sure = chooseClear(matches, sameClock);
  const isIgnored = ({ place }: Match) =>
    sure !== null && place.kind === "city" && place.people < LARGE && place.zones[0]?.timeZone !== sure;
  return {
    sure,
    candidates: rankMatches(matches.filter((match) => !isIgnored(match))),
    ignored: new Set(found.filter(isIgnored).map(({ place }) => place)),
  };
}

/**
 * What a country is called at home and in English is no small town, and no city's name in another language. What it is
 * called elsewhere may be the name of one of its cities: Brasília.
 */
function preferCountries(found: readonly Match[]): Match[] {
  const isCountry = ({ place, isKnown }: Match) => place.kind === "country" && isKnown;
  if (found.some(isCountry))
    return found.filter(
      (match) => isCountry(match) || match.place.kind === "region" || (match.isKnown && match.place.people >= LARGE),
    );
  const withCity = new Set(found.flatMap(({ place, isKnown }) => (isKnown ? [place.country] : [])));
  return found.filter(({ place }) => place.kind !== "country" || !withCity.has(place.country));
}

function chooseClear(matches: readonly Match[], sameClock: SameClock): string | null {
  if (matches.some(({ place }) => !sameClock(place.zones.map(({ timeZone }) => timeZone)))) return null;
  const known = countPeople(matches.filter(({ isKnown }) => isKnown));
  const also = countPeople(matches.filter(({ isKnown }) => !isKnown));
  const [first, second] = known.length > 0 ? known : also;
  if (first === undefined) return null;
  const elsewhere = matches.filter(({ place }) => place.zones[0]?.timeZone !== first.timeZone);
  if (elsewhere.length === 0) return first.timeZone;
  // Whoever writes the name of a zone or country may mean it, however few people live there.
  const isNamed = ({ place }: Match) => place.kind === "zone" || place.kind === "country";
  if (elsewhere.some(isNamed)) return null;
  if (matches.some(({ place }) => place.kind === "country")) return null;
  const times = elsewhere.some(({ place, isKnown }) => isKnown && place.people >= LARGE) ? FAR_MORE : CLEARLY_MORE;
  if (first.people < times * (second?.people ?? 0)) return null;
  // A place that others call by this name may be meant, too.
  const foreign = also.filter(({ timeZone }) => timeZone !== first.timeZone && known.length > 0);
  return foreign.some(({ people }) => people * FOREIGN_TIMES >= first.people) ? null : first.timeZone;
}

/** In each place's main zone, most people first. */
function countPeople(matches: readonly Match[]): { timeZone: string; people: number }[] {
  const counts = new Map<string, number>();
  for (const { place } of matches) {
    const share = place.kind === "zone" ? 0 : place.kind === "region" ? REGION_SHARE : 1;
    const zone = place.zones[0]?.timeZone ?? "";
    counts.set(zone, (counts.get(zone) ?? 0) + share * place.people);
  }
  return [...counts].map(([timeZone, people]) => ({ timeZone, people })).sort((a, b) => b.people - a.people);
}

/** By people, but countries first. */
function rankMatches(matches: readonly Match[]): Candidate[] {
  const countries = matches.filter(({ place, isKnown }) => place.kind === "country" && isKnown);
  return keepFirst([...rankByPeople(countries), ...rankByPeople(matches)]);
}

/** A place with several zones stands for each, with the people who live there. */
export function rankByPeople(matches: readonly Match[]): Candidate[] {
  const weighed = matches.flatMap(({ place, isKnown }) =>
    place.zones.map(({ timeZone, people }) => ({ timeZone, place, weight: people * (isKnown ? 1 : FOREIGN_SHARE) })),
  );
  return keepFirst(weighed.sort((a, b) => b.weight - a.weight));
}

/** The first candidate for each zone. */
export function keepFirst(candidates: Iterable<Candidate>): Candidate[] {
  const byZone = new Map<string, Candidate>();
  for (const { timeZone, place } of candidates) if (!byZone.has(timeZone)) byZone.set(timeZone, { timeZone, place });
  return [...byZone.values()];
}

function matchShortForm(places: Places, query: string, sameClock: SameClock): WholeMatch | null {
  const zones = SHORT_ZONES.get(query);
  if (zones !== undefined) {
    const sure = zones.length === 1 ? (zones[0] ?? null) : null;
    return { sure, candidates: zones.map((timeZone) => ({ timeZone, place: null })), ignored: new Set() };
  }
  const codes = SHORT_COUNTRIES.get(query);
  if (codes === undefined) return null;
  return decideMatches(
    codes.flatMap((code) => {
      const place = places.countries.get(code);
      return place === undefined ? [] : [{ place, isKnown: true }];
    }),
    sameClock,
  );
}

/** `DE` is Germany or Delaware. */
function matchCode(places: Places, query: string): Match[] {
  const code = query.toUpperCase();
  const regions = [...places.regions].flatMap(([name, place]) => (name.endsWith(`-${code}`) ? [place] : []));
  const country = places.countries.get(code);
  return [...(country === undefined ? [] : [country]), ...regions].map((place) => ({ place, isKnown: true }));
}

/** `Portland, Oregon`, `London, Canada` or `Paris, TX, USA`: the places of the first name that lie in all the others. */
function matchLocated(places: Places, text: string, sameClock: SameClock): WholeMatch | null {
  const [name = "", ...around] = text.split(",").map(fold);
  if (name === "" || around.length === 0 || around.includes("")) return null;
  const areas = around.map((area) => findAreas(places, area));
  const isThere = ({ place }: Match) =>
    place.kind !== "zone" && areas.every((area) => area.has(place.country ?? "") || area.has(place.region ?? ""));
  const found = findWhole(places, name).filter(isThere);
  return found.length === 0 ? null : decideMatches(found, sameClock);
}

/** The codes of the countries and regions of that name. */
function findAreas(places: Places, area: string): ReadonlySet<string> {
  const named = [...findWhole(places, area), ...matchCode(places, area)].flatMap(({ place }) =>
    place.kind === "country" ? [place.country] : place.kind === "region" ? [place.region] : [],
  );
  return new Set([...named.flatMap((code) => code ?? []), ...(SHORT_COUNTRIES.get(area) ?? [])]);
}
