import damerauLevenshtein from "damerau-levenshtein";
import { Temporal } from "temporal-polyfill";
import { ABBREVIATIONS, COMMON_ZONES, RENAMED_ZONES } from "./zone-names.ts";

export type FoundTimeZone = { kind: "zone"; timeZone: string } | { kind: "unknown"; suggestions: string[] };

const MAX_SUGGESTIONS = 5;
/** In characters. No zone has a longer name. */
const MAX_QUERY_LENGTH = 60;

/**
 * A zone and the names it is found by, each `fold`ed: its name, city and older names, and its country if that has one
 * zone.
 */
type Entry = { timeZone: string; names: readonly string[] };

/**
 * The IANA zone that a learner means, by its current name. They may write a zone's name in any case, or a city, region
 * or country that only one zone matches. An offset or an abbreviation is unknown, with suggestions, because it does not
 * say when clocks change. `now` (UTC epoch ms) decides which offsets are in force.
 */
export function resolveTimeZone(text: string, now: number): FoundTimeZone {
  const matches = findMatches(text, now);
  if (matches.sure !== null) return { kind: "zone", timeZone: matches.sure };
  return { kind: "unknown", suggestions: matches.timeZones.slice(0, MAX_SUGGESTIONS) };
}

/**
 * Zones for autocomplete, best match first, each with a label such as `Europe/Vienna (14:05, UTC+1)` computed at `now`
 * (UTC epoch ms). Before anything is typed: common zones around the world, in order of offset.
 */
export function searchTimeZones(query: string, now: number, limit: number): { timeZone: string; label: string }[] {
  const timeZones =
    query.trim() === ""
      ? COMMON_ZONES.slice(0, limit).sort((a, b) => readOffsetAt(a, now) - readOffsetAt(b, now))
      : findMatches(query, now).timeZones.slice(0, limit);
  return timeZones.map((timeZone) => ({ timeZone, label: formatLabel(timeZone, now) }));
}

/** `sure` is the zone that is meant, if there is only one. `timeZones` are all possible zones, best first. */
type Matches = { sure: string | null; timeZones: string[] };

function findMatches(text: string, now: number): Matches {
  const query = fold(text);
  if (query === "" || query.length > MAX_QUERY_LENGTH) return { sure: null, timeZones: [] };

  const offset = readOffset(text);
  if (offset !== null) {
    const there = listEntries().filter(({ timeZone }) => readOffsetAt(timeZone, now) === offset);
    return { sure: null, timeZones: there.map(({ timeZone }) => timeZone) };
  }

  const hits = listEntries()
    .map((entry) => ({ entry, rank: rankEntry(entry, query) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank);
  const found = hits.map(({ entry }) => entry.timeZone);

  const abbreviated = ABBREVIATIONS.get(query);
  if (abbreviated !== undefined) return { sure: null, timeZones: [...new Set([...abbreviated, ...found])] };

  const exact = hits.filter(({ rank }) => rank === 0);
  const sure = exact.length === 1 ? exact[0] : hits.length === 1 ? hits[0] : undefined;
  if (sure !== undefined) return { sure: sure.entry.timeZone, timeZones: found };

  const legacy = readLegacyName(text.trim());
  if (legacy !== null) return { sure: legacy, timeZones: [legacy] };
  return { sure: null, timeZones: found.length > 0 ? found : findNearest(query) };
}

const NO_MATCH = 4;

/** 0: equals a name. 1: starts a name. 2: starts a word in a name. 3: is somewhere in a name. */
function rankEntry(entry: Entry, query: string): number {
  let best = NO_MATCH;
  for (const name of entry.names) {
    const position = name.indexOf(query);
    if (position === -1) continue;
    const rank = name === query ? 0 : position === 0 ? 1 : name.includes(` ${query}`) ? 2 : 3;
    best = Math.min(best, rank);
  }
  return best;
}

/** Allows for typing errors: one letter in four may be wrong. Nearest first. */
function findNearest(query: string): string[] {
  const tolerance = Math.ceil(query.length / 4);
  const isNear = (name: string) => Math.abs(name.length - query.length) <= tolerance;
  return listEntries()
    .map(({ timeZone, names }) => ({
      timeZone,
      distance: Math.min(...names.filter(isNear).map((name) => damerauLevenshtein(name, query).steps)),
    }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((a, b) => a.distance - b.distance)
    .map(({ timeZone }) => timeZone);
}

/** Finds names that are in no list but that every runtime knows, such as `US/Eastern` or `Asia/Chongqing`. */
function readLegacyName(name: string): string | null {
  const canonical = readCanonicalName(name);
  if (canonical === null) return null;
  const timeZone = toCurrent(canonical);
  return listEntries().some((entry) => entry.timeZone === timeZone) ? timeZone : null;
}

function readCanonicalName(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

let entries: readonly Entry[] | null = null;

/** Built at the first search, because it takes about 50 ms and the start should not wait for it. */
function listEntries(): readonly Entry[] {
  entries ??= [...new Set([...COMMON_ZONES, ...Intl.supportedValuesOf("timeZone").map(toCurrent)])].map((timeZone) => ({
    timeZone,
    names: listNames(timeZone),
  }));
  return entries;
}

function toCurrent(name: string): string {
  return RENAMED_ZONES.get(name) ?? name;
}

function listNames(timeZone: string): string[] {
  const older = [...RENAMED_ZONES].filter(([, newer]) => newer === timeZone).map(([name]) => name);
  const names = [timeZone, ...older].flatMap((name) => [name, name.slice(name.lastIndexOf("/") + 1)]);
  const region = readRegion(timeZone);
  return [...new Set((region === null ? names : [...names, region]).map(fold))];
}

/** A country or city: the English name of the zone's time (`Austria Time`, `Córdoba Time`) without `Time`. */
function readRegion(timeZone: string): string | null {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortGeneric" }).formatToParts(0);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value;
  return name?.endsWith(" Time") ? name.slice(0, -" Time".length) : null;
}

/** Lower case, without accents, and with one space between words. */
function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s_/.,’'()-]+/g, " ")
    .trim();
}

/** `+2`, `UTC+05:45` or `gmt -3` in minutes east of UTC. */
function readOffset(text: string): number | null {
  const parts = /^\s*(?:utc|gmt)?\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?\s*$/i.exec(text);
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === "+" ? minutes : -minutes;
}

function readOffsetAt(timeZone: string, now: number): number {
  return toZoned(timeZone, now).offsetNanoseconds / 60e9;
}

function formatLabel(timeZone: string, now: number): string {
  const local = toZoned(timeZone, now);
  const minutes = Math.abs(local.offsetNanoseconds / 60e9);
  const sign = local.offsetNanoseconds < 0 ? "-" : "+";
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${timeZone} (${time}, UTC${sign}${Math.floor(minutes / 60)}${rest})`;
}

function toZoned(timeZone: string, now: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}
