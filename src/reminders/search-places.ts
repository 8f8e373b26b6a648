import damerauLevenshtein from "damerau-levenshtein";
import { type Candidate, keepFirst, type Match, rankByPeople } from "./match-places.ts";
import type { PlaceIndex, Where } from "./place-index.ts";
import type { Place, Places } from "./places.ts";

/** In people. Smaller towns are not suggested after a typing error, because there are too many of them. */
const WELL_KNOWN = 200_000;
const MOST_ERRORS = 3;

/** Zones of places with a name that starts with the query, or in which a word does; then most people first. */
export function findStarts(places: Places, query: string, limit: number, ignored: ReadonlySet<Place>): Candidate[] {
  const starts = rankBoth(places, query, "start", limit, ignored);
  if (starts.length >= limit) return starts;
  return keepFirst([...starts, ...rankBoth(places, query, "word", limit, ignored)]);
}

/** Zones of places that have the query somewhere in a name of their own; most people first. */
export function findInside(places: Places, query: string, limit: number): Candidate[] {
  return rankByPeople(takeZones(places, { index: places.known, isKnown: true }, query, "inside", limit, new Set()));
}

function rankBoth(places: Places, query: string, where: Where, limit: number, ignored: ReadonlySet<Place>) {
  return rankByPeople([
    ...takeZones(places, { index: places.known, isKnown: true }, query, where, limit, ignored),
    ...takeZones(places, { index: places.also, isKnown: false }, query, where, limit, ignored),
  ]);
}

/** The most populous places that match, until they have enough zones between them. */
function takeZones(
  places: Places,
  { index, isKnown }: { index: PlaceIndex; isKnown: boolean },
  query: string,
  where: Where,
  limit: number,
  ignored: ReadonlySet<Place>,
): Match[] {
  const matches: Match[] = [];
  const zones = new Set<string>();
  for (const position of index.search(query, where)) {
    const place = places.all[position];
    if (place === undefined || ignored.has(place)) continue;
    matches.push({ place, isKnown });
    for (const { timeZone } of place.zones) zones.add(timeZone);
    if (zones.size >= limit) break;
  }
  return matches;
}

/** Allows for typing errors: one letter in four may be wrong, three at most. Nearest first, then most people first. */
export function findNearest(places: Places, query: string): Candidate[] {
  const tolerance = Math.min(MOST_ERRORS, Math.ceil(query.length / 4));
  const near = new Map<Place, number>();
  for (const { name, place } of listAlike(places, query)) {
    if (Math.abs(name.length - query.length) > tolerance || countMissing(name, query) > tolerance) continue;
    const fewest = near.get(place) ?? tolerance + 1;
    const { steps } = damerauLevenshtein(name, query);
    if (steps < fewest) near.set(place, steps);
  }
  const nearest = [...near].toSorted(([a, x], [b, y]) => x - y || b.people - a.people);
  return keepFirst(nearest.flatMap(([place]) => place.zones.map(({ timeZone }) => ({ timeZone, place }))));
}

type WellKnown = { name: string; place: Place };

/** The names of zones, countries and regions, and by their first letter those of cities and all foreign names. */
type Spellings = { always: readonly WellKnown[]; byLetter: ReadonlyMap<string, readonly WellKnown[]> };

/** Too many to compare them all. The first letter is rarely wrong, except for a pair in the wrong order. */
function listAlike(places: Places, query: string): WellKnown[] {
  const { always, byLetter } = listSpellings(places);
  const letters = new Set([query[0] ?? "", query[1] ?? ""]);
  return [...always, ...[...letters].flatMap((letter) => byLetter.get(letter) ?? [])];
}

const spellings = new WeakMap<Places, Spellings>();

function listSpellings(places: Places): Spellings {
  const listed = spellings.get(places);
  if (listed !== undefined) return listed;
  const always: WellKnown[] = [];
  const others: WellKnown[] = [];
  for (const [position, place] of places.all.entries()) {
    if (place.kind === "city" && place.people < WELL_KNOWN) continue;
    const known = places.known.namesOf(position).map((name) => ({ name, place }));
    (place.kind === "city" ? others : always).push(...known);
    const also = places.also.namesOf(position).filter((name) => /^[a-z ]+$/.test(name));
    others.push(...also.map((name) => ({ name, place })));
  }
  const made = { always, byLetter: Map.groupBy(others, ({ name }) => name[0] ?? "") };
  spellings.set(places, made);
  return made;
}

/** How many letters of the longer name the other lacks, in whatever order. There are at least as many errors. */
function countMissing(name: string, query: string): number {
  const [longer, shorter] = name.length > query.length ? [name, query] : [query, name];
  const spare = new Int8Array(32);
  for (let index = 0; index < shorter.length; index++) {
    const letter = shorter.charCodeAt(index) & 31;
    spare[letter] = (spare[letter] ?? 0) + 1;
  }
  let missing = 0;
  for (let index = 0; index < longer.length; index++) {
    const letter = longer.charCodeAt(index) & 31;
    const left = spare[letter] ?? 0;
    if (left === 0) missing++;
    else spare[letter] = left - 1;
  }
  return missing;
}
