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
  const letters = spellLetters(query);
  const near = new Map<Place, number>();
  for (const { name, place, letters: others } of listWellKnown(places)) {
    const fewest = near.get(place) ?? tolerance + 1;
    if (Math.abs(name.length - query.length) >= fewest) continue;
    // Each error changes at most two letters, so names with other letters need not be compared.
    if (countBits(letters ^ others) > 2 * (fewest - 1)) continue;
    if (place.kind === "city" && !startAlike(name, query)) continue;
    const { steps } = damerauLevenshtein(name, query);
    if (steps < fewest) near.set(place, steps);
  }
  const nearest = [...near].toSorted(([a, x], [b, y]) => x - y || b.people - a.people);
  return keepFirst(nearest.flatMap(([place]) => place.zones.map(({ timeZone }) => ({ timeZone, place }))));
}

/** Cities are too many to compare them all. The first letter is rarely wrong, except for a pair in the wrong order. */
function startAlike(name: string, query: string): boolean {
  return name[0] === query[0] || name[0] === query[1];
}

type WellKnown = { name: string; letters: number; place: Place };

const wellKnown = new WeakMap<Places, WellKnown[]>();

function listWellKnown(places: Places): WellKnown[] {
  const listed = wellKnown.get(places);
  if (listed !== undefined) return listed;
  const list = places.all.flatMap((place, position) => {
    if (place.kind === "city" && place.people < WELL_KNOWN) return [];
    const names = [...places.known.namesOf(position), ...places.also.namesOf(position).filter(isLatin)];
    return names.map((name) => ({ name, letters: spellLetters(name), place }));
  });
  wellKnown.set(places, list);
  return list;
}

function isLatin(name: string): boolean {
  return /^[a-z ]+$/.test(name);
}

/** Which letters a name has: one bit for each of a to z, and the rest by their codes. */
function spellLetters(name: string): number {
  let letters = 0;
  for (let index = 0; index < name.length; index++) letters |= 1 << (name.charCodeAt(index) & 31);
  return letters;
}

function countBits(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
