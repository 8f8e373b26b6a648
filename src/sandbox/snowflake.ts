export const DISCORD_EPOCH = 1_420_070_400_000;
const TIMESTAMP_SHIFT = 22n;
const INCREMENTS = 4096;

export type Snowflakes = {
  next(): string;
  /** The last id that was made; it is kept so that ids never decrease after a restart. */
  last(): string;
};

/** @param last the last id that was made before, or "0" */
export function createSnowflakes(now: () => number, last: string): Snowflakes {
  let lastId = BigInt(last);
  let lastInstant = instantOf(last);
  let increment = Number(lastId & BigInt(INCREMENTS - 1));
  return {
    next() {
      const instant = Math.max(now(), lastInstant);
      if (instant > lastInstant) increment = 0;
      else increment += 1;
      lastInstant = instant;
      if (increment === INCREMENTS) {
        increment = 0;
        lastInstant += 1;
      }
      lastId = (BigInt(Math.trunc(lastInstant) - DISCORD_EPOCH) << TIMESTAMP_SHIFT) | BigInt(increment);
      return lastId.toString();
    },
    last: () => lastId.toString(),
  };
}

/** When an id was made, in UTC epoch milliseconds. */
export function instantOf(id: string): number {
  return Number(BigInt(id) >> TIMESTAMP_SHIFT) + DISCORD_EPOCH;
}
