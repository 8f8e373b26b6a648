import type { APIMessage } from "discord-api-types/v10";

export type StoredMessage = {
  /** Never changed in place by anyone but the message room. */
  message: APIMessage;
  /** The member whom an ephemeral message is shown to; null: everyone in the channel. */
  onlyFor: string | null;
  /** Deferred and not yet edited. */
  thinking: boolean;
};

/** One channel's messages, oldest first, as many as fit. */
export class ChannelLog {
  readonly #capacity: number;
  readonly #messages = new Map<string, StoredMessage>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(id: string): StoredMessage | undefined {
    return this.#messages.get(id);
  }

  /** Returns the message that had to go, if one had to. */
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
