import type { APIMessage } from "discord-api-types/v10";
import { Form } from "../../rules/form.ts";
import type { StoredMessage } from "../../state/channel-log.ts";

const DEFAULT_LIMIT = 50;
const HIGHEST_LIMIT = 100;

/** Discord returns a nonce when a message is created, and never in a channel's history. */
export function withoutNonce({ nonce: _nonce, ...message }: APIMessage): APIMessage {
  return message;
}

/**
 * One page of a channel's messages, newest first, as `limit` and one of `before`, `after`, `around` ask.
 * @throws Refusal 50035
 */
export function pageOf(log: Iterable<StoredMessage>, query: URLSearchParams): APIMessage[] {
  const form = new Form(Object.fromEntries(query));
  const limit = form.integer("limit", { min: 1, max: HIGHEST_LIMIT }) ?? DEFAULT_LIMIT;
  const [before, after, around] = ["before", "after", "around"].map((key) => form.snowflake(key));
  form.problems.throwIfAny();
  const messages: APIMessage[] = [];
  for (const { message, onlyFor } of log) if (onlyFor === null) messages.push(withoutNonce(message));
  messages.reverse();
  if (after !== undefined) return messages.filter(({ id }) => BigInt(id) > BigInt(after)).slice(-limit);
  if (around !== undefined) {
    const middle = messages.findIndex(({ id }) => BigInt(id) <= BigInt(around));
    const start = Math.max(0, (middle < 0 ? messages.length : middle) - Math.floor(limit / 2));
    return messages.slice(start, start + limit);
  }
  if (before === undefined) return messages.slice(0, limit);
  return messages.filter(({ id }) => BigInt(id) < BigInt(before)).slice(0, limit);
}
