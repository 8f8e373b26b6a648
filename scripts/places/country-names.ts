import { countries, type ICountry } from "countries-list";
import { fold } from "../../src/reminders/fold.ts";

/** The languages that Discord can be set to, and Arabic. */
const LANGUAGES =
  "ar bg cs da de el en es fi fr hi hr hu id it ja ko lt nl no pl pt ro ru sv th tr uk vi zh zh-TW".split(" ");

export type CountryNames = {
  english: string;
  /** Folded: in English and in the country's own languages. */
  own: string[];
  /** Folded: in the other languages that Discord can be set to. */
  foreign: string[];
};

/** As this Node's ICU knows them. */
export function nameCountry(code: string): CountryNames {
  const english = nameIn("en", code);
  const listed = new Map<string, ICountry>(Object.entries(countries)).get(code);
  const likely = new Intl.Locale(`und-${code}`).maximize();
  const own = unique([
    english,
    new Intl.DisplayNames("en", { type: "region", style: "short" }).of(code) ?? english,
    ...(listed?.languages ?? []).map((language) => nameIn(`${language}-${code}`, code)),
    listed?.native ?? english,
    nameIn(`${likely.language}-${likely.script}`, code),
  ]);
  const foreign = unique(LANGUAGES.map((language) => nameIn(language, code))).filter((name) => !own.includes(name));
  return { english, own, foreign };
}

/** A language that ICU does not know is answered in the language of the system. That must not be kept. */
function nameIn(language: string, code: string): string {
  const names = new Intl.DisplayNames([language, "en"], { type: "region" });
  return names.of(code) ?? code;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.map(fold))];
}
