import damerauLevenshtein from "damerau-levenshtein";

const COMPARED = 48;

/**
 * The candidate that differs from `name` by the fewest typing errors, at most one in three letters, or null. Case does
 * not count. Swapping two neighbours is one error. Only the first 48 characters are compared.
 */
export function findNearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.toLowerCase().slice(0, COMPARED);
  let nearest: string | null = null;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const known = candidate.toLowerCase().slice(0, COMPARED);
    if (Math.abs(wanted.length - known.length) >= fewest) continue;
    const { steps } = damerauLevenshtein(wanted, known);
    if (steps >= fewest) continue;
    fewest = steps;
    nearest = candidate;
  }
  return nearest;
}

/** ` Did you mean “…”?`, or nothing. */
export function suggest(name: string, candidates: Iterable<string>): string {
  const nearest = findNearest(name, candidates);
  return nearest === null ? "" : ` Did you mean “${nearest}”?`;
}
