import { Temporal } from "temporal-polyfill";
import { fold } from "./fold.ts";
import type { Candidate } from "./match-places.ts";
import type { Places } from "./places.ts";

/** In characters: what Discord shows of a choice. */
const MAX_LABEL = 100;

/** `Europe/Vienna (14:05, UTC+1)`, or `Graz, Austria · Europe/Vienna (14:05, UTC+1)` if the zone is not named after it. */
export function formatLabel(places: Places, { timeZone, place }: Candidate, now: number): string {
  const zone = `${timeZone} (${formatClock(timeZone, now)})`;
  if (place === null || place.kind === "zone") return zone;
  if (fold(place.name) === fold(timeZone.slice(timeZone.lastIndexOf("/") + 1))) return zone;
  const region = place.kind === "city" ? places.regions.get(place.region ?? "")?.name : undefined;
  const country = place.kind === "country" ? undefined : places.countries.get(place.country ?? "")?.name;
  const where = [...new Set([place.name, region, country])].filter((part) => part !== undefined).join(", ");
  const room = MAX_LABEL - zone.length - 3;
  return `${where.length > room ? `${where.slice(0, room - 1)}…` : where} · ${zone}`;
}

/** `14:05, UTC+5:45` */
function formatClock(timeZone: string, now: number): string {
  const local = toZoned(timeZone, now);
  const minutes = Math.abs(local.offsetNanoseconds / 60e9);
  const sign = local.offsetNanoseconds < 0 ? "-" : "+";
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return `${time}, UTC${sign}${Math.floor(minutes / 60)}${rest}`;
}

/** In minutes east of UTC, at `now` (UTC epoch ms). */
export function readOffsetAt(timeZone: string, now: number): number {
  return toZoned(timeZone, now).offsetNanoseconds / 60e9;
}

function toZoned(timeZone: string, now: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}
