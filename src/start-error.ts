import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from "discord.js";
import type { Config } from "./config.ts";
import { DatabaseError } from "./storage/database-error.ts";

/** A failed start that the person at the keyboard can fix. They see the message without a stack. */
export class StartError extends Error {
  override name = "StartError";
}

/**
 * A `StartError` if there is a sentence for this failure. Anything else is a bug and comes back unchanged, with its
 * stack.
 */
export function describeFailure(error: unknown, { discord }: Config): unknown {
  if (error instanceof StartError) return error;
  if (error instanceof DatabaseError) return new StartError(error.message, { cause: error });
  if (isRefusedToken(error)) {
    return new StartError(
      discord.kind === "real"
        ? "Discord refused the token in DISCORD_TOKEN. The bot's page in the Developer Portal (Bot → Reset Token) gives a new one."
        : "The sandbox refused the token in DISCORD_TOKEN. When it starts, it prints the token to use.",
      { cause: error },
    );
  }
  if (codeOf(error) !== null || (error instanceof DiscordAPIError && discord.kind === "remote-sandbox")) {
    const where = discord.kind === "real" ? "Discord" : "The sandbox";
    return new StartError(`${where} could not be reached: ${messageOf(error)}.`, { cause: error });
  }
  return error;
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
