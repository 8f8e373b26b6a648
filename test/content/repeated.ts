/** The names of all entries that share a key with another entry. */
export function repeated(items: readonly { key: string; name: string }[]): string[][] {
  const groups = Map.groupBy(items, ({ key }) => key);
  return [...groups.values()].filter(({ length }) => length > 1).map((group) => group.map(({ name }) => name));
}
