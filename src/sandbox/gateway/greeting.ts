import type { Fields } from "../fields.ts";
import { toOwnUser } from "../state/own-user.ts";
import type { Guild, Member, World } from "../state/world.ts";
import type { Identity } from "./identify.ts";
import { Intent } from "./intents.ts";
import type { Shard } from "./shards.ts";
import { isInShard } from "./shards.ts";

type GatewayEvent = [event: string, json: string];
type Identified = Identity & { id: string; resumeUrl: string };

const MEMBERS_IN_CHUNK = 1000;

/** READY and a GUILD_CREATE for each server, as the bot's intents let it see them. */
export function* greet(world: World, { id, resumeUrl, intents, shard }: Identified): Generator<GatewayEvent> {
  const guilds = world.botGuilds().filter(({ guild }) => isInShard(guild.id, shard));
  const ready = {
    v: 10,
    user: toOwnUser(world.bot),
    user_settings: {},
    private_channels: [],
    presences: [],
    relationships: [],
    guilds: guilds.map(({ guild }) => ({ id: guild.id, unavailable: true })),
    session_id: id,
    session_type: "normal",
    resume_gateway_url: resumeUrl,
    shard,
    application: { id: world.application.id, flags: 0 },
    _trace: [],
  };
  yield ["READY", JSON.stringify(ready)];
  if (!(intents & Intent.Guilds)) return;
  for (const guild of guilds) yield ["GUILD_CREATE", JSON.stringify(toGuildCreate(world, guild, intents))];
}

export function toGuildCreate(world: World, { guild, members, channels }: Guild, intents: number): object {
  const own = members.get(world.bot.id);
  // Without the presence intent Discord lists only the bot itself.
  const seen = intents & Intent.GuildPresences ? [...members.values()] : own ? [own] : [];
  return {
    ...guild,
    joined_at: own?.joined_at ?? null,
    large: false,
    unavailable: false,
    member_count: members.size,
    voice_states: [],
    members: seen,
    channels: [...channels.values()],
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The reply to op 8, Request Guild Members; nothing if the server belongs to another shard. */
export function* requestMembers(world: World, data: Fields, shard: Shard): Generator<GatewayEvent> {
  const guild = world.botGuild(String(data.guild_id));
  if (!guild || !isInShard(guild.guild.id, shard)) return;
  const chosen = chooseMembers(guild, data);
  const count = Math.max(1, Math.ceil(chosen.found.length / MEMBERS_IN_CHUNK));
  for (let index = 0; index < count; index++) {
    const chunk = {
      guild_id: guild.guild.id,
      members: chosen.found.slice(index * MEMBERS_IN_CHUNK, (index + 1) * MEMBERS_IN_CHUNK),
      chunk_index: index,
      chunk_count: count,
      not_found: chosen.notFound,
      ...(typeof data.nonce === "string" ? { nonce: data.nonce } : {}),
    };
    yield ["GUILD_MEMBERS_CHUNK", JSON.stringify(chunk)];
  }
}

function chooseMembers({ members }: Guild, data: Fields): { found: Member[]; notFound: string[] } {
  if (data.user_ids !== undefined) {
    const ids = (Array.isArray(data.user_ids) ? data.user_ids : [data.user_ids]).map(String);
    const found = ids.flatMap((id) => members.get(id) ?? []);
    return { found, notFound: ids.filter((id) => !members.has(id)) };
  }
  const query = typeof data.query === "string" ? data.query.toLowerCase() : "";
  const limit = typeof data.limit === "number" && data.limit > 0 ? data.limit : members.size;
  const found = [...members.values()].filter(({ nick, user }) =>
    [nick, user.global_name, user.username].some((name) => name?.toLowerCase().startsWith(query)),
  );
  return { found: found.slice(0, limit), notFound: [] };
}
