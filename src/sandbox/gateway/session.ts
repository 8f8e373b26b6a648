import { GatewayOpcodes } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import type { Identity } from "./identify.ts";
import type { Shard } from "./shards.ts";
import { isInShard } from "./shards.ts";

const REPLAYABLE_EVENTS = 1000;
/** Real time: for so long a bot that lost its connection can resume its session. */
export const RESUMABLE_MS = 3 * 60_000;

/** @param json the event's data */
export type OnDispatch = (event: string, json: string) => void;

/** One identified bot, its connection, and the events that it may have missed. */
export class Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  readonly #onDispatch: OnDispatch | null;
  #socket: WebSocket | null;
  #sequence = 0;
  #sent: string[] = [];
  /** `performance.now()` when the connection was lost. */
  #lostAt: number | null = null;

  constructor(id: string, { intents, shard }: Identity, socket: WebSocket, onDispatch: OnDispatch | null) {
    this.id = id;
    this.intents = intents;
    this.shard = shard;
    this.#socket = socket;
    this.#onDispatch = onDispatch;
  }

  /** @param guildId null for direct messages */
  isFor(guildId: string | null): boolean {
    return isInShard(guildId, this.shard);
  }

  /** @param json the event's data, already in JSON: it is the same for every session */
  dispatch(event: string, json: string): void {
    this.#sequence += 1;
    this.#onDispatch?.(event, json);
    const frame = `{"t":"${event}","s":${this.#sequence},"op":${GatewayOpcodes.Dispatch},"d":${json}}`;
    this.#sent.push(frame);
    if (this.#sent.length >= 2 * REPLAYABLE_EVENTS) this.#sent = this.#sent.slice(-REPLAYABLE_EVENTS);
    this.#socket?.send(frame);
  }

  disconnected(socket: WebSocket, now: number): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#lostAt = now;
  }

  isLost(now: number): boolean {
    return this.#lostAt !== null && now - this.#lostAt > RESUMABLE_MS;
  }

  /** Sends the events after `sequence` and continues from there; false if they are no longer known. */
  resume(socket: WebSocket, sequence: number): boolean {
    const missed = this.#sequence - sequence;
    if (missed < 0 || missed > this.#sent.length) return false;
    this.#socket?.close();
    this.#socket = socket;
    this.#lostAt = null;
    if (missed > 0) for (const frame of this.#sent.slice(-missed)) socket.send(frame);
    return true;
  }
}
