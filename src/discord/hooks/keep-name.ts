import { LRUCache } from "lru-cache";
import type { AfterReply } from "../after-reply.ts";

/** Members whose names were kept lately: most interactions bring a name that is known. */
const MOST_KNOWN = 2_000;
const KEPT_MS = 24 * 3_600_000;

/** Keeps the names that interactions bring, so that the leaderboard need not ask for them. */
export function createKeepName(): AfterReply {
  const known = new LRUCache<string, string>({ max: MOST_KNOWN, ttl: KEPT_MS });
  return async ({ coach, userId, guildId, displayName }) => {
    if (guildId === null || displayName === null) return null;
    const member = `${guildId}/${userId}`;
    if (known.get(member) === displayName) return null;
    await coach.cohort.keepName({ guildId, userId, displayName });
    known.set(member, displayName);
    return null;
  };
}
