import { GatewayCloseCodes, GatewayIntentBits } from "discord-api-types/v10";
import type { Fields } from "../fields.ts";
import type { Shard } from "./shards.ts";
import { isInShard, readShard } from "./shards.ts";

export type Identity = { intents: number; shard: Shard };
export type CloseReason = { code: GatewayCloseCodes; reason: string };

const KNOWN_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === "number" ? all | bit : all),
  0,
);
const PRIVILEGED_INTENTS =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;
const GUILDS_IN_SESSION = 2500;

/** What a bot asks for when it identifies, or why its connection is closed. */
export function readIdentity(
  data: Fields,
  { guildIds, privilegedIntents }: { guildIds: Iterable<string>; privilegedIntents: boolean },
): Identity | CloseReason {
  const { intents } = data;
  if (typeof intents !== "number" || !Number.isInteger(intents) || intents < 0 || (intents & ~KNOWN_INTENTS) !== 0) {
    return { code: GatewayCloseCodes.InvalidIntents, reason: "Invalid intent(s)." };
  }
  if (!privilegedIntents && intents & PRIVILEGED_INTENTS) {
    return { code: GatewayCloseCodes.DisallowedIntents, reason: "Disallowed intent(s)." };
  }
  const shard = readShard(data.shard);
  if (!shard) return { code: GatewayCloseCodes.InvalidShard, reason: "Invalid shard." };
  const guildCount = [...guildIds].filter((id) => isInShard(id, shard)).length;
  if (guildCount > GUILDS_IN_SESSION) return { code: GatewayCloseCodes.ShardingRequired, reason: "Sharding required." };
  return { intents, shard };
}
