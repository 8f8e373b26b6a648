import { GatewayCloseCodes } from "discord.js";

/** Discord closed a connection with a code that no reconnecting helps against: the token was taken back, say. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
  /** Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
  readonly code: number;

  constructor(code: number) {
    super(`the gateway closed with ${code} (${GatewayCloseCodes[code] ?? "unknown"})`);
    this.code = code;
  }
}

/** REST answers, and the gateway does not let the bot in. */
export class GatewayUnreachableError extends Error {
  override readonly name = "GatewayUnreachableError";
}
