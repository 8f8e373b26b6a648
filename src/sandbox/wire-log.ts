import type { Clock, WireEntry } from "./contract.ts";
import type { ErrorTree, Refusal } from "./refusal.ts";

/** `code` is null if a connection broke off; `refusal` is the reason if the bot did something wrong. */
export type Ending = { by: "bot" | "discord"; code: number | null; refusal: string | null };

/** Tells its listeners what went over the wire, and `report` what was refused. */
export class WireLog {
  readonly #clock: Clock;
  readonly #report: (line: string) => void;
  readonly #listeners = new Set<(entry: WireEntry) => void>();
  #lastId = 0;

  constructor(clock: Clock, report: (line: string) => void) {
    this.#clock = clock;
    this.#report = report;
  }

  on(listener: (entry: WireEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  request(what: string, status: number, latencyMs: number, refusal: Refusal | null): void {
    if (!refusal && this.#listeners.size === 0) return;
    const reason = refusal ? describe(refusal) : null;
    if (reason !== null) this.#report(`${what}: ${status}, ${reason}`);
    this.#tell({ direction: "bot-to-discord", what, status, latencyMs, refusal: reason });
  }

  /** The connection broke off before a response. */
  brokenOff(what: string, latencyMs: number, reason: string): void {
    this.#report(`${what}: ${reason}`);
    this.#tell({ direction: "bot-to-discord", what, status: null, latencyMs, refusal: reason });
  }

  event(what: string): void {
    if (this.#listeners.size === 0) return;
    this.#tell({ direction: "discord-to-bot", what, status: null, latencyMs: null, refusal: null });
  }

  gatewayClosed({ by, code, refusal }: Ending): void {
    if (this.#listeners.size === 0) return;
    const direction = by === "bot" ? "bot-to-discord" : "discord-to-bot";
    const what = code === null ? "gateway broke off" : "gateway closed";
    this.#tell({ direction, what, status: code, latencyMs: null, refusal });
  }

  #tell(entry: Omit<WireEntry, "id" | "at">): void {
    this.#lastId += 1;
    const whole: WireEntry = { id: this.#lastId, at: this.#clock.now(), ...entry };
    for (const listener of this.#listeners) listener(whole);
  }
}

function describe({ code, message, errors }: Refusal): string {
  const details = errors ? [...flatten(errors, [])] : [];
  return [`${code} ${message}`, ...details].join("; ");
}

function* flatten(tree: ErrorTree, path: string[]): Generator<string> {
  for (const [key, value] of Object.entries(tree)) {
    if (!Array.isArray(value)) yield* flatten(value, [...path, key]);
    else for (const { code, message } of value) yield `${path.join(".")} ${code}: ${message}`;
  }
}
