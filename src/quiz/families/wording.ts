const AND = new Intl.ListFormat("en-GB");

/** "1 node", "2 nodes". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "A", "A and B", "A, B and C"; empty when there are none. */
export function listed(names: readonly string[]): string {
  return AND.format(names);
}
