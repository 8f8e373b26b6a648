/**
 * The one that is meant by an id or, as people write it, by a title in any case. An id wins over a title, and a title
 * counts only where a single thing has it: a press on one course must never reach another that is called like it.
 */
export function findNamed<Item>(
  items: readonly Item[],
  written: string,
  faceOf: (item: Item) => { id: string; title: string },
): Item | undefined {
  const named = written.trim().toLowerCase();
  const byId = items.find((item) => faceOf(item).id === named);
  if (byId !== undefined) return byId;
  const [byTitle, ...others] = items.filter((item) => faceOf(item).title.toLowerCase() === named);
  return others.length === 0 ? byTitle : undefined;
}
