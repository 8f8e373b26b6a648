/** Names that people use for countries and cities and that are in no list: folded, with what they stand for. */

/** Countries by ISO 3166 code. Two codes mean that the name alone does not say which. */
const COUNTRIES: readonly (readonly [names: string, ...codes: string[]])[] = [
  ["usa|us|u s|u s a|america|united states of america|the states|estados unidos de america|eeuu|ee uu", "US"],
  ["uk|u k|gb|great britain|britain|england and wales", "GB"],
  ["uae|u a e|emirates", "AE"],
  ["ksa|saudi", "SA"],
  ["nz|aotearoa", "NZ"],
  ["png", "PG"],
  ["rsa", "ZA"],
  ["prc|mainland china|peoples republic of china", "CN"],
  ["roc|republic of china", "TW"],
  ["rok|republic of korea", "KR"],
  ["dprk", "KP"],
  ["drc|dr congo|congo kinshasa|democratic republic of the congo|zaire", "CD"],
  ["republic of the congo|congo brazzaville", "CG"],
  ["congo", "CD", "CG"],
  ["korea", "KR", "KP"],
  ["car|central african rep", "CF"],
  ["bih|bosnia|bosnia herzegovina", "BA"],
  ["macedonia|fyrom", "MK"],
  ["hk", "HK"],
  ["holland", "NL"],
  ["czech republic", "CZ"],
  ["russian federation", "RU"],
  ["turkey|turkiye", "TR"],
  ["burma", "MM"],
  ["ivory coast", "CI"],
  ["cape verde", "CV"],
  ["swaziland", "SZ"],
  ["east timor", "TL"],
  ["vatican|holy see", "VA"],
  ["palestine", "PS"],
  ["macau|macao", "MO"],
  ["trinidad|tobago", "TT"],
  ["antigua|barbuda", "AG"],
  ["st kitts", "KN"],
  ["st vincent", "VC"],
  ["st martin", "MF", "SX"],
  ["st helena ascension and tristan da cunha", "SH"],
  ["virgin islands", "VI", "VG"],
  ["us virgin islands|united states virgin islands|virgin islands us|usvi", "VI"],
  ["british virgin islands|virgin islands uk|bvi", "VG"],
  ["bonaire|sint eustatius|saba", "BQ"],
  ["sao tome", "ST"],
  ["brunei darussalam", "BN"],
  ["republic of ireland|eire", "IE"],
];

/** Zones of cities and of parts of countries, most likely first. */
const ZONES: readonly (readonly [names: string, ...timeZones: string[]])[] = [
  ["nyc|ny|the big apple|big apple|dc|d c|washington dc|washington d c|philly|east coast usa", "America/New_York"],
  ["la|l a|sf|s f|san fran|bay area|silicon valley|vegas|socal|norcal", "America/Los_Angeles"],
  ["chi town|nola|dfw", "America/Chicago"],
  ["slc|navajo", "America/Denver"],
  ["zulu|uct|universal|coordinated universal time", "UTC"],
  ["cdmx|df", "America/Mexico_City"],
  ["rio|sampa", "America/Sao_Paulo"],
  ["bsas|caba|baires", "America/Argentina/Buenos_Aires"],
  ["kl", "Asia/Kuala_Lumpur"],
  ["sg", "Asia/Singapore"],
  ["bkk", "Asia/Bangkok"],
  ["hcmc|saigon", "Asia/Ho_Chi_Minh"],
  ["joburg|jozi|jburg", "Africa/Johannesburg"],
  ["spb|piter", "Europe/Moscow"],
];

const listPairs = (rows: readonly (readonly [string, ...string[]])[]) =>
  rows.flatMap(([names, ...meant]) => names.split("|").map((name) => [name.replace(/^the /, ""), meant] as const));

export const SHORT_COUNTRIES: ReadonlyMap<string, readonly string[]> = new Map(listPairs(COUNTRIES));
export const SHORT_ZONES: ReadonlyMap<string, readonly string[]> = new Map(listPairs(ZONES));
