import { keep, readKept } from "./kept.ts";
import { compareIds } from "./message-order.ts";
import { change, put, state, watch } from "./state.ts";

function keyOf(userId: string): string {
  return `read-${userId}`;
}

export function loadReadMarks(userId: string): ReadonlyMap<string, string> {
  const kept: unknown = JSON.parse(readKept(keyOf(userId)) ?? "{}");
  return new Map(Object.entries(Object(kept)).map(([channelId, messageId]) => [channelId, String(messageId)]));
}

/** How many messages by others the member has not seen. */
export function countUnread(channelId: string): number {
  const seen = state.read.get(channelId);
  return (state.messages.get(channelId) ?? []).filter(
    (message) => message.author.id !== state.self?.id && (seen === undefined || compareIds(message.id, seen) > 0),
  ).length;
}

function markRead(): void {
  const { channelId, self } = state;
  if (channelId === null || self === null || document.hidden) return;
  const newest = state.messages.get(channelId)?.at(-1)?.id;
  if (newest === undefined || state.read.get(channelId) === newest) return;
  const read = put(state.read, channelId, newest);
  change({ read });
  keep(keyOf(self.id), JSON.stringify(Object.fromEntries(read)));
}

/** Marks what is on the screen as read. */
export function markWhatIsRead(): void {
  watch(() => [state.channelId, state.messages, state.self], markRead);
  document.addEventListener("visibilitychange", markRead);
}
