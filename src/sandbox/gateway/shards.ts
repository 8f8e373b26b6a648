import type { ShardingOptions } from "../contract.ts";

/** Which part of the servers a session is for. */
export type Shard = readonly [id: number, count: number];
export type Sharding = Required<ShardingOptions>;

const WHOLE: Shard = [0, 1];
const WORKER_SHIFT = 22n;

/** @throws RangeError if a number is not whole, or is below 1 */
export function toSharding({ shards = 1, maxConcurrency = 1 }: ShardingOptions): Sharding {
  for (const number of [shards, maxConcurrency]) {
    if (!Number.isInteger(number) || number < 1) throw new RangeError(`${number} shards are not possible.`);
  }
  return { shards, maxConcurrency };
}

/**
 * The `shard` of an identify; a session without one is for all servers. As in Discord, the number of shards in it may
 * differ from the recommended one: it is only used for routing.
 * @returns null if it is not valid
 */
export function readShard(value: unknown): Shard | null {
  if (value === undefined || value === null) return WHOLE;
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [id, count]: unknown[] = value;
  if (!Number.isInteger(id) || !Number.isInteger(count)) return null;
  const shard: Shard = [Number(id), Number(count)];
  return shard[0] >= 0 && shard[0] < shard[1] ? shard : null;
}

/** @param guildId null for direct messages, which only go to the first shard */
export function isInShard(guildId: string | null, [id, count]: Shard): boolean {
  return shardOf(guildId, count) === id;
}

function shardOf(guildId: string | null, count: number): number {
  return guildId === null || count === 1 ? 0 : Number((BigInt(guildId) >> WORKER_SHIFT) % BigInt(count));
}
