import { createHash } from "node:crypto";
import type { RateLimitOptions } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import type { Route } from "./router.ts";

export type RateLimitScope = "user" | "shared" | "global";
export type Headers = Record<string, string>;

const BUCKET = { requests: 5, perMilliseconds: 5000 };
const GLOBAL_REQUESTS = 50;
const GLOBAL_WINDOW_MS = 1000;
const INVALID_REQUESTS = 10_000;
const INVALID_WINDOW_MS = 10 * 60_000;
/** The parts of a path that have limits of their own, in Discord's words "top-level resources". */
const MAJOR_PARTS = ["channel", "guild", "interaction", "token"] as const;
const COUNTED_AS_INVALID = new Set([401, 403, 429]);

/** How much of a limit is used up, and when it starts again. */
type Window = { used: number; endsAt: number };

/** 429, as Discord's API sends it. */
export class RateLimited extends Refusal {
  readonly headers: Headers;
  readonly scope: RateLimitScope;
  readonly #retryAfterMs: number;

  /** @param bucket the headers about the route's bucket, if that bucket is the one that is full */
  constructor(scope: RateLimitScope, retryAfterMs: number, bucket: Headers = {}) {
    super(429, 0, scope === "shared" ? "The resource is being rate limited." : "You are being rate limited.");
    this.scope = scope;
    this.#retryAfterMs = retryAfterMs;
    this.headers = {
      ...bucket,
      "retry-after": String(Math.ceil(retryAfterMs / 1000)),
      "x-ratelimit-scope": scope,
      ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
    };
  }

  override body(): object {
    return {
      message: this.message,
      code: this.code,
      retry_after: this.#retryAfterMs / 1000,
      global: this.scope === "global",
    };
  }
}

/**
 * Discord's limits on requests: 50 a second in total, a number per route and channel, server or webhook, and 10,000
 * invalid requests in ten minutes. They use real time, not the sandbox's clock. Every `now` is `performance.now()`.
 */
export class RateLimits {
  readonly #bucket: { requests: number; perMilliseconds: number };
  readonly #globalRequests: number;
  readonly #invalidRequests: number;
  readonly #hashes = new Map<Route, string>();
  /** In the order in which they end: all last equally long. */
  readonly #windows = new Map<string, Window>();
  #global: Window = { used: 0, endsAt: 0 };
  #invalid: Window = { used: 0, endsAt: 0 };

  constructor(options: RateLimitOptions) {
    this.#bucket = options.bucket ?? BUCKET;
    this.#globalRequests = options.globalPerSecond ?? GLOBAL_REQUESTS;
    this.#invalidRequests = options.invalidPerTenMinutes ?? INVALID_REQUESTS;
  }

  /**
   * A bot that sent too many invalid requests is shut out before anything else is checked.
   * @throws RateLimited
   */
  refuseBanned(now: number): void {
    const { used, endsAt } = this.#invalid;
    if (now < endsAt && used >= this.#invalidRequests) throw new RateLimited("global", endsAt - now);
  }

  /** A limit of the resource itself (`shared`) does not count against the bot. */
  countInvalid(refusal: Refusal, now: number): void {
    if (!COUNTED_AS_INVALID.has(refusal.status)) return;
    if (refusal instanceof RateLimited && refusal.scope === "shared") return;
    if (now >= this.#invalid.endsAt) this.#invalid = { used: 0, endsAt: now + INVALID_WINDOW_MS };
    this.#invalid.used += 1;
  }

  /**
   * Counts one request and returns the headers about its bucket. Requests that an interaction's token opens do not count
   * towards the global limit.
   * @throws RateLimited
   */
  take(route: Route, params: Readonly<Record<string, string>>, now: number): Headers {
    if (!route.open) this.#takeGlobal(now);
    this.#forgetEnded(now);
    const hash = this.#hashOf(route);
    const key = MAJOR_PARTS.reduce((whole, part) => `${whole}:${params[part] ?? ""}`, hash);
    let window = this.#windows.get(key);
    if (!window) {
      window = { used: 0, endsAt: now + this.#bucket.perMilliseconds };
      this.#windows.set(key, window);
    }
    const isFull = window.used >= this.#bucket.requests;
    if (!isFull) window.used += 1;
    const resetAfter = (window.endsAt - now) / 1000;
    const headers = {
      "x-ratelimit-limit": String(this.#bucket.requests),
      "x-ratelimit-remaining": String(this.#bucket.requests - window.used),
      "x-ratelimit-reset": ((performance.timeOrigin + window.endsAt) / 1000).toFixed(3),
      "x-ratelimit-reset-after": resetAfter.toFixed(3),
      "x-ratelimit-bucket": hash,
    };
    if (isFull) throw new RateLimited("user", window.endsAt - now, headers);
    return headers;
  }

  #takeGlobal(now: number): void {
    if (now >= this.#global.endsAt) this.#global = { used: 0, endsAt: now + GLOBAL_WINDOW_MS };
    if (this.#global.used >= this.#globalRequests) throw new RateLimited("global", this.#global.endsAt - now);
    this.#global.used += 1;
  }

  #forgetEnded(now: number): void {
    for (const [key, { endsAt }] of this.#windows) {
      if (now < endsAt) return;
      this.#windows.delete(key);
    }
  }

  #hashOf(route: Route): string {
    let hash = this.#hashes.get(route);
    if (hash === undefined) {
      hash = createHash("md5").update(`${route.method} ${route.pattern}`).digest("hex");
      this.#hashes.set(route, hash);
    }
    return hash;
  }
}
