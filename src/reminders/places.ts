import { fold } from "./fold.ts";
import { indexPlaces, type PlaceIndex } from "./place-index.ts";
import type { PlacesFile } from "./places-file.ts";
import { COMMON_ZONES, RENAMED_ZONES } from "./zone-names.ts";

export type Place = {
  kind: "country" | "region" | "city" | "zone";
  name: string;
  /** ISO 3166, or null for a zone. */
  country: string | null;
  /** Of a city or region in some countries: `US-OR`. */
  region: string | null;
  people: number;
  /** Most people first. */
  zones: readonly { timeZone: string; people: number }[];
};

export type Places = {
  /** Most people first. */
  all: readonly Place[];
  /** By the names that they have at home and in English. */
  known: PlaceIndex;
  /** By their names in other languages, and older ones. */
  also: PlaceIndex;
  /** Zones by their full names in `fold`ed form, older ones too. */
  ids: ReadonlyMap<string, string>;
  countries: ReadonlyMap<string, Place>;
  regions: ReadonlyMap<string, Place>;
};

let loading: Promise<Places> | null = null;

/** Read at the first search, because it takes about a tenth of a second and the start should not wait for it. */
export function loadPlaces(): Promise<Places> {
  loading ??= import("./places.json", { with: { type: "json" } }).then(({ default: file }) => readPlaces(file));
  return loading;
}

type Named = { place: Place; known: string; also: string };

function readPlaces(file: PlacesFile): Places {
  const countries = file.countries.map(({ code, name, own, foreign, zones }) => ({
    place: namePlace("country", name, code, null, zones.map(readZone)),
    known: own,
    also: foreign,
  }));
  const regions = file.regions.map(({ country, short, name, zones }) => ({
    place: namePlace("region", name, country, `${country}-${short}`, zones.map(readZone)),
    // Two letters are too few to say which region.
    known: short.length > 2 ? `${fold(name)}|${fold(short)}` : fold(name),
    also: "",
  }));
  const citiesOf = new Map(
    Object.entries(file.cities).map(
      ([timeZone, lines]) => [timeZone, lines.split("\n").map((line) => readCity(timeZone, line))] as const,
    ),
  );
  const cities = [...citiesOf.values()].flat();
  const zones = listZones().map((timeZone) => readZonePlace(timeZone, countPeople(citiesOf.get(timeZone) ?? [])));
  const named: Named[] = [...countries, ...regions, ...cities, ...zones].sort(
    (a, b) => b.place.people - a.place.people,
  );
  return {
    all: named.map(({ place }) => place),
    known: indexPlaces(named.map(({ known }) => known)),
    also: indexPlaces(named.map(({ also }) => also)),
    ids: new Map(zones.flatMap(({ ids, place }) => ids.map((id) => [id, place.name] as const))),
    countries: new Map(countries.map(({ place }) => [place.country ?? "", place] as const)),
    regions: new Map(regions.map(({ place }) => [place.region ?? "", place] as const)),
  };
}

function namePlace(
  kind: Place["kind"],
  name: string,
  country: string | null,
  region: string | null,
  zones: Place["zones"],
): Place {
  return { kind, name, country, region, zones, people: zones.reduce((sum, { people }) => sum + people, 0) };
}

/** `Europe/Madrid 42000000` */
function readZone(written: string): { timeZone: string; people: number } {
  const gap = written.indexOf(" ");
  return { timeZone: written.slice(0, gap), people: Number(written.slice(gap + 1)) };
}

/** `Portland;US-OR;652503;stumptown|…` */
function readCity(timeZone: string, line: string): Named {
  const [name = "", at = "", count = "", also = ""] = line.split(";");
  const people = Number(count);
  const country = at.slice(0, 2);
  const region = at.length > 2 ? at : null;
  return {
    place: { kind: "city", name, country, region, people, zones: [{ timeZone, people }] },
    known: fold(name),
    also,
  };
}

/** Every zone that this Node lists, by its current name. */
function listZones(): string[] {
  const current = Intl.supportedValuesOf("timeZone").map((name) => RENAMED_ZONES.get(name) ?? name);
  return [...new Set([...COMMON_ZONES, ...current])];
}

function countPeople(cities: readonly Named[]): number {
  return cities.reduce((sum, { place }) => sum + place.people, 0);
}

/** A zone by its own name and older ones. Its city is there without the continent, too: `lord howe`. */
function readZonePlace(timeZone: string, people: number): Named & { ids: string[] } {
  const older = [...RENAMED_ZONES].filter(([, newer]) => newer === timeZone).map(([name]) => name);
  const ids = [timeZone, ...older].map(fold);
  const short = [timeZone, ...older].map((name) => fold(name.slice(name.lastIndexOf("/") + 1)));
  const known = [...new Set([...ids, ...short])].join("|");
  return { place: namePlace("zone", timeZone, null, null, [{ timeZone, people }]), known, also: "", ids };
}
