import { OverwriteType, PermissionFlagsBits } from "discord-api-types/v10";
import type { AnyChannel, Guild, Member } from "./world.ts";

export const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** What Discord gives @everyone in a new server, as far as the sandbox has it. */
export const EVERYONE_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseExternalEmojis |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.ChangeNickname |
  PermissionFlagsBits.CreateInstantInvite;

/** A member's permissions in a channel, by Discord's documented order: owner, roles, administrator, overwrites. */
export function permissionsIn({ guild }: Guild, member: Member, channel: AnyChannel | null): bigint {
  if (guild.owner_id === member.user.id) return ALL_PERMISSIONS;
  let granted = 0n;
  for (const role of guild.roles) {
    if (role.id === guild.id || member.roles.includes(role.id)) granted |= BigInt(role.permissions);
  }
  if (granted & PermissionFlagsBits.Administrator) return ALL_PERMISSIONS;
  const overwrites = channel && "permission_overwrites" in channel ? (channel.permission_overwrites ?? []) : [];
  if (overwrites.length === 0) return granted;

  let roleDeny = 0n;
  let roleAllow = 0n;
  let memberDeny = 0n;
  let memberAllow = 0n;
  for (const overwrite of overwrites) {
    const deny = BigInt(overwrite.deny);
    const allow = BigInt(overwrite.allow);
    if (overwrite.id === guild.id) {
      granted = (granted & ~deny) | allow;
    } else if (overwrite.type === OverwriteType.Role && member.roles.includes(overwrite.id)) {
      roleDeny |= deny;
      roleAllow |= allow;
    } else if (overwrite.type === OverwriteType.Member && overwrite.id === member.user.id) {
      memberDeny = deny;
      memberAllow = allow;
    }
  }
  granted = (granted & ~roleDeny) | roleAllow;
  return (granted & ~memberDeny) | memberAllow;
}
