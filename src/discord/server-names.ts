import { type APIGuild, DiscordAPIError, type REST, Routes } from "discord.js";
import { LRUCache } from "lru-cache";
import type { ServerNames } from "./deliveries/sender.ts";

/** Servers whose names are kept, and for how long: names change seldom. */
const MOST_NAMES = 1_000;
const KEPT_MS = 3_600_000;

/** Asks Discord for the names of servers, and keeps them for a while. */
export function createServerNames(rest: REST): ServerNames {
  const names = new LRUCache<string, { name: string | null }>({
    max: MOST_NAMES,
    ttl: KEPT_MS,
    fetchMethod: async (guildId) => ({ name: await readName(rest, guildId) }),
  });
  return async (guildId) => (await names.fetch(guildId))?.name ?? null;
}

/** Null for a server that the bot is no longer in. */
async function readName(rest: REST, guildId: string): Promise<string | null> {
  try {
    return ((await rest.get(Routes.guild(guildId))) as APIGuild).name;
  } catch (error) {
    if (error instanceof DiscordAPIError) return null;
    throw error;
  }
}
