import { OverwriteType, PermissionFlagsBits } from "discord-api-types/v10";
import { ActError } from "./act-error.ts";
import type { ActiveFault, FaultSpec, Faults, Mishap } from "./contract.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { RequestFaults } from "./rest/request-faults.ts";
import type { Guild, GuildChannel, World } from "./state/world.ts";

type Lacking = Extract<FaultSpec, { kind: "missing-permissions" }>;

const CLOSED = "closed-direct-messages:";
const LACKS = "missing-permissions:";
const PERMISSIONS = ["ViewChannel", "SendMessages", "AttachFiles"] as const;

export type FaultParts = {
  world: World;
  gateway: Gateway;
  requests: RequestFaults;
  /** Adds the bot to a server. */
  inviteTo(record: Guild): void;
};

/**
 * Faults on demand. Closed direct messages and missing permissions are part of the world's own state: they survive a
 * restart, and are listed whatever caused them.
 * @throws ActError if a fault names a member or channel that does not exist
 */
export function createFaults({ world, gateway, requests, inviteTo }: FaultParts): Faults {
  function channelOf(channelId: string): GuildChannel {
    const channel = world.channels.get(channelId);
    if (channel && "guild_id" in channel) return channel;
    throw new ActError(`There is no channel ${channelId} in any server.`);
  }

  function setOpen(userId: string, open: boolean): void {
    if (!world.users.has(userId)) throw new ActError(`There is no member ${userId}.`);
    world.setDirectMessagesOpen(userId, open);
  }

  function setLacking(channelId: string, lacks: Lacking["lacks"]): void {
    const channel = channelOf(channelId);
    const others = (channel.permission_overwrites ?? []).filter(({ id }) => id !== world.bot.id);
    const deny = lacks.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
    const own = { id: world.bot.id, type: OverwriteType.Member, allow: "0", deny: deny.toString() };
    channel.permission_overwrites = deny === 0n ? others : [...others, own];
    world.emit({ kind: "channel-updated", channel });
  }

  function removeMember(guildId: string, userId: string): void {
    const user = world.users.get(userId);
    if (!user || user.bot || !world.removeMember(guildId, user)) {
      throw new ActError(`There is no member ${userId} in a server ${guildId}.`);
    }
  }

  function deleteAccount(userId: string): void {
    const user = world.users.get(userId);
    if (!user || user.bot || world.deletedAccounts.has(userId)) throw new ActError(`There is no member ${userId}.`);
    world.deleteAccount(user);
  }

  /** The server, if the bot is in it, or not, as it has to be. */
  function guildWithBot(guildId: string, isIn: boolean): Guild {
    const record = world.guilds.get(guildId);
    if (!record) throw new ActError(`There is no server ${guildId}.`);
    if (record.members.has(world.bot.id) === isIn) return record;
    throw new ActError(`The bot is ${isIn ? "not" : "already"} in the server ${guildId}.`);
  }

  function active(): ActiveFault[] {
    const faults = requests.active();
    for (const userId of world.closedDirectMessages) {
      faults.push({ id: CLOSED + userId, spec: { kind: "closed-direct-messages", userId } });
    }
    for (const channel of world.channels.values()) {
      const lacks = "permission_overwrites" in channel ? lackingIn(channel, world.bot.id) : [];
      if (lacks.length === 0) continue;
      faults.push({ id: LACKS + channel.id, spec: { kind: "missing-permissions", channelId: channel.id, lacks } });
    }
    return faults;
  }

  function clear(id: string): void {
    if (requests.clear(id)) return;
    if (!active().some((fault) => fault.id === id)) throw new ActError(`There is no fault ${id}.`);
    if (id.startsWith(CLOSED)) setOpen(id.slice(CLOSED.length), true);
    else setLacking(id.slice(LACKS.length), []);
  }

  return {
    active,
    add(spec) {
      switch (spec.kind) {
        case "closed-direct-messages":
          setOpen(spec.userId, false);
          return { id: CLOSED + spec.userId, spec };
        case "missing-permissions":
          setLacking(spec.channelId, spec.lacks);
          return { id: LACKS + spec.channelId, spec };
        default:
          return requests.add(spec);
      }
    },
    clear,
    clearAll() {
      for (const { id } of active()) clear(id);
    },
    cause(mishap) {
      switch (mishap.kind) {
        case "delete-channel":
          world.deleteChannel(channelOf(mishap.channelId));
          break;
        case "member-leaves":
          removeMember(mishap.guildId, mishap.userId);
          break;
        case "account-deleted":
          deleteAccount(mishap.userId);
          break;
        case "bot-removed":
          world.removeBot(guildWithBot(mishap.guildId, true));
          break;
        case "bot-added":
          inviteTo(guildWithBot(mishap.guildId, false));
          break;
        default:
          befall(gateway, mishap);
      }
    },
  };
}

function lackingIn({ permission_overwrites: overwrites }: GuildChannel, botId: string): Lacking["lacks"] {
  const deny = BigInt(overwrites?.find(({ id }) => id === botId)?.deny ?? 0);
  return PERMISSIONS.filter((name) => deny & PermissionFlagsBits[name]);
}

type GatewayMishap = Extract<
  Mishap,
  { kind: "reconnect" | "invalid-session" | "close" | "drop-connections" | "drop-sessions" | "malformed-event" }
>;

function befall(gateway: Gateway, mishap: GatewayMishap): void {
  switch (mishap.kind) {
    case "reconnect":
      gateway.askToReconnect();
      break;
    case "invalid-session":
      gateway.invalidateSessions(mishap.resumable);
      break;
    case "close":
      gateway.closeConnections(mishap.code);
      break;
    case "drop-connections":
      gateway.dropConnections();
      break;
    case "malformed-event":
      gateway.sendMalformedEvent();
      break;
    case "drop-sessions":
      gateway.dropSessions();
      break;
  }
}
