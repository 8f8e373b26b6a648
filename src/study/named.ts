/**
 * Finds the item that somebody means by its id, or by its title in any case. An id wins over a title. A title counts
 * only if a single item has it, so that a press on one course never reaches another with the same title.
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
