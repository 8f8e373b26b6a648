import { fold } from "./fold.ts";
import { type Candidate, keepFirst, matchWhole } from "./match-places.ts";
import { loadPlaces, type Place, type Places } from "./places.ts";
import { findInside, findNearest, findStarts } from "./search-places.ts";
import { formatLabel, readOffsetAt } from "./zone-label.ts";
import { ABBREVIATIONS, COMMON_ZONES, RENAMED_ZONES } from "./zone-names.ts";

/** A zone by its IANA name, and what to call it in a list. */
export type ZoneChoice = { timeZone: string; label: string };

export type FoundTimeZone = { kind: "zone"; timeZone: string } | { kind: "unknown"; suggestions: ZoneChoice[] };

const MAX_SUGGESTIONS = 5;
/** In characters. No zone has a longer name. */
const MAX_QUERY_LENGTH = 60;
const QUARTER = 91 * 86_400_000;

/**
 * The IANA zone that a learner means, by its current name: a zone's name in any case, or the whole name of a city,
 * region or country in any language, if that is clearly one place with one time. Anything else is unknown, with
 * suggestions: part of a name, a name that several places share, and an offset or an abbreviation, because those do not
 * say when clocks change. `now` (UTC epoch ms) decides which offsets are in force.
 */
export async function resolveTimeZone(text: string, now: number): Promise<FoundTimeZone> {
  const places = await loadPlaces();
  const matches = matchText(places, text, now);
  if (matches.sure !== null) return { kind: "zone", timeZone: matches.sure };
  const found = matches.named.length > 0 ? matches.named : matches.others(MAX_SUGGESTIONS);
  return { kind: "unknown", suggestions: labelChoices(places, found, now, MAX_SUGGESTIONS) };
}

/**
 * Zones for autocomplete, best match first, each with a label such as `Europe/Vienna (14:05, UTC+1)` computed at `now`
 * (UTC epoch ms). Before anything is typed: common zones around the world, in order of offset.
 */
export async function searchTimeZones(query: string, now: number, limit: number): Promise<ZoneChoice[]> {
  const places = await loadPlaces();
  if (query.trim() === "") {
    const common = COMMON_ZONES.slice(0, limit).sort((a, b) => readOffsetAt(a, now) - readOffsetAt(b, now));
    return labelChoices(places, common.map(toCandidate), now, limit);
  }
  const { named, others } = matchText(places, query, now);
  const found = named.length >= limit ? named : keepFirst([...named, ...others(limit)]);
  return labelChoices(places, found, now, limit);
}

function labelChoices(places: Places, candidates: readonly Candidate[], now: number, limit: number): ZoneChoice[] {
  return candidates
    .slice(0, limit)
    .map((candidate) => ({ timeZone: candidate.timeZone, label: formatLabel(places, candidate, now) }));
}

/**
 * `sure` is the zone that is meant, if there is only one. `named` are the zones that the whole text may stand for,
 * `others` finds those that it may be part of. Both have the best first.
 */
type TextMatch = { sure: string | null; named: Candidate[]; others(limit: number): Candidate[] };

const askAmong = (named: Candidate[]): TextMatch => ({ sure: null, named, others: () => [] });

function matchText(places: Places, text: string, now: number): TextMatch {
  const query = fold(text);
  if (query === "" || query.length > MAX_QUERY_LENGTH) return askAmong([]);

  const offset = readOffset(text);
  if (offset !== null) {
    const zones = [...COMMON_ZONES, ...new Set(places.ids.values())];
    return askAmong(keepFirst(zones.filter((zone) => readOffsetAt(zone, now) === offset).map(toCandidate)));
  }

  const whole = matchWhole(places, text, (timeZones) => isSameClock(timeZones, now));
  const abbreviated = ABBREVIATIONS.get(query);
  if (abbreviated !== undefined) {
    const named = keepFirst([...abbreviated.map(toCandidate), ...whole.candidates]);
    return { sure: null, named, others: (limit) => findParts(places, query, limit, whole.ignored) };
  }
  if (whole.sure !== null) {
    const others = (limit: number) => findStarts(places, query, limit, whole.ignored);
    return { sure: whole.sure, named: whole.candidates, others };
  }
  if (whole.candidates.length > 0) {
    const others = (limit: number) => findParts(places, query, limit, whole.ignored);
    return { sure: null, named: varyClocks(whole.candidates, now), others };
  }
  const legacy = readLegacyName(places, text.trim());
  if (legacy !== null) return { sure: legacy, named: [toCandidate(legacy)], others: () => [] };
  return { sure: null, named: [], others: (limit) => findParts(places, query, limit, whole.ignored) };
}

/** Names that the query starts, or is a wrong spelling of, or is in; in this order. */
function findParts(places: Places, query: string, limit: number, ignored: ReadonlySet<Place>): Candidate[] {
  const starts = findStarts(places, query, limit, ignored);
  if (starts.length >= limit) return starts;
  // A letter too many or too few is more likely than the middle of a name.
  const near = starts.length > 0 ? starts : findNearest(places, query);
  return near.length >= limit ? near : keepFirst([...near, ...findInside(places, query, limit)]);
}

/** If there are too many zones to offer them all, those with different clocks come first. */
function varyClocks(candidates: Candidate[], now: number): Candidate[] {
  if (candidates.length <= MAX_SUGGESTIONS) return candidates;
  const clocks = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const clock = readClock(candidate.timeZone, now);
    if (!clocks.has(clock)) clocks.set(clock, candidate);
  }
  return [...new Set([...clocks.values(), ...candidates])];
}

function toCandidate(timeZone: string): Candidate {
  return { timeZone, place: null };
}

function isSameClock(timeZones: readonly string[], now: number): boolean {
  return new Set(timeZones.map((zone) => readClock(zone, now))).size === 1;
}

/** The zone's offset in each quarter of the coming year, which is enough to tell when its clocks change. */
function readClock(timeZone: string, now: number): string {
  return [0, 1, 2, 3].map((quarter) => readOffsetAt(timeZone, now + quarter * QUARTER)).join();
}

/** Finds names that are in no list but that every runtime knows, such as `US/Eastern` or `Asia/Chongqing`. */
function readLegacyName(places: Places, name: string): string | null {
  // Older names of countries are found as countries. The runtime takes long to refuse what is no name at all.
  const canonical = /[/\d-]/.test(name) ? readCanonicalName(name) : null;
  if (canonical === null) return null;
  const timeZone = RENAMED_ZONES.get(canonical) ?? canonical;
  return places.ids.has(fold(timeZone)) ? timeZone : null;
}

function readCanonicalName(name: string): string | null {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** `+2`, `UTC+05:45` or `gmt -3` in minutes east of UTC. */
function readOffset(text: string): number | null {
  const parts = /^\s*(?:utc|gmt)?\s*([+\u2212-])\s*(\d{1,2})(?::?([0-5]\d))?\s*$/i.exec(text);
  if (parts === null) return null;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  return parts[1] === "+" ? minutes : -minutes;
}
