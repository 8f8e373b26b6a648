/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ə: "e", "&": " and " }),
);
const RARE_LETTERS = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
const PLAIN = /^[a-z]+(?: [a-z]+)*$/;
/** Latin accents, and Hebrew and Arabic vowel signs. Indian vowel signs stay, because without them many names become the same. */
const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f]/g;
const QUOTES = /['’‘ʻʼʿ`´]/g;
const GAPS = /[\s_/.,()|^–—-]+/g;

/** A name as it is compared: lower case, without accents, with one space between words, `St` for `Saint`, no `the`. */
export function fold(name: string): string {
  const lower = name.toLowerCase();
  const plain = PLAIN.test(lower) ? lower : foldLetters(lower);
  return plain.replace(/\bsaint\b/g, "st").replace(/^the (?=.)/, "");
}

function foldLetters(lower: string): string {
  return lower
    .normalize("NFKD")
    .replace(MARKS, "")
    .normalize("NFC")
    .replace(RARE_LETTERS, (letter) => LETTERS.get(letter) ?? letter)
    .replace(QUOTES, "")
    .replace(GAPS, " ")
    .trim();
}
