/** A copy in an order that `seed` decides, every order as likely: each item goes to a random place among those before it. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const random = seedRandom(seed);
  const shuffled: T[] = [];
  for (const item of items) shuffled.splice(Math.floor(random() * (shuffled.length + 1)), 0, item);
  return shuffled;
}

/** Numbers in [0, 1). Source: mulberry32, Tommy Ettinger, public domain. */
function seedRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
