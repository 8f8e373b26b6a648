import type {
  APIGuildMember,
  APIInteractionDataResolvedGuildMember,
  APIRole,
  Attachment,
  ChannelType,
  GuildMember,
  Message,
  Role,
  User,
} from "discord.js";
import type { GivenFile } from "../coach/courses/import-course.ts";

/** What members give with an option, a menu, a form or a context menu, as handlers get it. */

export type { GivenFile };

export type GivenUser = {
  id: string;
  /** As this server shows them: nickname, else display name, else username. */
  name: string;
  isBot: boolean;
};

export type GivenRole = { id: string; name: string };

export type GivenChannel = { id: string; name: string; type: ChannelType };

export type GivenMentionable = { kind: "user"; user: GivenUser } | { kind: "role"; role: GivenRole };

/** Discord hands over the message's text with a context menu; no intent is needed. */
export type GivenMessage = { id: string; channelId: string; author: GivenUser; content: string; url: string };

export type SomeChannel = { id: string; type: ChannelType; name?: string | null };

export type SomeMember = GuildMember | APIGuildMember | APIInteractionDataResolvedGuildMember;

export function toFile({ name, url, size }: Attachment): GivenFile {
  return { name, address: url, bytes: size };
}

export function toUser(user: User, member: SomeMember | null | undefined): GivenUser {
  const nickname = member && ("nickname" in member ? member.nickname : member.nick);
  return { id: user.id, name: nickname ?? user.displayName, isBot: user.bot };
}

export function toRole({ id, name }: Role | APIRole): GivenRole {
  return { id, name };
}

/** Null for a direct message, which has no name and cannot be chosen. */
export function toChannel({ id, name, type }: SomeChannel): GivenChannel | null {
  return name == null ? null : { id, name, type };
}

export function toMessage({ id, channelId, author, member, content, url }: Message): GivenMessage {
  return { id, channelId, author: toUser(author, member), content, url };
}
