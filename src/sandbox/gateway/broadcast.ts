import type { APIMessage } from "discord-api-types/v10";
import type { StoredMessage } from "../state/channel-log.ts";
import type { Guild, World, WorldEvent } from "../state/world.ts";
import type { Gateway } from "./gateway.ts";
import { toGuildCreate } from "./greeting.ts";
import { Intent } from "./intents.ts";

const MESSAGE_EVENTS = {
  "message-created": "MESSAGE_CREATE",
  "message-updated": "MESSAGE_UPDATE",
  "message-deleted": "MESSAGE_DELETE",
} as const;

const CHANNEL_EVENTS = { "channel-updated": "CHANNEL_UPDATE", "channel-deleted": "CHANNEL_DELETE" } as const;

/**
 * Sends each connected bot the events that its intents ask for. As in Discord, an ephemeral message is sent as if it were
 * a direct one: without its server, to bots that want direct messages.
 */
export function broadcast(world: World, gateway: Gateway, onEvent: (name: string) => void): () => void {
  return world.on((event) => {
    if (isOutOfSight(world, event)) return;
    if (event.kind === "member-left") {
      tell(gateway, "GUILD_MEMBER_REMOVE", Intent.GuildMembers, event.guildId, toMemberRemove(event), onEvent);
      return;
    }
    if (event.kind === "bot-joined" || event.kind === "bot-left") {
      tellOfBot(world, gateway, event, onEvent);
      return;
    }
    if ("channel" in event && event.kind !== "channel-created") {
      const { channel } = event;
      tell(gateway, CHANNEL_EVENTS[event.kind], Intent.Guilds, channel.guild_id, channel, onEvent);
      return;
    }
    if (!("stored" in event) || event.kind === "message-forgotten") return;
    const name = MESSAGE_EVENTS[event.kind];
    const message = event.stored.message;
    const guildId = event.stored.onlyFor === null ? guildIdOf(world, message) : null;
    const intent = guildId ? Intent.GuildMessages : Intent.DirectMessages;
    let whole: string | undefined;
    let contentless: string | undefined;
    for (const session of gateway.sessions()) {
      if (!(session.intents & intent) || !session.isFor(guildId)) continue;
      if (seesContent(world, message, guildId, session.intents) || event.kind === "message-deleted") {
        whole ??= toJson(world, event, guildId, event.stored);
        session.dispatch(name, whole);
      } else {
        contentless ??= toJson(world, event, guildId, { ...event.stored, message: withoutContent(message) });
        session.dispatch(name, contentless);
      }
      onEvent(name);
    }
  });
}

/** What happens in a server that the bot is not in. */
function isOutOfSight(world: World, event: WorldEvent): boolean {
  if (event.kind === "member-left") return !world.botGuild(event.guildId);
  if ("channel" in event && "guild_id" in event.channel) return !world.botGuild(event.channel.guild_id);
  const guildId = "stored" in event ? guildIdOf(world, event.stored.message) : null;
  return guildId !== null && !world.botGuild(guildId);
}

/** Without the `unavailable` field a GUILD_DELETE says that the bot was removed, and not that the server is down. */
function tellOfBot(
  world: World,
  gateway: Gateway,
  { kind, record }: Extract<WorldEvent, { record: Guild }>,
  onEvent: (name: string) => void,
): void {
  const { id } = record.guild;
  const name = kind === "bot-joined" ? "GUILD_CREATE" : "GUILD_DELETE";
  for (const session of gateway.sessions()) {
    if (!(session.intents & Intent.Guilds) || !session.isFor(id)) continue;
    const data = kind === "bot-joined" ? toGuildCreate(world, record, session.intents) : { id };
    session.dispatch(name, JSON.stringify(data));
    onEvent(name);
  }
}

function toMemberRemove({ guildId, user }: Extract<WorldEvent, { kind: "member-left" }>): object {
  return { guild_id: guildId, user };
}

function tell(
  gateway: Gateway,
  name: string,
  intent: number,
  guildId: string,
  data: object,
  onEvent: (name: string) => void,
): void {
  const json = JSON.stringify(data);
  for (const session of gateway.sessions()) {
    if (!(session.intents & intent) || !session.isFor(guildId)) continue;
    session.dispatch(name, json);
    onEvent(name);
  }
}

function guildIdOf(world: World, message: APIMessage): string | null {
  const channel = world.channels.get(message.channel_id);
  return channel && "guild_id" in channel ? channel.guild_id : null;
}

function seesContent(world: World, message: APIMessage, guildId: string | null, intents: number): boolean {
  return (
    (intents & Intent.MessageContent) !== 0 ||
    guildId === null ||
    message.author.id === world.bot.id ||
    message.mentions.some(({ id }) => id === world.bot.id)
  );
}

function withoutContent(message: APIMessage): APIMessage {
  return { ...message, content: "", embeds: [], attachments: [], components: [] };
}

function toJson(world: World, event: WorldEvent, guildId: string | null, { message }: StoredMessage): string {
  const inGuild = guildId ? { guild_id: guildId } : {};
  if (event.kind === "message-deleted") {
    return JSON.stringify({ id: message.id, channel_id: message.channel_id, ...inGuild });
  }
  const type = world.channels.get(message.channel_id)?.type;
  const whole = { ...message, ...inGuild, channel_type: type };
  const member = guildId ? world.guilds.get(guildId)?.members.get(message.author.id) : undefined;
  if (!member) return JSON.stringify(whole);
  const { user: _user, ...partial } = member;
  return JSON.stringify({ ...whole, member: partial });
}
