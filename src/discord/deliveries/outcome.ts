import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from "discord.js";
import type { Recipient, SendOutcome } from "../../coach/reminders/ports.ts";

/**
 * What a failed request means for a delivery. Source of the codes:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json.
 */
export function outcomeOf(error: unknown, recipient: Recipient["kind"], now: number): SendOutcome {
  const reason = describe(error);
  if (error instanceof RateLimitError) {
    const wait = Math.max(error.retryAfter, error.timeToReset, SHORTEST_LIMIT_MS);
    return { kind: "postponed", reason, until: Math.ceil(now + wait), mayHaveArrived: true };
  }
  if (!(error instanceof DiscordAPIError)) return { kind: "failed", reason };
  switch (error.code) {
    case RESTJSONErrorCodes.CannotSendMessagesToThisUser:
      return { kind: "unreachable", refusal: "closed" };
    case RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds:
      return { kind: "unreachable", refusal: "no-server" };
    case RESTJSONErrorCodes.InvalidRecipients:
    case RESTJSONErrorCodes.UnknownUser:
      return { kind: "gone", reason };
    case RESTJSONErrorCodes.UnknownChannel:
      // That of a member is opened again.
      return recipient === "channel" ? { kind: "gone", reason } : { kind: "failed", reason };
  }
  return HOPELESS.has(error.status) ? { kind: "refused", reason } : { kind: "failed", reason };
}

const SHORTEST_LIMIT_MS = 1_000;

/** The same request gets the same answer. A missing permission (403) or a lost token (401) is not among them. */
const HOPELESS = new Set([400, 405, 413]);

/** Whether Discord counts it among the 10,000 in ten minutes after which it shuts a bot out. */
export function isInvalidRequest(error: unknown): boolean {
  return error instanceof DiscordAPIError && (error.status === 401 || error.status === 403);
}

function describe(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.status} ${error.code} ${error.message}`;
  if (error instanceof RateLimitError) return `429 of ${error.route} for ${error.retryAfter} ms`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
