import { type Client, GatewayDispatchEvents, type GuildMember, Options, type User } from "discord.js";

/**
 * What discord.js keeps in memory. Lockstep answers interactions, which bring the member, the permissions and the
 * message along. Of a server it needs the name, and of users its own. So everything else is left out, which is most of
 * what discord.js holds for a bot in many servers.
 */

const NOTHING_BUT_ITSELF = {
  maxSize: 0,
  keepOverLimit: ({ id, client }: GuildMember | User) => id === client.user.id,
};

/** The caches that discord.js lets a bot limit. */
export const limitCaches = Options.cacheWithLimits({
  ApplicationCommandManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: NOTHING_BUT_ITSELF,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: NOTHING_BUT_ITSELF,
  VoiceStateManager: 0,
});

/** Lists in what Discord tells about a server. discord.js takes an empty list for a server that has none of these. */
const UNUSED_LISTS = ["channels", "threads", "roles", "emojis", "stickers", "soundboard_sounds"] as const;

/** Events about a channel, thread or role of a server. */
const UNUSED_EVENTS = [
  GatewayDispatchEvents.ChannelCreate,
  GatewayDispatchEvents.ChannelUpdate,
  GatewayDispatchEvents.ThreadCreate,
  GatewayDispatchEvents.ThreadUpdate,
  GatewayDispatchEvents.ThreadListSync,
  GatewayDispatchEvents.GuildRoleCreate,
  GatewayDispatchEvents.GuildRoleUpdate,
];

/**
 * Keeps channels, threads and roles out of memory. discord.js relies on its own caches for these, so they cannot be
 * replaced. But it emits each event before it reads it, so this removes the unused parts from the event. As a result,
 * `client.channels.cache`, `guild.roles` and `interaction.channel` must not be used. REST still knows them all.
 */
export function leaveOutServerParts(client: Client): void {
  const empty = (guild: Record<string, unknown>): void => {
    for (const list of UNUSED_LISTS) if (list in guild) guild[list] = [];
  };
  client.ws.on(GatewayDispatchEvents.GuildCreate, empty);
  client.ws.on(GatewayDispatchEvents.GuildUpdate, empty);
  for (const event of UNUSED_EVENTS) {
    client.ws.on(event, (data: { guild_id?: string }) => {
      // If discord.js does not know the server, it adds nothing.
      delete data.guild_id;
    });
  }
}
