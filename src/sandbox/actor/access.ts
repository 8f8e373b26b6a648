import type { APIApplicationCommand, APIUser } from "discord-api-types/v10";
import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits } from "discord-api-types/v10";
import { ActError } from "../act-error.ts";
import type { StoredMessage } from "../state/channel-log.ts";
import { permissionsIn } from "../state/permissions.ts";
import type { AnyChannel, Guild, World } from "../state/world.ts";

/** @throws ActError */
export function userOf(world: World, userId: string): APIUser {
  const user = world.users.get(userId);
  if (!user || user.bot || world.deletedAccounts.has(userId)) throw new ActError(`There is no member ${userId}.`);
  return user;
}

/** @throws ActError */
export function guildOf(world: World, guildId: string): Guild {
  const guild = world.guilds.get(guildId);
  if (!guild) throw new ActError(`There is no server ${guildId}.`);
  return guild;
}

/** A channel that this member can see. @throws ActError */
export function channelFor(world: World, channelId: string, userId: string): AnyChannel {
  const channel = world.channels.get(channelId);
  if (channel && canSee(world, channel, userId)) return channel;
  throw new ActError(`${userOf(world, userId).username} sees no channel ${channelId}.`);
}

/** A message that this member can see. @throws ActError */
export function messageFor(
  world: World,
  messageId: string,
  userId: string,
): { stored: StoredMessage; channel: AnyChannel } {
  const stored = world.findMessage(messageId);
  if (!stored || (stored.onlyFor !== null && stored.onlyFor !== userId)) {
    throw new ActError(`${userOf(world, userId).username} sees no message ${messageId}.`);
  }
  return { stored, channel: channelFor(world, stored.message.channel_id, userId) };
}

export function canSee(world: World, channel: AnyChannel, userId: string): boolean {
  if (!("guild_id" in channel)) return channel.recipients?.some(({ id }) => id === userId) ?? false;
  const guild = world.guilds.get(channel.guild_id);
  const member = guild?.members.get(userId);
  if (!guild || !member) return false;
  return (permissionsIn(guild, member, channel) & PermissionFlagsBits.ViewChannel) !== 0n;
}

/** The commands of a server (null: of direct messages), the server's own first; with `userId`, only those it may use. */
export function commandsIn(world: World, guildId: string | null, userId: string | null): APIApplicationCommand[] {
  const context = guildId === null ? InteractionContextType.BotDM : InteractionContextType.Guild;
  const own = guildId === null ? [] : world.commandsIn(guildId).values();
  if (guildId !== null && !world.botGuild(guildId)) return [];
  const everywhere = [...world.commandsIn("global").values()].filter(
    ({ contexts }) => !contexts || contexts.includes(context),
  );
  const commands = [...own, ...everywhere];
  if (guildId === null || userId === null) return commands;
  const guild = guildOf(world, guildId);
  const member = guild.members.get(userId);
  const permissions = member ? permissionsIn(guild, member, null) : 0n;
  return commands.filter((command) => mayUse(command, permissions));
}

function mayUse({ default_member_permissions: needed }: APIApplicationCommand, permissions: bigint): boolean {
  if (needed === null) return true;
  // In Discord "0" means: administrators only.
  const bits = needed === "0" ? PermissionFlagsBits.Administrator : BigInt(needed);
  return (permissions & bits) === bits;
}

/** The command of this name and type that the member may use here. @throws ActError */
export function commandFor(
  world: World,
  channel: AnyChannel,
  userId: string,
  name: string,
  type: ApplicationCommandType = ApplicationCommandType.ChatInput,
): APIApplicationCommand {
  const guildId = "guild_id" in channel ? channel.guild_id : null;
  const command = commandsIn(world, guildId, userId).find(
    (candidate) => candidate.type === type && candidate.name === name,
  );
  if (command) return command;
  const what = type === ApplicationCommandType.ChatInput ? `/${name}` : `"${name}"`;
  throw new ActError(`There is no command ${what} here for ${userOf(world, userId).username}.`);
}
