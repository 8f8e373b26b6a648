/** What `places.json` holds. `npm run places` writes it. Names other than `name` are folded and divided by `|`. */
export type PlacesFile = {
  source: string;
  countries: CountryRecord[];
  regions: RegionRecord[];
  /** By zone, one city a line, most people first: `Portland;US-OR;652503;stumptown|…`. */
  cities: Record<string, string>;
};

export type CountryRecord = {
  /** ISO 3166 */
  code: string;
  name: string;
  /** In English and in the country's own languages. */
  own: string;
  foreign: string;
  zones: ZoneRecord[];
};

export type RegionRecord = { country: string; short: string; name: string; zones: ZoneRecord[] };

/** A zone and how many people live in it there. The most populous comes first. */
type ZoneRecord = string;
