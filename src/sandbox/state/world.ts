import type {
  APIApplicationCommand,
  APIDMChannel,
  APIGuild,
  APIGuildMember,
  APIRole,
  APITextChannel,
  APIUser,
} from "discord-api-types/v10";
import { ChannelType } from "discord-api-types/v10";
import type { Snowflakes } from "../snowflake.ts";
import type { StoredMessage } from "./channel-log.ts";
import { ChannelLog } from "./channel-log.ts";

const MESSAGES_PER_CHANNEL = 2000;

/** Typed as a number, which TypeScript accepts for any flag enum. The enums have no zero. */
export const NO_FLAGS: number = 0;

export type GuildChannel = APITextChannel & { guild_id: string };
export type AnyChannel = GuildChannel | APIDMChannel;
export type Member = APIGuildMember & { user: APIUser; joined_at: string };

export type Guild = {
  guild: APIGuild;
  members: Map<string, Member>;
  channels: Map<string, GuildChannel>;
};

export type WorldEvent =
  | { kind: "message-created" | "message-updated" | "message-deleted"; stored: StoredMessage }
  /** Dropped from its channel's full buffer: it is gone, though nobody deleted it. */
  | { kind: "message-forgotten"; stored: StoredMessage }
  | { kind: "channel-created"; channel: APIDMChannel; onlyFor: string }
  | { kind: "channel-updated" | "channel-deleted"; channel: GuildChannel }
  | { kind: "member-left"; guildId: string; user: APIUser }
  | { kind: "bot-left" | "bot-joined"; record: Guild }
  | { kind: "commands-changed" }
  | { kind: "direct-messages-changed" };

/** Where a command is registered: one server, or everywhere. */
export type CommandScope = string | "global";

/** Everything that the sandbox remembers. It has no rules: whether something may happen is decided before. */
export class World {
  readonly application: { id: string; name: string };
  readonly bot: APIUser;
  readonly snowflakes: Snowflakes;
  readonly users = new Map<string, APIUser>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, AnyChannel>();
  /** Members who accept no direct messages from the bot. */
  readonly closedDirectMessages = new Set<string>();
  /** Users whose accounts are gone. Messages and direct messages still name them. */
  readonly deletedAccounts = new Set<string>();
  readonly commands = new Map<CommandScope, Map<string, APIApplicationCommand>>();
  readonly #logs = new Map<string, ChannelLog>();
  readonly #directChannels = new Map<string, APIDMChannel>();
  readonly #listeners = new Set<(event: WorldEvent) => void>();

  constructor(application: { id: string; name: string }, bot: APIUser, snowflakes: Snowflakes) {
    this.application = application;
    this.bot = bot;
    this.snowflakes = snowflakes;
    this.users.set(bot.id, bot);
  }

  on(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  addGuild(record: Guild): void {
    this.guilds.set(record.guild.id, record);
    for (const member of record.members.values()) this.users.set(member.user.id, member.user);
    for (const channel of record.channels.values()) this.channels.set(channel.id, channel);
  }

  addDirectChannel(userId: string, channel: APIDMChannel): void {
    this.channels.set(channel.id, channel);
    this.#directChannels.set(userId, channel);
    // A member who left every server is only known through their direct messages.
    for (const user of channel.recipients ?? []) if (!this.users.has(user.id)) this.users.set(user.id, user);
  }

  directChannels(): Iterable<[userId: string, channel: APIDMChannel]> {
    return this.#directChannels;
  }

  directChannelOf(userId: string): APIDMChannel | undefined {
    return this.#directChannels.get(userId);
  }

  /** The direct channel between the bot and this member, made if there is none. */
  openDirectChannel(user: APIUser): APIDMChannel {
    const existing = this.#directChannels.get(user.id);
    if (existing) return existing;
    const channel: APIDMChannel = {
      id: this.snowflakes.next(),
      type: ChannelType.DM,
      last_message_id: null,
      name: null,
      flags: NO_FLAGS,
      recipients: [user],
    };
    this.addDirectChannel(user.id, channel);
    this.emit({ kind: "channel-created", channel, onlyFor: user.id });
    return channel;
  }

  /** False if there was no such member. */
  removeMember(guildId: string, user: APIUser): boolean {
    if (!this.guilds.get(guildId)?.members.delete(user.id)) return false;
    this.emit({ kind: "member-left", guildId, user });
    return true;
  }

  /** The servers that the bot is in. */
  botGuilds(): Guild[] {
    return [...this.guilds.values()].filter(({ members }) => members.has(this.bot.id));
  }

  /** The server, if the bot is in it. */
  botGuild(guildId: string): Guild | undefined {
    const record = this.guilds.get(guildId);
    return record?.members.has(this.bot.id) ? record : undefined;
  }

  /** Whether the bot and this user share a server. */
  sharesGuildWith(userId: string): boolean {
    return this.botGuilds().some(({ members }) => members.has(userId));
  }

  /** Takes the bot out of a server, with its role and the server's own commands. */
  removeBot(record: Guild): void {
    const { guild, members } = record;
    guild.roles = guild.roles.filter((role) => role.tags?.bot_id !== this.bot.id);
    members.delete(this.bot.id);
    this.commands.delete(guild.id);
    this.emit({ kind: "bot-left", record });
    this.emit({ kind: "commands-changed" });
  }

  addBot(record: Guild, member: Member, role: APIRole): void {
    record.guild.roles.push(role);
    record.members.set(this.bot.id, member);
    this.emit({ kind: "bot-joined", record });
    this.emit({ kind: "commands-changed" });
  }

  /** The user leaves every server, and their name is gone. */
  deleteAccount(user: APIUser): void {
    Object.assign(user, { username: `deleted_user_${user.id}`, global_name: null, avatar: null });
    this.deletedAccounts.add(user.id);
    for (const guildId of this.guilds.keys()) this.removeMember(guildId, user);
    this.emit({ kind: "direct-messages-changed" });
  }

  deleteChannel(channel: GuildChannel): void {
    for (const stored of this.messagesIn(channel.id)) this.emit({ kind: "message-forgotten", stored });
    this.#logs.delete(channel.id);
    this.channels.delete(channel.id);
    this.guilds.get(channel.guild_id)?.channels.delete(channel.id);
    this.emit({ kind: "channel-deleted", channel });
  }

  setDirectMessagesOpen(userId: string, open: boolean): void {
    if (open) this.closedDirectMessages.delete(userId);
    else this.closedDirectMessages.add(userId);
    this.emit({ kind: "direct-messages-changed" });
  }

  guildOf(channel: AnyChannel): Guild | undefined {
    return "guild_id" in channel ? this.guilds.get(channel.guild_id) : undefined;
  }

  messagesIn(channelId: string): Iterable<StoredMessage> {
    return this.#logs.get(channelId)?.all() ?? [];
  }

  message(channelId: string, messageId: string): StoredMessage | undefined {
    return this.#logs.get(channelId)?.get(messageId);
  }

  /** Looks in every channel, because an acting member only gives the message's id. */
  findMessage(messageId: string): StoredMessage | undefined {
    for (const log of this.#logs.values()) {
      const stored = log.get(messageId);
      if (stored) return stored;
    }
    return undefined;
  }

  /** Puts a message back without telling anyone. Returns the message that had to make room for it, if any. */
  restoreMessage(stored: StoredMessage): StoredMessage | undefined {
    const channelId = stored.message.channel_id;
    let log = this.#logs.get(channelId);
    if (!log) {
      log = new ChannelLog(MESSAGES_PER_CHANNEL);
      this.#logs.set(channelId, log);
    }
    const channel = this.channels.get(channelId);
    if (channel && stored.onlyFor === null) channel.last_message_id = stored.message.id;
    return log.add(stored);
  }

  addMessage(stored: StoredMessage): void {
    const pushedOut = this.restoreMessage(stored);
    this.emit({ kind: "message-created", stored });
    if (pushedOut) this.emit({ kind: "message-forgotten", stored: pushedOut });
  }

  deleteMessage(stored: StoredMessage): void {
    if (this.#logs.get(stored.message.channel_id)?.delete(stored.message.id)) {
      this.emit({ kind: "message-deleted", stored });
    }
  }

  commandsIn(scope: CommandScope): Map<string, APIApplicationCommand> {
    let commands = this.commands.get(scope);
    if (!commands) {
      commands = new Map();
      this.commands.set(scope, commands);
    }
    return commands;
  }
}
