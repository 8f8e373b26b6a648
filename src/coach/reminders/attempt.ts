import { compose } from "./compose.ts";
import type { Delivery, DeliveryPorts, Fate, OutgoingMessage, SendOutcome } from "./ports.ts";

/** How long one send may take, in milliseconds. It is shorter than a lease, so that no other worker sends it too. */
const LONGEST_SEND_MS = 30_000;

/**
 * How long after an attempt Discord surely knows its nonce, in milliseconds. Discord says "in the past few minutes":
 * https://docs.discord.com/developers/resources/message#create-message. Within it, a second message under the same nonce
 * is not shown. After it, the channel's history is searched before the message is sent again.
 */
export const NONCE_WINDOW_MS = 2 * 60_000;

/**
 * How long to wait for the next attempt, in milliseconds: a minute at first, then twice as long each time, up to an hour,
 * and up to a quarter more, so that what failed together does not come back together.
 */
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 3_600_000;
const JITTER = 0.25;

/** With those waits, this is almost two days: no outage lasts longer, and after that a reminder is no longer one. */
export const MOST_ATTEMPTS = 50;

/** A missing course comes back with a start of the bot, or never. This is not an attempt. */
const COURSE_RETRY_MS = 30 * 60_000;

/** Makes one attempt to send a delivery, and writes how it went. Never rejects. */
export type Attempt = (delivery: Delivery, stopping: AbortSignal) => Promise<void>;

export function createAttempt(ports: DeliveryPorts, worker: string): Attempt {
  const { clock, log, deliveries } = ports;
  /** How many this worker has ended, by their fate. */
  const ended: Record<Fate, number> = { gone: 0, refused: 0, "given-up": 0 };

  async function end({ id, attempts, payload }: Delivery, fate: Fate, reason: string): Promise<void> {
    await deliveries.end(id, worker, { fate, reason, now: clock.now() });
    ended[fate] += 1;
    const lost = payload.occurrences.length;
    log.warn(
      { delivery: id, fate, reason, attempts: attempts + 1, occurrences: lost, ended },
      "a delivery ended without a message; the next message to this learner names what it missed",
    );
  }

  async function tryAgain(delivery: Delivery, reason: string): Promise<void> {
    const { id, attempts } = delivery;
    if (attempts + 1 >= MOST_ATTEMPTS) return end(delivery, "given-up", reason);
    log.warn({ delivery: id, reason, attempts: attempts + 1 }, "a message could not be sent and will be tried again");
    const wait = Math.min(FIRST_RETRY_MS * 2 ** attempts, LAST_RETRY_MS) * (1 + JITTER * ports.random());
    await deliveries.markFailed(id, worker, reason, Math.round(clock.now() + wait));
  }

  async function attempt(delivery: Delivery, stopping: AbortSignal): Promise<void> {
    const begunAt = clock.now();
    const composed = await compose(ports, delivery);
    switch (composed.kind) {
      case "nothing":
        log.info({ delivery: delivery.id }, "a delivery had nothing left to say and was not sent");
        return deliveries.markSent(delivery.id, null, clock.now());
      case "later":
        log.warn({ delivery: delivery.id, reason: composed.reason }, "a delivery cannot be composed yet and waits");
        return deliveries.postpone(delivery, worker, composed.reason, clock.now() + COURSE_RETRY_MS);
      case "message": {
        const outcome = await send(delivery, composed.message, stopping);
        // Whoever stops does not write: the lease runs out, and the next worker finds out whether it arrived.
        return outcome === null ? undefined : settle(delivery, outcome, begunAt);
      }
    }
  }

  /** The outcome of a send, or a failure if it takes too long. Null if the worker stops first. */
  async function send(
    { id, recipient, uncertainSince }: Delivery,
    message: OutgoingMessage,
    stopping: AbortSignal,
  ): Promise<SendOutcome | null> {
    if (stopping.aborted) return null;
    const decided = Promise.withResolvers<SendOutcome | null>();
    const tooLong = new AbortController();
    const isPastWindow = uncertainSince !== null && clock.now() - uncertainSince > NONCE_WINDOW_MS;
    const cancel = clock.at(clock.now() + LONGEST_SEND_MS, () => {
      decided.resolve({ kind: "failed", reason: `not answered in ${LONGEST_SEND_MS} ms` });
      tooLong.abort();
    });
    const stop = () => decided.resolve(null);
    stopping.addEventListener("abort", stop, { once: true });
    try {
      const signal = AbortSignal.any([stopping, tooLong.signal]);
      const lookSince = isPastWindow ? uncertainSince : null;
      return await Promise.race([decided.promise, ports.sender.send({ id, recipient, message, lookSince, signal })]);
    } finally {
      stopping.removeEventListener("abort", stop);
      cancel();
    }
  }

  async function settle(delivery: Delivery, outcome: SendOutcome, begunAt: number): Promise<void> {
    const { id, recipient } = delivery;
    // Below the sender, a request is made again after an outage. So its last answer does not say that nothing arrived.
    const uncertain = { ...delivery, uncertainSince: delivery.uncertainSince ?? begunAt };
    switch (outcome.kind) {
      case "sent":
        return deliveries.markSent(id, outcome, clock.now());
      case "unreachable":
        if (recipient.kind === "channel") return tryAgain(delivery, "the channel takes no messages");
        log.info({ delivery: id, refusal: outcome.refusal }, "a member cannot be reached, so a delivery waits");
        return deliveries.markClosed(uncertain, worker, outcome.refusal, clock.now());
      case "gone":
        return end(delivery, "gone", outcome.reason);
      case "refused":
        return end(delivery, "refused", outcome.reason);
      case "postponed":
        return deliveries.postpone(
          outcome.mayHaveArrived ? uncertain : delivery,
          worker,
          outcome.reason,
          outcome.until,
        );
      case "failed":
        return tryAgain(delivery, outcome.reason);
    }
  }

  return async (delivery, stopping) => {
    try {
      await attempt(delivery, stopping);
    } catch (error) {
      // It must not stop the others.
      log.error({ error, delivery: delivery.id }, "a delivery threw and will be tried again");
      await tryAgain(delivery, "thrown").catch((worse: unknown) =>
        log.error({ error: worse, delivery: delivery.id }, "its failure could not be written; its lease runs out"),
      );
    }
  };
}
