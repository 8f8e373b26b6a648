import type {
  APIApplicationCommandOptionChoice,
  APIInteractionDataResolved,
  APIMessageInteraction,
  APIMessageInteractionMetadata,
  APIUser,
} from "discord-api-types/v10";
import { InteractionContextType, InteractionType, Locale } from "discord-api-types/v10";
import type { SeenMessage, SeenModal } from "../contract.ts";
import { ATTACHMENT_BYTES } from "../rules/limits.ts";
import type { StoredMessage } from "../state/channel-log.ts";
import { DIRECT_MESSAGE_PERMISSIONS, permissionsIn } from "../state/permissions.ts";
import type { AnyChannel, Guild, World } from "../state/world.ts";

export type InteractionKind = Exclude<InteractionType, InteractionType.Ping>;

/** What a member did, before it has an id. `data` goes to the bot as it is. */
export type Deed = {
  type: InteractionKind;
  user: APIUser;
  channel: AnyChannel;
  data: object;
  /** The message whose component was pressed, also through a modal that it opened. */
  source: StoredMessage | null;
  commandName: string | null;
  /** The interaction that opened the modal now submitted. */
  opener: Interaction | null;
};

/** What came of an interaction, as its member sees it. */
export type Settlement =
  | { kind: "message" | "update"; message: SeenMessage }
  | { kind: "acknowledged" }
  | { kind: "modal"; modal: SeenModal }
  | { kind: "choices"; choices: APIApplicationCommandOptionChoice[] }
  | { kind: "failed"; reason: string };

export type Interaction = {
  id: string;
  token: string;
  type: InteractionKind;
  user: APIUser;
  channel: AnyChannel;
  source: StoredMessage | null;
  metadata: APIMessageInteractionMetadata;
  legacy: APIMessageInteraction | null;
  /** UTC epoch milliseconds. */
  createdAt: number;
  state: "waiting" | "answered" | "failed";
  /** What `@original` stands for. */
  original: StoredMessage | null;
  followUps: Set<string>;
  modal: SeenModal | null;
  settled: boolean;
  settle(settlement: Settlement): void;
  cancelDeadline(): void;
};

export function toMetadata(world: World, deed: Deed, id: string): APIMessageInteractionMetadata {
  const guildId = "guild_id" in deed.channel ? deed.channel.guild_id : "0";
  const base = { id, user: deed.user, authorizing_integration_owners: { 0: guildId } };
  if (deed.type === InteractionType.ModalSubmit && deed.opener) {
    const opener = deed.opener.metadata;
    if (opener.type !== InteractionType.ModalSubmit) {
      return { ...base, type: InteractionType.ModalSubmit, triggering_interaction_metadata: opener };
    }
  }
  if (deed.type === InteractionType.MessageComponent) {
    const interacted = deed.source?.message.id ?? world.application.id;
    return { ...base, type: InteractionType.MessageComponent, interacted_message_id: interacted };
  }
  return { ...base, type: InteractionType.ApplicationCommand };
}

/** The INTERACTION_CREATE event that the bot receives. */
export function toPayload(world: World, deed: Deed, id: string, token: string): object {
  const { channel, user } = deed;
  const guild = world.guildOf(channel);
  const shared = {
    id,
    application_id: world.application.id,
    type: deed.type,
    token,
    version: 1,
    data: deed.data,
    channel_id: channel.id,
    locale: Locale.EnglishUS,
    entitlements: [],
    attachment_size_limit: ATTACHMENT_BYTES,
    ...(deed.source ? { message: deed.source.message } : {}),
  };
  if (!guild) {
    return {
      ...shared,
      channel: { ...channel, recipients: [user] },
      user,
      app_permissions: DIRECT_MESSAGE_PERMISSIONS.toString(),
      authorizing_integration_owners: { 0: "0" },
      context: InteractionContextType.BotDM,
    };
  }
  const permissions = permissionsOf(guild, user.id, channel);
  return {
    ...shared,
    channel: { ...channel, permissions },
    guild_id: guild.guild.id,
    guild: { id: guild.guild.id, features: guild.guild.features, locale: guild.guild.preferred_locale },
    guild_locale: guild.guild.preferred_locale,
    member: { ...guild.members.get(user.id), permissions },
    app_permissions: permissionsOf(guild, world.bot.id, channel),
    authorizing_integration_owners: { 0: guild.guild.id },
    context: InteractionContextType.Guild,
  };
}

function permissionsOf(guild: Guild, userId: string, channel: AnyChannel): string {
  const member = guild.members.get(userId);
  return (member ? permissionsIn(guild, member, channel) : 0n).toString();
}

/** The users, roles and channels that ids in an interaction's data stand for. */
export function resolveIds(world: World, channel: AnyChannel, ids: readonly string[]): APIInteractionDataResolved {
  const guild = world.guildOf(channel);
  const resolved: APIInteractionDataResolved = {};
  for (const id of ids) {
    const user = world.users.get(id);
    const role = guild?.guild.roles.find((candidate) => candidate.id === id);
    const target = guild?.channels.get(id);
    if (user) {
      resolved.users = { ...resolved.users, [id]: user };
      const member = guild?.members.get(id);
      if (guild && member) {
        const { user: _user, deaf: _deaf, mute: _mute, ...partial } = member;
        const permissions = permissionsOf(guild, id, channel);
        resolved.members = { ...resolved.members, [id]: { ...partial, permissions } };
      }
    } else if (role) {
      resolved.roles = { ...resolved.roles, [id]: role };
    } else if (guild && target) {
      const { type, name } = target;
      const permissions = permissionsOf(guild, world.bot.id, target);
      resolved.channels = { ...resolved.channels, [id]: { id, type, name, permissions } };
    }
  }
  return resolved;
}
