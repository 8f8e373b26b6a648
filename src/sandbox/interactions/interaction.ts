import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIAttachment,
  APIInteractionDataResolved,
  APIMessage,
  APIMessageInteraction,
  APIMessageInteractionMetadata,
  APIUser,
} from "discord-api-types/v10";
import { InteractionContextType, InteractionType, Locale } from "discord-api-types/v10";
import type { SeenMessage, SeenModal } from "../contract.ts";
import { ATTACHMENT_BYTES } from "../rules/limits.ts";
import type { StoredMessage } from "../state/channel-log.ts";
import { EVERYONE_PERMISSIONS, permissionsIn } from "../state/permissions.ts";
import type { AnyChannel, Guild, World } from "../state/world.ts";

export type InteractionKind = Exclude<InteractionType, InteractionType.Ping>;

/** An interaction before it has an id. `data` goes to the bot unchanged. */
export type NewInteraction = { user: APIUser; channel: AnyChannel; data: object } & (
  | {
      type: InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete;
      command: APIApplicationCommand;
      /** The command with its subcommand: "remind weekly". */
      usedName: string;
      /** The user or message whose context menu was opened. */
      target?: { user: APIUser } | { message: APIMessage };
    }
  | { type: InteractionType.MessageComponent; sourceMessage: StoredMessage }
  /** `opener` is the interaction whose response was the modal. */
  | { type: InteractionType.ModalSubmit; opener: Interaction }
);

/** How an interaction ended, as its member sees it. */
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
  sourceMessage: StoredMessage | null;
  metadata: APIMessageInteractionMetadata;
  legacy: APIMessageInteraction | null;
  isContextMenu: boolean;
  /** UTC epoch milliseconds. */
  createdAt: number;
  state: "waiting" | "responded" | "failed";
  /** The message that `@original` means. */
  original: StoredMessage | null;
  followUps: Set<string>;
  modal: SeenModal | null;
  settled: boolean;
  settle(settlement: Settlement): void;
  cancelDeadline(): void;
};

/** The message whose component was used, directly or through a modal that it opened. */
export function sourceMessageOf(begun: NewInteraction): StoredMessage | null {
  if (begun.type === InteractionType.MessageComponent) return begun.sourceMessage;
  return begun.type === InteractionType.ModalSubmit ? begun.opener.sourceMessage : null;
}

export function toMetadata(begun: NewInteraction, id: string): APIMessageInteractionMetadata {
  const guildId = "guild_id" in begun.channel ? begun.channel.guild_id : "0";
  const base = { id, user: begun.user, authorizing_integration_owners: { 0: guildId } };
  switch (begun.type) {
    case InteractionType.MessageComponent:
      return { ...base, type: begun.type, interacted_message_id: begun.sourceMessage.message.id };
    case InteractionType.ModalSubmit: {
      const opened = begun.opener.metadata;
      // The response to a modal cannot be another modal.
      if (opened.type === InteractionType.ModalSubmit) throw new Error("A modal was opened by a modal.");
      return { ...base, type: begun.type, triggering_interaction_metadata: opened };
    }
    default:
      return { ...base, type: InteractionType.ApplicationCommand, ...toTargetMetadata(begun.target) };
  }
}

function toTargetMetadata(target: { user: APIUser } | { message: APIMessage } | undefined) {
  if (!target) return {};
  return "user" in target ? { target_user: target.user } : { target_message_id: target.message.id };
}

/** The INTERACTION_CREATE event that the bot receives. */
export function toPayload(world: World, begun: NewInteraction, id: string, token: string): object {
  const { channel, user } = begun;
  const guild = world.guildOf(channel);
  const sourceMessage = sourceMessageOf(begun);
  const shared = {
    id,
    application_id: world.application.id,
    type: begun.type,
    token,
    version: 1,
    data: begun.data,
    channel_id: channel.id,
    locale: Locale.EnglishUS,
    entitlements: [],
    attachment_size_limit: ATTACHMENT_BYTES,
    ...(sourceMessage ? { message: sourceMessage.message } : {}),
  };
  if (!guild) {
    return {
      ...shared,
      channel: { ...channel, recipients: [user] },
      user,
      // There are no roles in direct messages: both sides have everyone's permissions.
      app_permissions: EVERYONE_PERMISSIONS.toString(),
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

/** The users, roles, channels and files whose ids are in an interaction's data. */
export function resolveIds(
  world: World,
  channel: AnyChannel,
  ids: readonly string[],
  attachments: readonly APIAttachment[],
): APIInteractionDataResolved {
  const guild = world.guildOf(channel);
  const resolved: APIInteractionDataResolved = {};
  if (attachments.length > 0) resolved.attachments = Object.fromEntries(attachments.map((file) => [file.id, file]));
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
