/**
 * Names of many places in one long text, which is searched faster and takes less memory than a map of them. The places
 * must be in order of importance. Names are folded.
 */
export type PlaceIndex = {
  /** Positions of the places that have such a name, most important first. A match `inside` is not at the start of a word. */
  search(query: string, where: Where): Generator<number>;
  namesOf(position: number): string[];
};

/** How a name has to match: all of it, its start, the start of a word in it, or elsewhere. */
export type Where = "whole" | "start" | "word" | "inside";

/** Around each name. */
const EDGE = "|";
/** Before a word that cannot start with a capital letter. */
const START = "^";

/**
 * Names in Latin letters are kept apart: without others beside them they take half the memory, and they are what most
 * people type.
 */
export function indexPlaces(names: readonly string[]): PlaceIndex {
  const latin = indexNames(names.map((written) => written.split(EDGE).filter(isLatin).join(EDGE)));
  const others = indexNames(names.map((written) => written.split(EDGE).filter(isNotLatin).join(EDGE)));
  return {
    search: (query, where) => (isLatin(query) ? latin : others).search(query, where),
    namesOf: (position) => [...latin.namesOf(position), ...others.namesOf(position)],
  };
}

function isLatin(name: string): boolean {
  return /^[\u0020-\u00ff]*$/.test(name);
}

function isNotLatin(name: string): boolean {
  return !isLatin(name);
}

function indexNames(names: readonly string[]): PlaceIndex {
  const starts = new Uint32Array(names.length + 1);
  let length = 0;
  // Each place ends with a line, so that no match spans two.
  const lines = names.map((written) => (written === "" ? "" : `${EDGE}${markWords(written)}${EDGE}\n`));
  for (const [position, line] of lines.entries()) {
    starts[position] = length;
    length += line.length;
  }
  starts[names.length] = length;
  const text = lines.join("");
  return {
    *search(query, where) {
      const [first = "", ...others] = query.split(" ");
      const rest = others.map((word) => ` ${markStart(word)}`).join("");
      const words = `${markStart(first)}${rest}`;
      const wanted = { whole: `${words}${EDGE}`, start: words, word: words, inside: `${first}${rest}` }[where];
      let from = 0;
      while (true) {
        const found = text.indexOf(wanted, from);
        if (found === -1) return;
        if (where !== "inside" && (text[found - 1] === EDGE) === (where === "word")) {
          from = found + 1;
          continue;
        }
        const position = findPlace(starts, found);
        yield position;
        from = starts[position + 1] ?? length;
      }
    },
    namesOf: (position) => {
      const [start = 0, end = 0] = starts.subarray(position, position + 2);
      if (start === end) return [];
      return text
        .slice(start + 1, end - 2)
        .toLowerCase()
        .replaceAll(START, "")
        .split(EDGE);
    },
  };
}

/**
 * A capital letter tells the start of a word. It is found ten times faster than a gap and a letter, because gaps are
 * everywhere. Scripts without capitals have a mark more.
 */
function markStart(word: string): string {
  const [first = ""] = word;
  const capital = first.toUpperCase();
  return capital !== first && capital.length === first.length
    ? `${capital}${word.slice(first.length)}`
    : `${START}${word}`;
}

function markWords(names: string): string {
  return names
    .split(EDGE)
    .map((name) => name.split(" ").map(markStart).join(" "))
    .join(EDGE);
}

/** The last place that starts at or before that offset in the text. */
function findPlace(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
