import type { RateLimitOptions } from "../contract.ts";

const EVENTS = 120;
const EVENTS_WINDOW_MS = 60_000;
const IDENTIFIES = 1;
const IDENTIFIES_WINDOW_MS = 5000;

export const PAYLOAD_BYTES = 4096;

/** So many in each window, which begins with its first. Real time: every `now` is `performance.now()`. */
export class WindowLimit {
  readonly #most: number;
  readonly #windowMs: number;
  #used = 0;
  #endsAt = 0;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** False where it is one too many. */
  take(now: number): boolean {
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + this.#windowMs;
    }
    this.#used += 1;
    return this.#used <= this.#most;
  }
}

/** What one connection may send. */
export function createEventLimit(options: RateLimitOptions | "off"): WindowLimit {
  return new WindowLimit(options === "off" ? Number.POSITIVE_INFINITY : EVENTS, EVENTS_WINDOW_MS);
}

/** How many sessions may begin. */
export function createIdentifyLimit(options: RateLimitOptions | "off"): WindowLimit {
  const most = options === "off" ? Number.POSITIVE_INFINITY : (options.identifiesPerFiveSeconds ?? IDENTIFIES);
  return new WindowLimit(most, IDENTIFIES_WINDOW_MS);
}
