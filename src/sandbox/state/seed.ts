import type { APIGuild, APIRole, APIUser } from "discord-api-types/v10";
import {
  ChannelType,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
  PermissionFlagsBits,
} from "discord-api-types/v10";
import type { GuildSeed, MemberSeed } from "../contract.ts";
import { EVERYONE_PERMISSIONS } from "./permissions.ts";
import type { Guild, GuildChannel, Member, World } from "./world.ts";
import { NO_FLAGS } from "./world.ts";

/** The default server: a study group with an administrator. */
export const STUDY_GROUP: GuildSeed = {
  name: "Distributed Systems Study Group",
  channels: ["study", "general"],
  members: [
    { name: "Ada", color: "b4417a", administrator: true },
    { name: "Grace", color: "2d7d46" },
    { name: "Linus", color: "8a5a00" },
    { name: "Barbara", color: "7b4bc4" },
    { name: "Leslie", color: "006b8f" },
  ],
};

const AVATAR_HASH_LENGTH = 32;

export function newUser(id: string, name: string, color: string, bot = false): APIUser {
  return {
    id,
    username: bot ? name : name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, ""),
    discriminator: "0",
    global_name: bot ? null : name,
    avatar: color.padEnd(AVATAR_HASH_LENGTH, "0"),
    banner: null,
    accent_color: Number.parseInt(color, 16),
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    ...(bot ? { bot: true } : {}),
  };
}

/**
 * Members of the same name are the same user in every server. The first member owns the server.
 * @param granted the permissions that the bot's invite asked for
 */
export function seedGuild(world: World, seed: GuildSeed, now: number, granted = 0n): void {
  const id = world.snowflakes.next();
  const joinedAt = new Date(now).toISOString();
  const everyone = newRole(id, "@everyone", 0, EVERYONE_PERMISSIONS);
  const administrators = newRole(world.snowflakes.next(), "Organisers", 2, PermissionFlagsBits.Administrator);
  const bot = newBot(world, joinedAt, granted);

  const members = new Map<string, Member>();
  for (const memberSeed of seed.members) {
    const user = userNamed(world, memberSeed);
    const roles = memberSeed.administrator ? [administrators.id] : [];
    members.set(user.id, newMember(user, roles, joinedAt));
  }
  const [owner] = members.keys();
  members.set(world.bot.id, bot.member);

  const channels = new Map<string, GuildChannel>();
  for (const [position, name] of seed.channels.entries()) {
    const channel = newTextChannel(world.snowflakes.next(), id, name, position);
    channels.set(channel.id, channel);
  }
  const others = Array.from({ length: seed.roles ?? 0 }, (_, index) =>
    newRole(world.snowflakes.next(), `Role ${index + 1}`, index + 3, EVERYONE_PERMISSIONS),
  );
  const guild = newGuild(id, seed.name, owner ?? world.bot.id, [everyone, bot.role, administrators, ...others]);
  const record: Guild = { guild, members, channels };
  world.addGuild(record);
}

/** Adds the bot to a server that it is not in. */
export function inviteBot(world: World, record: Guild, now: number, granted: bigint): void {
  const { member, role } = newBot(world, new Date(now).toISOString(), granted);
  world.addBot(record, member, role);
}

/** The bot as a member, with the role that comes with it. */
function newBot(world: World, joinedAt: string, granted: bigint): { member: Member; role: APIRole } {
  const role = {
    ...newRole(world.snowflakes.next(), world.application.name, 1, granted),
    managed: true,
    tags: { bot_id: world.bot.id },
  };
  return { role, member: newMember(world.bot, [role.id], joinedAt) };
}

function userNamed(world: World, seed: MemberSeed): APIUser {
  for (const user of world.users.values()) if (user.global_name === seed.name) return user;
  return newUser(world.snowflakes.next(), seed.name, seed.color ?? "5865f2");
}

function newMember(user: APIUser, roles: string[], joinedAt: string): Member {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: NO_FLAGS,
  };
}

function newRole(id: string, name: string, position: number, permissions: bigint): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: NO_FLAGS,
  };
}

function newTextChannel(id: string, guildId: string, name: string, position: number): GuildChannel {
  return {
    id,
    type: ChannelType.GuildText,
    guild_id: guildId,
    name,
    position,
    topic: null,
    nsfw: false,
    parent_id: null,
    permission_overwrites: [],
    rate_limit_per_user: 0,
    last_message_id: null,
    flags: NO_FLAGS,
  };
}

/** `nsfw` and `home_header` are in Discord's published schema, but not in its published types. */
function newGuild(
  id: string,
  name: string,
  ownerId: string,
  roles: APIRole[],
): APIGuild & { nsfw: boolean; home_header: string | null } {
  return {
    id,
    name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    roles,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: NO_FLAGS,
    rules_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: GuildPremiumTier.None,
    premium_subscription_count: 0,
    preferred_locale: Locale.EnglishUS,
    public_updates_channel_id: null,
    nsfw: false,
    nsfw_level: GuildNSFWLevel.Default,
    home_header: null,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    hub_type: null,
    region: "deprecated",
    incidents_data: null,
  };
}
