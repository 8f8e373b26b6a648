import { type Client, GatewayDispatchEvents } from "discord.js";
import { z } from "zod";
import type { Coach } from "../coach/coach.ts";
import type { Log } from "../coach/ports.ts";

const ServerSchema = z.object({ id: z.string(), unavailable: z.boolean().optional() });
const ReadySchema = z.object({
  guilds: z.array(ServerSchema),
  /** Its own number, and how many there are. */
  shard: z.tuple([z.int(), z.int()]).default([0, 1]),
});

/**
 * Tells the coach which servers the bot is in: now, whenever it is added or removed, and after each new session, because
 * nothing is said about what happened before it. An outage of a server (`unavailable`) is not a removal.
 * Source: https://docs.discord.com/developers/events/gateway-events#guild-delete.
 *
 * @returns resolves once what happened while the bot was off is written
 */
export async function followServers(client: Client<true>, { servers }: Coach, log: Log): Promise<void> {
  const note = (what: Promise<void>) => {
    what.catch((error: unknown) => log.error({ error }, "where the bot is could not be written"));
  };
  client.ws.on(GatewayDispatchEvents.GuildDelete, (data: unknown) => {
    const { id: guildId, unavailable = false } = ServerSchema.parse(data);
    if (!unavailable) note(servers.leaveServer({ guildId }));
  });
  client.ws.on(GatewayDispatchEvents.GuildCreate, (data: unknown) => {
    note(servers.comeBack({ guildId: ServerSchema.parse(data).id }));
  });
  client.ws.on(GatewayDispatchEvents.Ready, (data: unknown) => {
    const { guilds, shard } = ReadySchema.parse(data);
    const present = new Set(guilds.map(({ id }) => id));
    const [own, count] = shard;
    note(servers.compareServers({ present, concerns: (guildId) => shardOf(guildId, count) === own }));
  });
  const present = new Set(client.guilds.cache.keys());
  const count = client.options.shardCount ?? 1;
  const own = new Set(client.ws.shards.keys());
  await servers.compareServers({ present, concerns: (guildId) => own.has(shardOf(guildId, count)) });
}

/** Source: https://docs.discord.com/developers/events/gateway#sharding. */
function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}
