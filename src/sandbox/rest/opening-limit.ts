import type { RateLimitOptions } from "../contract.ts";

/** Discord does not document its limit. Bots report a few dozen at once: see the contract. */
const OPENINGS = { opened: 40, perMilliseconds: 60_000 };

/** How many new direct messages the bot may open. It uses real time. Every `now` is `performance.now()`. */
export class OpeningLimit {
  readonly #most: number;
  readonly #perMilliseconds: number;
  #used = 0;
  #endsAt = 0;

  constructor({ directMessages: { opened, perMilliseconds } = OPENINGS }: RateLimitOptions) {
    this.#most = opened;
    this.#perMilliseconds = perMilliseconds;
  }

  /** False if it is too fast. */
  take(now: number): boolean {
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + this.#perMilliseconds;
    }
    if (this.#used >= this.#most) return false;
    this.#used += 1;
    return true;
  }
}
