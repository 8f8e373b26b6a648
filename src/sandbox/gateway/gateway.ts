import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { GatewayCloseCodes, GatewayOpcodes } from "discord-api-types/v10";
import type { RawData, WebSocket } from "ws";
import { WebSocketServer } from "ws";
import type { GatewayFaults } from "../contract.ts";
import type { Fields } from "../rules/form.ts";
import { isFields } from "../rules/form.ts";
import { Session } from "./session.ts";

const HEARTBEAT_INTERVAL_MS = 41_250;
const MISSED_HEARTBEAT_MS = 1.5 * HEARTBEAT_INTERVAL_MS;

export type GatewayOptions = {
  token: string;
  resumeUrl: string;
  /** READY and what follows it, each event with its data in JSON. */
  greet(session: { id: string; resumeUrl: string; intents: number }): Iterable<[event: string, json: string]>;
  /** Answers to op 8, each event with its data in JSON. */
  requestMembers(data: Fields): Iterable<[event: string, json: string]>;
  report(line: string): void;
};

/** The gateway, v10 in JSON: who is connected, and what each is sent. Its times are real, whatever the clock says. */
export class Gateway implements GatewayFaults {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #sessions = new Map<string, Session>();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#greet(connection));
  }

  sessions(): Iterable<Session> {
    return this.#sessions.values();
  }

  dispatch(event: string, json: string): void {
    for (const session of this.#sessions.values()) session.dispatch(event, json);
  }

  askToReconnect(): void {
    for (const connection of this.#server.clients) send(connection, GatewayOpcodes.Reconnect, null);
  }

  dropConnections(): void {
    for (const connection of this.#server.clients) connection.terminate();
  }

  invalidateSessions(): void {
    this.#sessions.clear();
    for (const connection of this.#server.clients) send(connection, GatewayOpcodes.InvalidSession, false);
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.dropConnections();
    this.#server.close(() => resolve());
    await promise;
  }

  #greet(connection: WebSocket): void {
    let session: Session | null = null;
    const silence = setTimeout(() => connection.close(GatewayCloseCodes.SessionTimedOut), MISSED_HEARTBEAT_MS);
    silence.unref();
    connection.on("error", (error) => this.#options.report(`gateway: ${error.message}`));
    connection.on("close", () => {
      clearTimeout(silence);
      session?.disconnected(connection, performance.now());
    });
    connection.on("message", (raw) => {
      const payload = parse(raw);
      if (!payload) {
        this.#refuse(connection, GatewayCloseCodes.DecodeError, "Error while decoding payload.");
        return;
      }
      silence.refresh();
      session = this.#receive(connection, session, payload);
    });
    send(connection, GatewayOpcodes.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] });
  }

  #receive(connection: WebSocket, session: Session | null, payload: Fields): Session | null {
    const data = isFields(payload.d) ? payload.d : {};
    switch (payload.op) {
      case GatewayOpcodes.Heartbeat:
        send(connection, GatewayOpcodes.HeartbeatAck, null);
        return session;
      case GatewayOpcodes.Identify:
        if (!session) return this.#identify(connection, data);
        this.#refuse(connection, GatewayCloseCodes.AlreadyAuthenticated, "Already authenticated.");
        return session;
      case GatewayOpcodes.Resume:
        if (!session) return this.#resume(connection, data);
        this.#refuse(connection, GatewayCloseCodes.AlreadyAuthenticated, "Already authenticated.");
        return session;
      case GatewayOpcodes.RequestGuildMembers:
        for (const [event, json] of session ? this.#options.requestMembers(data) : []) session?.dispatch(event, json);
        break;
      case GatewayOpcodes.PresenceUpdate:
      case GatewayOpcodes.VoiceStateUpdate:
        break;
      default:
        this.#refuse(connection, GatewayCloseCodes.UnknownOpcode, "Unknown opcode.");
        return session;
    }
    if (!session) this.#refuse(connection, GatewayCloseCodes.NotAuthenticated, "Not authenticated.");
    return session;
  }

  #identify(connection: WebSocket, data: Fields): Session | null {
    if (!this.#knowsToken(data.token)) {
      this.#refuse(connection, GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
      return null;
    }
    const intents = data.intents;
    if (typeof intents !== "number" || !Number.isInteger(intents) || intents < 0) {
      this.#refuse(connection, GatewayCloseCodes.InvalidIntents, "Invalid intent(s).");
      return null;
    }
    this.#forgetLost();
    const session = new Session(randomBytes(16).toString("hex"), intents, connection);
    this.#sessions.set(session.id, session);
    const resumeUrl = this.#options.resumeUrl;
    for (const [event, json] of this.#options.greet({ id: session.id, resumeUrl, intents })) {
      session.dispatch(event, json);
    }
    return session;
  }

  #resume(connection: WebSocket, data: Fields): Session | null {
    if (!this.#knowsToken(data.token)) {
      this.#refuse(connection, GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
      return null;
    }
    this.#forgetLost();
    const session = this.#sessions.get(String(data.session_id));
    if (session && typeof data.seq === "number" && session.resume(connection, data.seq)) {
      session.dispatch("RESUMED", '{"_trace":[]}');
      return session;
    }
    if (session) this.#sessions.delete(session.id);
    send(connection, GatewayOpcodes.InvalidSession, false);
    return null;
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
    connection.close(code, reason);
  }
}

function send(connection: WebSocket, op: GatewayOpcodes, d: unknown): void {
  connection.send(JSON.stringify({ op, d, s: null, t: null }));
}

function parse(raw: RawData): Fields | null {
  try {
    const value: unknown = JSON.parse(String(raw));
    return isFields(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
