/** One count for each node: the state of a G-Counter, or a vector clock. */
export type Vector = readonly number[];

/** Throws a RangeError if their lengths differ. */
export function entrywiseMax(a: Vector, b: Vector): Vector {
  return combine(a, b, Math.max);
}

/** Throws a RangeError if their lengths differ. */
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

/** "n1", "n2" and so on. Letters would be confused with those of the options. */
export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index + 1}`);
}
