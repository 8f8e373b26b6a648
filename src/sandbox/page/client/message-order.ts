import type { MessageView } from "../view.ts";

/** Discord's ids are numbers of different lengths. */
export function compareIds(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** The list with `message` added in the order of ids, or in place of its earlier version. */
export function placeMessage(messages: readonly MessageView[], message: MessageView): readonly MessageView[] {
  const known = messages.findIndex((other) => other.id === message.id);
  if (known !== -1) return messages.with(known, message);
  const after = messages.findIndex((other) => compareIds(other.id, message.id) > 0);
  return after === -1 ? [...messages, message] : messages.toSpliced(after, 0, message);
}
