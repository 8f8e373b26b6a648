import type { Deliveries, Sender, SendOutcome } from "../../../src/coach/reminders/ports.ts";
import type { SentMessage } from "../coach.ts";

/**
 * How a send ends. `lost`: it never arrives, and nobody says so. `unanswered`: it arrives, and nobody says so either.
 */
export type SendEnd = "sent" | "failed" | "thrown" | "closed" | "lost" | "unanswered";

/** The error that a sender throws on purpose. */
export class SendFault extends Error {
  override readonly name = "SendFault";
}

/**
 * The Discord that both processes send to. It records which worker held which delivery when. It ignores nonces, so
 * every message that arrives is posted.
 */
export type Discord = {
  /** How the next sends end, in order. After these, every send arrives. */
  endSends(ends: readonly SendEnd[]): void;
  /** How many times each delivery was posted, by its id. */
  posted: Map<string, number>;
  senderOf(worker: string): Sender;
  /** Records the leases of one worker. */
  watch(worker: string, deliveries: Deliveries, now: () => number): Deliveries;
};

type Lease = { worker: string; until: number; ended: boolean };

export function createDiscord(report: (problem: string) => void): Discord {
  let ends: SendEnd[] = [];
  const posted = new Map<string, number>();
  const leases = new Map<string, Lease>();
  const grants = new Map<string, number>();
  const sends = new Map<string, number>();
  const finished = new Set<string>();
  /** The delivery that names each occurrence. */
  const named = new Map<string, string>();

  const countUp = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);

  function noteOccurrences(id: string, occurrences: readonly { scheduleId: number; dueAt: number }[]): void {
    for (const { scheduleId, dueAt } of occurrences) {
      const key = `${scheduleId} at ${dueAt}`;
      const other = named.get(key);
      if (other !== undefined && other !== id) report(`occurrence ${key} is in ${other} and in ${id}`);
      named.set(key, id);
    }
  }

  async function end({ id }: SentMessage): Promise<SendOutcome> {
    const how = ends.shift() ?? "sent";
    const arrives = how === "sent" || how === "unanswered";
    if (arrives) countUp(posted, id);
    switch (how) {
      case "sent":
        return { kind: "sent", channelId: "channel", messageId: `message-${id}` };
      case "failed":
        return { kind: "failed", reason: "502" };
      case "closed":
        return { kind: "unreachable", refusal: "closed" };
      case "thrown":
        throw new SendFault("as the test wants it");
      case "lost":
      case "unanswered":
        return new Promise(() => {});
    }
  }

  return {
    endSends: (given) => {
      ends = [...given];
    },
    posted,
    senderOf: (worker) => ({
      async send(letter) {
        countUp(sends, letter.id);
        if ((sends.get(letter.id) ?? 0) > (grants.get(letter.id) ?? 0)) {
          report(`${worker} sends ${letter.id} more often than it was leased`);
        }
        noteOccurrences(letter.id, letter.message.occurrences);
        return end(letter);
      },
      edit: async () => ({ kind: "failed", reason: "nothing edits here" }),
    }),
    watch(worker, deliveries, now) {
      const endLease = (id: string, of: string) => {
        const lease = leases.get(id);
        if (lease?.worker === of) lease.ended = true;
      };
      return {
        ...deliveries,
        async claim(input) {
          const claimed = await deliveries.claim(input);
          for (const { id, payload } of claimed) {
            const held = leases.get(id);
            if (held !== undefined && !held.ended && held.until > input.now) {
              report(`${input.worker} claims ${id}, which ${held.worker} holds for ${held.until - input.now} ms more`);
            }
            if (finished.has(id)) report(`${input.worker} claims ${id}, which was sent`);
            leases.set(id, { worker: input.worker, until: input.until, ended: false });
            countUp(grants, id);
            noteOccurrences(id, payload.occurrences);
          }
          return claimed;
        },
        markSent(id, sent, at) {
          finished.add(id);
          if (now() < at) report(`${worker} marks ${id} as sent in the future`);
          return deliveries.markSent(id, sent, at);
        },
        markFailed(id, of, reason, nextAttemptAt) {
          endLease(id, of);
          return deliveries.markFailed(id, of, reason, nextAttemptAt);
        },
        postpone(delivery, of, reason, until) {
          endLease(delivery.id, of);
          return deliveries.postpone(delivery, of, reason, until);
        },
        markClosed(delivery, of, refusal, at) {
          endLease(delivery.id, of);
          return deliveries.markClosed(delivery, of, refusal, at);
        },
        end(id, of, ending) {
          report(`${of} ends ${id} without a message: ${ending.reason}`);
          return deliveries.end(id, of, ending);
        },
      };
    },
  };
}
