const COMPARED = 48;

/** The candidate that is `name` but for a typing error or two (a third of its letters), or null. Case does not count. */
export function findNearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = name.toLowerCase().slice(0, COMPARED);
  let nearest: string | null = null;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = countEdits(wanted, candidate.toLowerCase().slice(0, COMPARED), fewest);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

/** ` Did you mean “…”?`, or nothing. */
export function suggest(name: string, candidates: Iterable<string>): string {
  const nearest = findNearest(name, candidates);
  return nearest === null ? "" : ` Did you mean “${nearest}”?`;
}

/** Levenshtein's distance, or `enough` as soon as it is known to be no less. */
function countEdits(left: string, right: string, enough: number): number {
  if (Math.abs(left.length - right.length) >= enough) return enough;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) >= enough) return enough;
    row = next;
  }
  return row[right.length] ?? enough;
}
