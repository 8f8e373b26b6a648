import { z } from "zod";
import type { Journal } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";
import { DirectChannelSchema, KeptMessageSchema, moveAddresses, parseSnapshot } from "./snapshot.ts";
import type { WorldEvent } from "./world.ts";

const JournalEntrySchema = z.intersection(
  /** The last id that had been made by then. */
  z.object({ lastId: z.string() }),
  z.union([
    z.object({ kept: KeptMessageSchema }),
    z.object({ gone: z.string() }),
    z.object({ directChannel: DirectChannelSchema }),
  ]),
);

type JournalEntry = z.infer<typeof JournalEntrySchema>;

/** Null if an event can wait for the next snapshot, or need not be kept. */
export function toJournalLine(event: WorldEvent, lastId: string): string | null {
  const entry = toEntry(event, lastId);
  return entry && JSON.stringify(entry);
}

function toEntry(event: WorldEvent, lastId: string): JournalEntry | null {
  switch (event.kind) {
    case "message-created":
    case "message-updated": {
      const { message, onlyFor, thinking } = event.stored;
      return thinking ? null : { lastId, kept: { message, onlyFor } };
    }
    case "message-deleted":
    case "message-forgotten":
      return { lastId, gone: event.stored.message.id };
    case "channel-created":
      return { lastId, directChannel: [event.onlyFor, event.channel] };
    case "channel-updated":
    case "channel-deleted":
    case "member-left":
    case "bot-left":
    case "bot-joined":
    case "commands-changed":
    case "direct-messages-changed":
      return null;
  }
}

/**
 * The latest state: the snapshot, and what the journal adds to it.
 * @param cdnUrl where attachments are served now
 * @throws Error if either is not of this version
 */
export async function readState(text: string, journal: Journal, cdnUrl: string): Promise<Snapshot> {
  const move = moveAddresses(text, cdnUrl);
  const snapshot = parseSnapshot(move(text));
  const lines = await journal.read(snapshot.journal);
  return replay(
    snapshot,
    lines.map((line) => JournalEntrySchema.parse(JSON.parse(move(line)))),
  );
}

function replay(snapshot: Snapshot, entries: readonly JournalEntry[]): Snapshot {
  const messages = new Map(snapshot.messages.map((kept) => [kept.message.id, kept]));
  const directChannels = new Map(snapshot.directChannels);
  let { lastId } = snapshot;
  for (const entry of entries) {
    lastId = entry.lastId;
    if ("kept" in entry) messages.set(entry.kept.message.id, entry.kept);
    else if ("gone" in entry) messages.delete(entry.gone);
    else directChannels.set(...entry.directChannel);
  }
  return {
    ...snapshot,
    lastId,
    directChannels: [...directChannels],
    // A deferred response is first saved when it is edited, so later messages may be in the journal before it.
    messages: [...messages.values()].sort((a, b) => Number(BigInt(a.message.id) - BigInt(b.message.id))),
  };
}
