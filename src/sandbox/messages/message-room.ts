import type {
  APIMessage,
  APIMessageInteraction,
  APIMessageInteractionMetadata,
  APIMessageReference,
  APIUser,
} from "discord-api-types/v10";
import { MessageFlags, MessageReferenceType, MessageType } from "discord-api-types/v10";
import type { Clock } from "../contract.ts";
import { Problems } from "../rules/form.ts";
import { NONCE_WINDOW_MS } from "../rules/limits.ts";
import type { AttachmentStore } from "../state/attachment-store.ts";
import type { StoredMessage } from "../state/channel-log.ts";
import type { AnyChannel, World } from "../state/world.ts";
import type { MessageDraft, MessageEdit } from "./draft.ts";
import { findMentions } from "./mentions.ts";

/** What a message has besides its draft. */
export type Posting = {
  channel: AnyChannel;
  author: APIUser;
  type?: MessageType;
  onlyFor?: string | null;
  thinking?: boolean;
  interaction?: {
    metadata: APIMessageInteractionMetadata;
    /** Only for commands. */
    legacy: APIMessageInteraction | null;
  };
  reference?: APIMessageReference | null;
};

const EMPTY_DRAFT: MessageDraft = {
  content: "",
  embeds: [],
  components: [],
  attachments: [],
  toStore: new Map(),
  flags: 0,
  tts: false,
  allowedMentions: null,
  nonce: null,
  enforceNonce: false,
  reference: null,
};

/** Posts, edits and removes messages, and remembers which nonces it has seen. */
export class MessageRoom {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #attachments: AttachmentStore;
  readonly #nonces = new Map<string, { stored: StoredMessage; at: number }>();

  constructor(world: World, clock: Clock, attachments: AttachmentStore) {
    this.#world = world;
    this.#clock = clock;
    this.#attachments = attachments;
    world.on((event) => {
      if (event.kind !== "message-deleted" && event.kind !== "message-forgotten") return;
      for (const { id } of event.stored.message.attachments) attachments.delete(id);
    });
    for (const channelId of world.channels.keys()) {
      for (const stored of world.messagesIn(channelId)) this.#rememberNonce(stored);
    }
  }

  /**
   * With `enforce_nonce`, if the same author sent a message under this nonce within the window, that message is returned.
   * @throws Refusal 50035 if it replies to a message that is not there
   */
  post(draft: MessageDraft, posting: Posting): StoredMessage {
    const earlier = draft.enforceNonce && draft.nonce !== null ? this.#sentUnder(posting.author, draft.nonce) : null;
    if (earlier) return earlier;
    const reference = posting.reference ?? this.#resolveReference(draft, posting.channel);
    const onlyFor = posting.onlyFor ?? null;
    const thinking = posting.thinking ?? false;
    const stored: StoredMessage = {
      onlyFor,
      thinking,
      message: {
        id: this.#world.snowflakes.next(),
        channel_id: posting.channel.id,
        type: posting.type ?? (reference ? MessageType.Reply : MessageType.Default),
        author: posting.author,
        content: draft.content,
        timestamp: new Date(this.#clock.now()).toISOString(),
        edited_timestamp: null,
        tts: draft.tts,
        pinned: false,
        attachments: draft.attachments,
        embeds: draft.embeds,
        components: draft.components,
        flags: draft.flags | (onlyFor === null ? 0 : MessageFlags.Ephemeral) | (thinking ? MessageFlags.Loading : 0),
        ...findMentions(this.#world, draft, posting.channel),
        ...(draft.nonce === null ? {} : { nonce: draft.nonce }),
        ...(reference ? { message_reference: reference } : {}),
        ...(posting.interaction ? this.#fromInteraction(posting.interaction) : {}),
      },
    };
    for (const [id, upload] of draft.toStore) this.#attachments.put(id, upload);
    this.#rememberNonce(stored);
    this.#world.addMessage(stored);
    return stored;
  }

  /** "is thinking…", which an edit turns into the response. */
  postThinking(posting: Posting): StoredMessage {
    return this.post(EMPTY_DRAFT, { ...posting, thinking: true });
  }

  edit(stored: StoredMessage, edit: MessageEdit): void {
    const { toStore, allowedMentions, ...changes } = edit;
    const before = stored.message;
    const after: APIMessage = { ...before, ...changes };
    const channel = this.#world.channels.get(before.channel_id);
    if (channel) Object.assign(after, findMentions(this.#world, { ...asDraft(after), allowedMentions }, channel));
    if (stored.thinking) {
      stored.thinking = false;
      after.flags = (after.flags ?? 0) & ~MessageFlags.Loading;
    } else {
      after.edited_timestamp = new Date(this.#clock.now()).toISOString();
    }
    stored.message = after;
    for (const [id, upload] of toStore) this.#attachments.put(id, upload);
    for (const { id } of before.attachments) {
      if (!after.attachments.some((attachment) => attachment.id === id)) this.#attachments.delete(id);
    }
    this.#world.emit({ kind: "message-updated", stored });
  }

  remove(stored: StoredMessage): void {
    this.#world.deleteMessage(stored);
  }

  #fromInteraction({ metadata, legacy }: NonNullable<Posting["interaction"]>): Partial<APIMessage> {
    const { id } = this.#world.application;
    return {
      application_id: id,
      webhook_id: id,
      interaction_metadata: metadata,
      ...(legacy ? { interaction: legacy } : {}),
    };
  }

  #resolveReference(draft: MessageDraft, channel: AnyChannel): APIMessageReference | null {
    if (!draft.reference) return null;
    const { messageId, mustExist } = draft.reference;
    if (!this.#world.message(channel.id, messageId)) {
      if (!mustExist) return null;
      const problems = new Problems();
      problems.add(["message_reference"], "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
      problems.throwIfAny();
    }
    return {
      type: MessageReferenceType.Default,
      channel_id: channel.id,
      message_id: messageId,
      ...("guild_id" in channel ? { guild_id: channel.guild_id } : {}),
    };
  }

  #rememberNonce(stored: StoredMessage): void {
    const { nonce, author, timestamp } = stored.message;
    if (nonce === undefined) return;
    const now = this.#clock.now();
    for (const [key, { at }] of this.#nonces) {
      if (now - at < NONCE_WINDOW_MS) break;
      this.#nonces.delete(key);
    }
    const key = nonceKey(author, nonce);
    this.#nonces.delete(key);
    this.#nonces.set(key, { stored, at: Date.parse(timestamp) });
  }

  #sentUnder(author: APIUser, nonce: string | number): StoredMessage | null {
    const sent = this.#nonces.get(nonceKey(author, nonce));
    if (!sent || this.#clock.now() - sent.at >= NONCE_WINDOW_MS) return null;
    const { id, channel_id } = sent.stored.message;
    return this.#world.message(channel_id, id) ?? null;
  }
}

function nonceKey(author: APIUser, nonce: string | number): string {
  return `${author.id}:${nonce}`;
}

function asDraft(message: APIMessage): Pick<MessageDraft, "content" | "components"> {
  return { content: message.content, components: message.components ?? [] };
}
