/** Counts of several nodes, one entry each: the state of a G-Counter, or a vector clock. */
export type Vector = readonly number[];

/** A RangeError where they are not of one length. */
export function entrywiseMax(a: Vector, b: Vector): Vector {
  return combine(a, b, Math.max);
}

/** A RangeError where they are not of one length. */
export function combine(a: Vector, b: Vector, operation: (a: number, b: number) => number): Vector {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} entries`);
  return a.map((count, index) => operation(count, b[index] as number));
}

export function sum(vector: Vector): number {
  return vector.reduce((total, count) => total + count, 0);
}

export function showVector(vector: Vector): string {
  return `[${vector.join(", ")}]`;
}

/** "n1", "n2" and so on: letters would be taken for those of the options. */
export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index + 1}`);
}
