import type { APIMessage } from "discord-api-types/v10";

export type StoredMessage = {
  /** Only the message room changes it in place. */
  message: APIMessage;
  /** The one member who sees an ephemeral message; null: everyone in the channel. */
  onlyFor: string | null;
  /** Deferred and not yet edited. */
  thinking: boolean;
};

/** One channel's latest messages, oldest first. */
export class ChannelLog {
  readonly #capacity: number;
  readonly #messages = new Map<string, StoredMessage>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(id: string): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  /** Returns the message that had to make room, if any. */
  add(stored: StoredMessage): StoredMessage | undefined {
    this.#messages.set(stored.message.id, stored);
    if (this.#messages.size <= this.#capacity) return undefined;
    for (const oldest of this.#messages.values()) {
      this.#messages.delete(oldest.message.id);
      return oldest;
    }
    return undefined;
  }

  delete(id: string): boolean {
    return this.#messages.delete(id);
  }

  all(): Iterable<StoredMessage> {
    return this.#messages.values();
  }
}
