import type { RateLimitOptions } from "../contract.ts";
import type { Shard } from "./shards.ts";

const EVENTS = 120;
const EVENTS_WINDOW_MS = 60_000;
const IDENTIFIES = 1;
const IDENTIFIES_WINDOW_MS = 5000;

export const PAYLOAD_BYTES = 4096;

/** Allows a number of events per window. A window begins with its first event. Every `now` is `performance.now()`. */
export class WindowLimit {
  readonly #most: number;
  readonly #windowMs: number;
  #used = 0;
  #endsAt = 0;

  constructor(most: number, windowMs: number) {
    this.#most = most;
    this.#windowMs = windowMs;
  }

  /** False if this one is too many. */
  take(now: number): boolean {
    if (now >= this.#endsAt) {
      this.#used = 0;
      this.#endsAt = now + this.#windowMs;
    }
    this.#used += 1;
    return this.#used <= this.#most;
  }
}

/** How many events one connection may send. */
export function createEventLimit(options: RateLimitOptions | "off"): WindowLimit {
  return new WindowLimit(options === "off" ? Number.POSITIVE_INFINITY : EVENTS, EVENTS_WINDOW_MS);
}

/** How many sessions may begin per window; shards that share a rate limit key share a window. */
export class IdentifyLimit {
  readonly #most: number;
  readonly #maxConcurrency: number;
  readonly #windows = new Map<number, WindowLimit>();

  constructor(options: RateLimitOptions | "off", maxConcurrency: number) {
    this.#most = options === "off" ? Number.POSITIVE_INFINITY : (options.identifiesPerFiveSeconds ?? IDENTIFIES);
    this.#maxConcurrency = maxConcurrency;
  }

  /** False if this shard has to wait. */
  take([id]: Shard, now: number): boolean {
    const key = id % this.#maxConcurrency;
    let window = this.#windows.get(key);
    if (!window) {
      window = new WindowLimit(this.#most, IDENTIFIES_WINDOW_MS);
      this.#windows.set(key, window);
    }
    return window.take(now);
  }
}
