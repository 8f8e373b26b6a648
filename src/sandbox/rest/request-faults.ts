import { setTimeout as delay } from "node:timers/promises";
import type { ActiveFault, FaultSpec } from "../contract.ts";
import { Refusal, refuse } from "../refusal.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { RateLimited } from "./rate-limits.ts";

export type RequestFault = Extract<FaultSpec, { route?: string }>;

type Standing = { id: string; spec: RequestFault; hits: number; jitter: () => number };

/** Thrown if the connection should break off without a reply. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

/** The faults of requests. Latency is real time. */
export class RequestFaults {
  readonly #listeners = new Set<() => void>();
  readonly #standing = new Map<string, Standing>();
  #lastId = 0;

  /** Calls `listener` when a fault is added or ends. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  active(): ActiveFault[] {
    return [...this.#standing.values()].map(({ id, spec }) => ({ id, spec }));
  }

  add(spec: RequestFault): ActiveFault {
    this.#lastId += 1;
    const id = `request:${this.#lastId}`;
    const jitter = spec.kind === "latency" ? createSeededRandom(spec.seed) : () => 0;
    this.#standing.set(id, { id, spec, hits: 0, jitter });
    this.#tell();
    return { id, spec };
  }

  clear(id: string): boolean {
    if (!this.#standing.delete(id)) return false;
    this.#tell();
    return true;
  }

  /**
   * Runs a request with the faults that are set for it.
   * @param what method and pattern
   * @throws Refusal 502, 50035 or 429, or BrokenOff
   */
  async around<Result>(what: string, handle: () => Result | Promise<Result>): Promise<Result> {
    if (this.#standing.size === 0) return handle();
    const hits = this.#hit(what);
    for (const { spec, jitter } of hits) {
      if (spec.kind === "latency") await delay(spec.milliseconds + jitter() * spec.jitterMs);
    }
    for (const { spec } of hits) fail(spec, "before");
    const result = await handle();
    for (const { spec } of hits) fail(spec, "after");
    return result;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #hit(what: string): Standing[] {
    const hits = [...this.#standing.values()].filter(({ spec }) => spec.route === undefined || spec.route === what);
    for (const standing of hits) {
      standing.hits += 1;
      if (standing.hits === standing.spec.times) this.clear(standing.id);
    }
    return hits;
  }
}

function fail(spec: RequestFault, effect: "before" | "after"): void {
  switch (spec.kind) {
    case "bad-gateway":
      if (spec.effect === effect) throw new Refusal(502, 0, "502: Bad Gateway");
      break;
    case "reset":
      if (spec.effect === effect) throw new BrokenOff("The connection was broken off on request.");
      break;
    case "refuse":
      if (effect === "before") throw refuse(50035);
      break;
    case "rate-limit":
      if (effect === "before") throw new RateLimited(spec.scope, spec.retryAfterMs);
      break;
    case "latency":
      break;
  }
}
