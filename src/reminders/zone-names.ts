/** Names of time zones that people use but the runtime does not list. */

/**
 * Node's ICU lists some zones under names that IANA has since replaced: the listed name, then the current one.
 * Source: zone.tab of tzdata 2025b against ICU 77 and 78 (Node 22.18 and 26.10 agree).
 */
export const RENAMED_ZONES: ReadonlyMap<string, string> = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
  ["America/Catamarca", "America/Argentina/Catamarca"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["America/Cordoba", "America/Argentina/Cordoba"],
  ["America/Godthab", "America/Nuuk"],
  ["America/Indianapolis", "America/Indiana/Indianapolis"],
  ["America/Jujuy", "America/Argentina/Jujuy"],
  ["America/Louisville", "America/Kentucky/Louisville"],
  ["America/Mendoza", "America/Argentina/Mendoza"],
  ["Asia/Calcutta", "Asia/Kolkata"],
  ["Asia/Katmandu", "Asia/Kathmandu"],
  ["Asia/Rangoon", "Asia/Yangon"],
  ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
  ["Atlantic/Faeroe", "Atlantic/Faroe"],
  ["Europe/Kiev", "Europe/Kyiv"],
  ["Pacific/Enderbury", "Pacific/Kanton"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

/** 25 zones around the world, most people first. Offered before anything is typed, and first among equal matches. */
export const COMMON_ZONES: readonly string[] = [
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "Asia/Shanghai",
  "Asia/Tokyo",
  "America/Sao_Paulo",
  "America/Chicago",
  "Europe/Istanbul",
  "Africa/Lagos",
  "Australia/Sydney",
  "Europe/Athens",
  "Asia/Dubai",
  "Asia/Jakarta",
  "Asia/Karachi",
  "Asia/Dhaka",
  "America/Mexico_City",
  "America/Denver",
  "Africa/Nairobi",
  "America/Halifax",
  "Asia/Kathmandu",
  "Pacific/Auckland",
  "Pacific/Honolulu",
  "UTC",
];

/** An abbreviation names one or more offsets. Each comes with the zones that people most likely mean. */
const ABBREVIATED: readonly (readonly [abbreviations: string, ...zones: string[]])[] = [
  ["cet cest met mez", "Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Madrid", "Europe/Vienna"],
  ["eet eest", "Europe/Athens", "Europe/Helsinki", "Europe/Kyiv", "Europe/Bucharest", "Africa/Cairo"],
  ["wet west", "Europe/Lisbon", "Atlantic/Canary", "Atlantic/Madeira"],
  ["gmt", "Europe/London", "Africa/Accra", "Atlantic/Reykjavik", "UTC"],
  ["bst", "Europe/London", "Asia/Dhaka"],
  ["ist", "Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
  ["msk", "Europe/Moscow"],
  ["trt", "Europe/Istanbul"],
  ["est edt et eastern", "America/New_York", "America/Toronto", "America/Jamaica"],
  ["cst", "America/Chicago", "America/Mexico_City", "Asia/Shanghai"],
  ["cdt ct central", "America/Chicago", "America/Winnipeg"],
  ["mst mdt mt mountain", "America/Denver", "America/Edmonton", "America/Phoenix"],
  ["pst pdt pt pacific", "America/Los_Angeles", "America/Vancouver", "America/Tijuana"],
  ["ast adt", "America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"],
  ["akst akdt", "America/Anchorage"],
  ["hst", "Pacific/Honolulu"],
  ["brt", "America/Sao_Paulo"],
  ["art", "America/Argentina/Buenos_Aires"],
  ["wat", "Africa/Lagos"],
  ["cat", "Africa/Harare", "Africa/Maputo"],
  ["eat", "Africa/Nairobi"],
  ["sast", "Africa/Johannesburg"],
  ["gst", "Asia/Dubai"],
  ["pkt", "Asia/Karachi"],
  ["npt", "Asia/Kathmandu"],
  ["wib", "Asia/Jakarta"],
  ["sgt", "Asia/Singapore"],
  ["hkt", "Asia/Hong_Kong"],
  ["jst", "Asia/Tokyo"],
  ["kst", "Asia/Seoul"],
  ["awst", "Australia/Perth"],
  ["acst acdt", "Australia/Adelaide", "Australia/Darwin"],
  ["aest aedt", "Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane"],
  ["nzst nzdt", "Pacific/Auckland"],
];

/** Zones by abbreviation in lower case. */
export const ABBREVIATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  ABBREVIATED.flatMap(([abbreviations, ...zones]) =>
    abbreviations.split(" ").map((abbreviation) => [abbreviation, zones] as const),
  ),
);
