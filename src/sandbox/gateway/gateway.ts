import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { GatewayCloseCodes, GatewayOpcodes } from "discord-api-types/v10";
import type { RawData, WebSocket } from "ws";
import { WebSocketServer } from "ws";
import type { GatewayFaults, RateLimitOptions } from "../contract.ts";
import type { Fields } from "../fields.ts";
import { isFields } from "../fields.ts";
import type { Ending } from "../wire-log.ts";
import { createEventLimit, IdentifyLimit, PAYLOAD_BYTES } from "./gateway-limits.ts";
import type { Identity } from "./identify.ts";
import { readIdentity } from "./identify.ts";
import type { OnDispatch } from "./session.ts";
import { Session } from "./session.ts";
import type { Shard } from "./shards.ts";

const HEARTBEAT_INTERVAL_MS = 41_250;
const MISSED_HEARTBEAT_MS = 1.5 * HEARTBEAT_INTERVAL_MS;

export type GatewayOptions = {
  token: string;
  resumeUrl: string;
  rateLimits: RateLimitOptions | "off";
  maxConcurrency: number;
  privilegedIntents: boolean;
  guildIds(): Iterable<string>;
  /** READY and the events after it, each with its data in JSON. */
  greet(session: Identity & { id: string; resumeUrl: string }): Iterable<[event: string, json: string]>;
  /** The reply to op 8, each event with its data in JSON. */
  requestMembers(data: Fields, shard: Shard): Iterable<[event: string, json: string]>;
  report(line: string): void;
  /** Called with every event, once for each session that gets it. */
  onDispatch: OnDispatch | null;
  /** Called with events that concern one session: READY and those after it, those it asked for, and RESUMED. */
  onOwnEvent(event: string): void;
  onClose(ending: Ending): void;
};

const BROKEN_OFF = 1006;

/** The gateway, v10 in JSON: who is connected, and what each session is sent. It uses real time, not the clock. */
export class Gateway implements GatewayFaults {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sessions = new Map<string, Session>();
  /** The session of each connection that has identified or resumed. */
  readonly #sessionOf = new WeakMap<WebSocket, Session>();
  readonly #identifyLimit: IdentifyLimit;
  /** Connections that the sandbox is closing. */
  readonly #ended = new WeakSet<WebSocket>();

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#identifyLimit = new IdentifyLimit(options.rateLimits, options.maxConcurrency);
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
  }

  sessions(): Iterable<Session> {
    return this.#sessions.values();
  }

  /** @param guildId null for what happens in direct messages */
  dispatch(event: string, guildId: string | null, json: string): void {
    for (const session of this.#sessions.values()) if (session.isFor(guildId)) session.dispatch(event, json);
  }

  askToReconnect(): void {
    for (const connection of this.#server.clients) send(connection, GatewayOpcodes.Reconnect, null);
  }

  dropConnections(): void {
    for (const connection of this.#server.clients) {
      this.#tellEnd(connection, null, null);
      connection.terminate();
    }
  }

  invalidateSessions(resumable = false): void {
    if (!resumable) this.#sessions.clear();
    for (const connection of this.#server.clients) {
      // It may identify or resume on the same connection.
      this.#leave(connection);
      send(connection, GatewayOpcodes.InvalidSession, resumable);
    }
  }

  dropSessions(): void {
    this.#sessions.clear();
    this.dropConnections();
  }

  /** Not checked against the schema, and not kept for a resume: no later connection is sent it again. */
  sendMalformedEvent(): void {
    for (const connection of this.#server.clients) {
      connection.send('{"t":"INTERACTION_CREATE","s":null,"op":0,"d":{"type":2}}');
    }
  }

  /** @param code one of Discord's, or one of WebSocket's own */
  closeConnections(code: number): void {
    for (const connection of this.#server.clients) {
      this.#tellEnd(connection, code, null);
      connection.close(code);
    }
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.dropConnections();
    this.#server.close(() => resolve());
    await promise;
  }

  #greet(connection: WebSocket): void {
    const events = createEventLimit(this.#options.rateLimits);
    const silence = setTimeout(
      () => this.#refuse(connection, GatewayCloseCodes.SessionTimedOut, "Session timed out."),
      MISSED_HEARTBEAT_MS,
    );
    silence.unref();
    connection.on("error", (error) => this.#options.report(`gateway: ${error.message}`));
    connection.on("close", (code) => {
      clearTimeout(silence);
      if (!this.#ended.has(connection)) {
        this.#options.onClose({ by: "bot", code: code === BROKEN_OFF ? null : code, refusal: null });
      }
      this.#leave(connection);
    });
    connection.on("message", (raw) => {
      if (!events.take(performance.now())) {
        this.#refuse(connection, GatewayCloseCodes.RateLimited, "You are being rate limited.");
        return;
      }
      const payload = parse(raw);
      if (!payload) {
        this.#refuse(connection, GatewayCloseCodes.DecodeError, "Error while decoding payload.");
        return;
      }
      silence.refresh();
      this.#receive(connection, payload);
    });
    send(connection, GatewayOpcodes.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] });
  }

  #leave(connection: WebSocket): void {
    this.#sessionOf.get(connection)?.disconnected(connection, performance.now());
    this.#sessionOf.delete(connection);
  }

  #receive(connection: WebSocket, payload: Fields): void {
    const session = this.#sessionOf.get(connection);
    const data = isFields(payload.d) ? payload.d : {};
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        send(connection, GatewayOpcodes.HeartbeatAck, null);
        return;
      case GatewayOpcodes.Identify:
      case GatewayOpcodes.Resume:
        if (session) this.#refuse(connection, GatewayCloseCodes.AlreadyAuthenticated, "Already authenticated.");
        else if (!this.#knowsToken(data.token)) {
          this.#refuse(connection, GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
        } else if (payload.op === GatewayOpcodes.Identify) this.#identify(connection, data);
        else this.#resume(connection, data);
        return;
      case GatewayOpcodes.RequestGuildMembers:
        for (const [event, json] of session ? this.#options.requestMembers(data, session.shard) : []) {
          session?.dispatch(event, json);
          this.#options.onOwnEvent(event);
        }
        break;
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
        break;
      default:
        this.#refuse(connection, GatewayCloseCodes.UnknownOpcode, "Unknown opcode.");
        return;
    }
    if (!session) this.#refuse(connection, GatewayCloseCodes.NotAuthenticated, "Not authenticated.");
  }

  #identify(connection: WebSocket, data: Fields): void {
    const { guildIds, privilegedIntents, resumeUrl, greet } = this.#options;
    const identity = readIdentity(data, { guildIds: guildIds(), privilegedIntents });
    if ("code" in identity) {
      this.#refuse(connection, identity.code, identity.reason);
      return;
    }
    if (!this.#identifyLimit.take(identity.shard, performance.now())) {
      send(connection, GatewayOpcodes.InvalidSession, false);
      return;
    }
    this.#forgetLost();
    const session = new Session(randomBytes(16).toString("hex"), identity, connection, this.#options.onDispatch);
    this.#sessions.set(session.id, session);
    this.#sessionOf.set(connection, session);
    for (const [event, json] of greet({ id: session.id, resumeUrl, ...identity })) {
      session.dispatch(event, json);
      this.#options.onOwnEvent(event);
    }
  }

  #resume(connection: WebSocket, data: Fields): void {
    this.#forgetLost();
    const session = this.#sessions.get(String(data.session_id));
    if (session && typeof data.seq === "number" && session.resume(connection, data.seq)) {
      this.#sessionOf.set(connection, session);
      session.dispatch("RESUMED", '{"_trace":[]}');
      this.#options.onOwnEvent("RESUMED");
      return;
    }
    if (session) this.#sessions.delete(session.id);
    send(connection, GatewayOpcodes.InvalidSession, false);
  }

  #knowsToken(token: unknown): boolean {
    return typeof token === "string" && token.replace(/^Bot\s+/, "") === this.#options.token;
  }

  #forgetLost(): void {
    const now = performance.now();
    for (const session of this.#sessions.values()) if (session.isLost(now)) this.#sessions.delete(session.id);
  }

  #refuse(connection: WebSocket, code: GatewayCloseCodes, reason: string): void {
    this.#options.report(`gateway: closed with ${code}, ${reason}`);
    this.#tellEnd(connection, code, reason);
    connection.close(code, reason);
  }

  #tellEnd(connection: WebSocket, code: number | null, refusal: string | null): void {
    // A message that arrives while the connection closes may be refused as well.
    if (this.#ended.has(connection)) return;
    this.#ended.add(connection);
    this.#options.onClose({ by: "discord", code, refusal });
  }
}

function send(connection: WebSocket, op: GatewayOpcodes, d: unknown): void {
  connection.send(JSON.stringify({ op, d, s: null, t: null }));
}

/** Null if it is not JSON, not an object, or longer than Discord accepts: all three end with 4002. */
function parse(raw: RawData): Fields | null {
  const text = String(raw);
  if (Buffer.byteLength(text) > PAYLOAD_BYTES) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
