/** Random draws from a seed: the same seed gives the same draws, in the same order, everywhere. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included, each equally likely. */
  integer(least: number, most: number): number;
  /** One of the items, each equally likely. Throws a RangeError if there is none. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy, every order equally likely. */
  shuffle<T>(items: readonly T[]): T[];
};

/** `seed` is any whole number, of which the lowest 32 bits count. */
export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    integer,
    pick(items) {
      if (items.length === 0) throw new RangeError("nothing to pick from");
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    shuffle(items) {
      const shuffled: (typeof items)[number][] = [];
      // Each item goes to a random position among those before it.
      for (const item of items) shuffled.splice(integer(0, shuffled.length), 0, item);
      return shuffled;
    },
  };
}

/** Source: mulberry32, Tommy Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
