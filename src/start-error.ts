import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
  HTTPError,
  RESTJSONErrorCodes,
} from "discord.js";
import type { Config } from "./config.ts";
import { ConnectionLostError, GatewayUnreachableError } from "./discord/connection-error.ts";
import { DatabaseError } from "./storage/database-error.ts";

/** A failed start that the person at the keyboard can fix. They see the message without a stack. */
export class StartError extends Error {
  override name = "StartError";
}

/** A `StartError` if there is a sentence for this failure. Anything else is a bug and comes back unchanged, with its stack. */
export function describeFailure(error: unknown, config: Config): unknown {
  if (error instanceof StartError) return error;
  const sentence = sentenceFor(error, config);
  return sentence === null ? error : new StartError(sentence, { cause: error });
}

function sentenceFor(error: unknown, config: Config): string | null {
  if (error instanceof DatabaseError) return error.message;
  if (isRefusedToken(error)) return refusedToken(config);
  if (error instanceof ConnectionLostError) return describeLoss(error, config);
  if (
    error instanceof DiscordAPIError &&
    error.code === RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached
  ) {
    return (
      `${nameOf(config)} takes no more new commands from this bot today, so its commands could not be registered. ` +
      "It counts 200 a day; start again tomorrow."
    );
  }
  const outage = describeOutage(error, config);
  if (outage !== null) return outage;
  if (codeOf(error) !== null || (error instanceof DiscordAPIError && config.discord.kind === "remote-sandbox")) {
    return `${nameOf(config)} could not be reached: ${messageOf(error)}.`;
  }
  return null;
}

/** The sentence for what a bot that runs cannot go on without: its connection, ended for good, or its database. */
export function describeLoss(lost: ConnectionLostError | DatabaseError, config: Config): string {
  if (lost instanceof DatabaseError) return lost.message;
  const { code } = lost;
  const closed = `${nameOf(config)} closed the connection for good (${code}, ${GatewayCloseCodes[code] ?? "unknown"}).`;
  return code === GatewayCloseCodes.AuthenticationFailed ? `${closed} ${refusedToken(config)}` : closed;
}

/** The sentence for a failure that passes by itself; null for any other. */
export function describeOutage(error: unknown, config: Config): string | null {
  const reason = outageReason(error);
  return reason === null ? null : `${nameOf(config)} could not be reached: ${reason}.`;
}

function outageReason(error: unknown): string | null {
  if (error instanceof GatewayUnreachableError) return error.message;
  if (error instanceof HTTPError || error instanceof DiscordAPIError) {
    return error.status >= 500 ? `it answered with ${error.status} (${error.message})` : null;
  }
  if (error instanceof Error && error.name === "AbortError") return "it took too long to answer";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && NETWORK_CODES.test(cause.code)) {
      return `${cause.message} (${cause.code})`;
    }
  }
  return null;
}

/** Node's codes of a connection that fails, and undici's (`UND_ERR_SOCKET`). */
const NETWORK_CODES =
  /^(ECONN(RESET|REFUSED|ABORTED)|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|E(HOST|NET)(UNREACH|DOWN)|UND_ERR_)/;

function nameOf({ discord }: Config): string {
  return discord.kind === "real" ? "Discord" : "The sandbox";
}

function refusedToken(config: Config): string {
  return `${nameOf(config)} refused the token in DISCORD_TOKEN. ${
    config.discord.kind === "real"
      ? "The bot's page in the Developer Portal (Bot → Reset Token) gives a new one."
      : "When it starts, it prints the token to use."
  }`;
}

/** The operating system's code (`EACCES`, `ENOTFOUND`) of an error or of its causes; null if there is none. */
export function codeOf(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("syscall" in cause && "code" in cause && typeof cause.code === "string") return cause.code;
  }
  return null;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isRefusedToken(error: unknown): boolean {
  return (
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401)
  );
}
