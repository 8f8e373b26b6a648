import type { APIMessage } from "discord-api-types/v10";
import {
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from "discord-api-types/v10";
import type { Clock, SeenMessage } from "../contract.ts";
import type { AttachmentContext, Uploads } from "../messages/attachments.ts";
import { readDraft, readEdit } from "../messages/draft.ts";
import type { MessageRoom, Posting } from "../messages/message-room.ts";
import { refuse } from "../refusal.ts";
import { readChoices } from "../rules/choices.ts";
import { Form } from "../rules/form.ts";
import { RESPOND_WITHIN_MS, TOKEN_VALID_MS } from "../rules/limits.ts";
import { readModal } from "../rules/modals.ts";
import type { StoredMessage } from "../state/channel-log.ts";
import type { World } from "../state/world.ts";
import type { Interaction, InteractionKind } from "./interaction.ts";
import type { Interactions } from "./interactions.ts";
import { NO_RESPONSE } from "./interactions.ts";

const Kind = InteractionResponseType;
const MESSAGES = [Kind.ChannelMessageWithSource, Kind.DeferredChannelMessageWithSource] as const;
const UPDATES = [Kind.DeferredMessageUpdate, Kind.UpdateMessage] as const;

type ResponseType =
  | (typeof MESSAGES)[number]
  | (typeof UPDATES)[number]
  | InteractionResponseType.Modal
  | InteractionResponseType.ApplicationCommandAutocompleteResult;

export function toSeen(stored: StoredMessage): SeenMessage {
  return { message: stored.message, ephemeral: stored.onlyFor !== null, thinking: stored.thinking };
}

/** Carries out a bot's responses to interactions: the callback, and the webhook that the token opens. */
export class Responder {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #interactions: Interactions;
  readonly #messages: MessageRoom;
  readonly #cdnUrl: string;

  constructor(world: World, clock: Clock, interactions: Interactions, messages: MessageRoom, cdnUrl: string) {
    this.#world = world;
    this.#clock = clock;
    this.#interactions = interactions;
    this.#messages = messages;
    this.#cdnUrl = cdnUrl;
  }

  /**
   * The first response. Returns the message that it made or changed, if any.
   * @throws Refusal 10003, 10062, 40060, 50035, 50006 or 40005; the interaction then stays open
   */
  respond(
    interaction: Interaction,
    form: Form,
    uploads: Uploads,
  ): { type: ResponseType; message: StoredMessage | null } {
    form.require("type");
    const type = form.oneOf("type", responsesTo(interaction.type, interaction.sourceMessage !== null));
    form.problems.throwIfAny();
    if (type === undefined) throw refuse(50035);
    this.#requireChannel(interaction);
    const data = form.form("data") ?? new Form({}, form.problems, form.at("data"));
    const message = this.#apply(type, interaction, data, uploads);
    return { type, message };
  }

  /** A follow-up; directly after a deferred response it fills in that response, unless the response was deleted. */
  followUp(interaction: Interaction, form: Form, uploads: Uploads): APIMessage {
    this.#requireChannel(interaction);
    const deferred = interaction.original;
    const isThere = deferred && this.#world.message(interaction.channel.id, deferred.message.id);
    if (deferred?.thinking && isThere) return this.edit(interaction, deferred, form, uploads);
    const stored = this.#post(interaction, form, uploads, true);
    interaction.followUps.add(stored.message.id);
    interaction.settle({ kind: "message", message: toSeen(stored) });
    return stored.message;
  }

  /** @throws Refusal 10008 if the token does not open such a message */
  messageOf(interaction: Interaction, messageId: string): StoredMessage {
    const { original, followUps, channel } = interaction;
    if (messageId === "@original" || messageId === original?.message.id) {
      if (original && this.#world.message(channel.id, original.message.id)) return original;
    } else if (followUps.has(messageId)) {
      const stored = this.#world.message(channel.id, messageId);
      if (stored) return stored;
    }
    throw refuse(10008);
  }

  edit(interaction: Interaction, stored: StoredMessage, form: Form, uploads: Uploads): APIMessage {
    const edit = readEdit(form, uploads, this.#attachmentContext(interaction, stored.onlyFor !== null), stored.message);
    this.#messages.edit(stored, edit);
    if (stored === interaction.original) {
      const kind = stored === interaction.sourceMessage ? "update" : "message";
      interaction.settle({ kind, message: toSeen(stored) });
    }
    return stored.message;
  }

  remove(interaction: Interaction, stored: StoredMessage): void {
    this.#messages.remove(stored);
    if (stored === interaction.original) interaction.settle({ kind: "acknowledged" });
  }

  /** @throws Refusal 10003 if the channel was deleted in the meantime */
  #requireChannel({ channel }: Interaction): void {
    if (!this.#world.channels.has(channel.id)) throw refuse(10003);
  }

  #apply(type: ResponseType, interaction: Interaction, data: Form, uploads: Uploads): StoredMessage | null {
    switch (type) {
      case Kind.ChannelMessageWithSource: {
        const stored = this.#post(interaction, data, uploads, false);
        this.#take(interaction, stored);
        interaction.settle({ kind: "message", message: toSeen(stored) });
        return stored;
      }
      case Kind.DeferredChannelMessageWithSource: {
        checkDeferredFlags(data);
        data.problems.throwIfAny();
        const onlyFor = isEphemeral(data) ? interaction.user.id : null;
        const stored = this.#messages.postThinking({ ...this.#posting(interaction, false), onlyFor });
        this.#take(interaction, stored);
        const deadline = interaction.createdAt + TOKEN_VALID_MS;
        this.#interactions.extend(interaction, deadline, { kind: "failed", reason: NO_RESPONSE });
        return stored;
      }
      case Kind.DeferredMessageUpdate: {
        this.#take(interaction, interaction.sourceMessage);
        // It is impossible to know whether the bot will still edit the message: after this time it counts as done.
        const until = this.#clock.now() + RESPOND_WITHIN_MS;
        this.#interactions.extend(interaction, until, { kind: "acknowledged" });
        return interaction.sourceMessage;
      }
      case Kind.UpdateMessage: {
        const sourceMessage = interaction.sourceMessage;
        if (!sourceMessage || !this.#world.message(interaction.channel.id, sourceMessage.message.id))
          throw refuse(10008);
        const context = this.#attachmentContext(interaction, sourceMessage.onlyFor !== null);
        this.#messages.edit(sourceMessage, readEdit(data, uploads, context, sourceMessage.message));
        this.#take(interaction, sourceMessage);
        interaction.settle({ kind: "update", message: toSeen(sourceMessage) });
        return sourceMessage;
      }
      case Kind.Modal: {
        const modal = { id: interaction.id, data: readModal(data) };
        this.#take(interaction, null);
        interaction.modal = modal;
        interaction.settle({ kind: "modal", modal });
        return null;
      }
      case Kind.ApplicationCommandAutocompleteResult: {
        const choices = readChoices(data);
        data.problems.throwIfAny();
        this.#take(interaction, null);
        interaction.settle({ kind: "choices", choices });
        return null;
      }
    }
  }

  #take(interaction: Interaction, original: StoredMessage | null): void {
    interaction.state = "responded";
    interaction.original = original;
    interaction.cancelDeadline();
  }

  #post(interaction: Interaction, form: Form, uploads: Uploads, isFollowUp: boolean): StoredMessage {
    const ephemeral = isEphemeral(form);
    const draft = readDraft(form, uploads, this.#attachmentContext(interaction, ephemeral));
    const onlyFor = ephemeral ? interaction.user.id : null;
    return this.#messages.post(draft, { ...this.#posting(interaction, isFollowUp), onlyFor });
  }

  #posting(interaction: Interaction, isFollowUp: boolean): Posting {
    const { channel, metadata, legacy, sourceMessage, original } = interaction;
    const repliesTo = isFollowUp ? (original ?? sourceMessage) : sourceMessage;
    const isCommand = interaction.type === InteractionType.ApplicationCommand && !isFollowUp;
    return {
      channel,
      author: this.#world.bot,
      interaction: {
        metadata:
          isFollowUp && original ? { ...metadata, original_response_message_id: original.message.id } : metadata,
        legacy: isFollowUp ? null : legacy,
      },
      ...(isCommand
        ? { type: interaction.isContextMenu ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand }
        : {}),
      ...(repliesTo
        ? {
            reference: {
              type: MessageReferenceType.Default,
              channel_id: channel.id,
              message_id: repliesTo.message.id,
              ...("guild_id" in channel ? { guild_id: channel.guild_id } : {}),
            },
          }
        : {}),
    };
  }

  #attachmentContext(interaction: Interaction, ephemeral: boolean): AttachmentContext {
    return {
      cdnUrl: this.#cdnUrl,
      channelId: interaction.channel.id,
      ephemeral,
      snowflakes: this.#world.snowflakes,
    };
  }
}

/** A deferred response has no content yet: EPHEMERAL is the only flag that it may have. */
function checkDeferredFlags(data: Form): void {
  const flags = data.integer("flags") ?? 0;
  if ((flags & ~MessageFlags.Ephemeral) === 0) return;
  data.problem("flags", "BASE_TYPE_CHOICES", `Value must be one of {0, ${MessageFlags.Ephemeral}}.`);
}

function isEphemeral({ fields }: Form): boolean {
  return (Number(fields.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

function responsesTo(type: InteractionKind, hasSourceMessage: boolean): readonly ResponseType[] {
  switch (type) {
    case InteractionType.ApplicationCommand:
      return [...MESSAGES, Kind.Modal];
    case InteractionType.MessageComponent:
      return [...MESSAGES, ...UPDATES, Kind.Modal];
    case InteractionType.ModalSubmit:
      return hasSourceMessage ? [...MESSAGES, ...UPDATES] : MESSAGES;
    case InteractionType.ApplicationCommandAutocomplete:
      return [Kind.ApplicationCommandAutocompleteResult];
  }
}
