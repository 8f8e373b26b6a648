import { type Taken, takeAllDue } from "../../reminders/due.ts";
import { compose } from "./compose.ts";
import type { Delivery, DeliveryPorts, DueSchedules, NewDelivery, SendOutcome } from "./ports.ts";

/** How many messages may be on their way at the same time. */
const CONCURRENCY = 16;

/** How long one send may take, in milliseconds. It is shorter than a lease, so that no other worker sends it too. */
const LONGEST_SEND_MS = 30_000;

/**
 * How long a claimed delivery is held for its worker, in milliseconds. If the worker dies, another sends it after that.
 */
export const LEASE_MS = 60_000;

/**
 * How long to wait for the next attempt, in milliseconds: a minute at first, then twice as long each time, up to an
 * hour.
 */
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 3_600_000;

/**
 * Claims what is due and sends it until nothing is left, including what another worker claimed before it died. Any
 * number of workers may do this at once, because each delivery is leased to one of them. Once `stopped`, it claims
 * nothing more.
 */
export async function deliverDue(ports: DeliveryPorts, worker: string, stopped: () => boolean): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (;;) {
    // What is on its way now may hold back more of the same learner's: only a claim made after it says that all is done.
    const wasIdle = underWay.size === 0;
    const claimed = stopped() ? [] : await claim(ports, worker, CONCURRENCY - underWay.size);
    for (const delivery of claimed) {
      const attempt = attemptOrKeep(ports, worker, delivery).finally(() => underWay.delete(attempt));
      underWay.add(attempt);
    }
    if (wasIdle && claimed.length === 0) return;
    if (underWay.size > 0 && (claimed.length === 0 || underWay.size === CONCURRENCY)) await Promise.race(underWay);
  }
}

function claim(ports: DeliveryPorts, worker: string, limit: number): Promise<readonly Delivery[]> {
  const now = ports.clock.now();
  return ports.deliveries.claim({
    worker,
    now,
    until: now + LEASE_MS,
    limit,
    newId: ports.newDeliveryId,
    take: (due) => take(due, now),
  });
}

/** Everything that is due for one owner goes into one message. */
function take({ owner, schedules }: DueSchedules, now: number): NewDelivery & { next: Taken["next"] } {
  switch (owner.kind) {
    case "learner": {
      const { id: enrolmentId, guildId, userId, timeZone } = owner.enrolment;
      const { occurrences, omitted, next } = takeAllDue(schedules, timeZone, now);
      return {
        recipient: { kind: "member", guildId, userId },
        payload: { kind: "reminder", enrolmentId, occurrences, omitted },
        next,
      };
    }
    case "server": {
      const { guildId, channelId, courseId, timeZone } = owner;
      const { occurrences, omitted, next } = takeAllDue(schedules, timeZone, now);
      return {
        recipient: { kind: "channel", guildId, channelId },
        payload: { kind: "study-call", courseId, occurrences, omitted },
        next,
      };
    }
  }
}

/**
 * A failure for one recipient must not stop the others: what is thrown is logged, and the delivery is tried again
 * later.
 */
async function attemptOrKeep(ports: DeliveryPorts, worker: string, delivery: Delivery): Promise<void> {
  try {
    await attempt(ports, worker, delivery);
  } catch (error) {
    ports.log.error({ error, delivery: delivery.id }, "a delivery threw and will be tried again");
    await keep(ports, worker, delivery, "thrown");
  }
}

async function keep(ports: DeliveryPorts, worker: string, delivery: Delivery, reason: string): Promise<void> {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LAST_RETRY_MS);
  await ports.deliveries.markFailed(delivery.id, worker, reason, ports.clock.now() + wait);
}

async function attempt(ports: DeliveryPorts, worker: string, delivery: Delivery): Promise<void> {
  const { id, recipient } = delivery;
  const composed = await compose(ports, delivery);
  switch (composed.kind) {
    case "nothing":
      ports.log.info({ delivery: id }, "a delivery had nothing left to say and was not sent");
      return ports.deliveries.markSent(id, null, ports.clock.now());
    case "later":
      ports.log.warn(
        { delivery: id, reason: composed.reason },
        "a delivery cannot be composed yet and will be tried again",
      );
      return keep(ports, worker, delivery, composed.reason);
    case "message": {
      const sending = ports.sender.send({ id, recipient, message: composed.message });
      const outcome = await withTimeLimit(ports, sending);
      return settle(ports, worker, delivery, outcome);
    }
  }
}

/**
 * The outcome of a send, or a failure if it takes too long. If it arrives after all, the nonce prevents a second
 * message.
 */
async function withTimeLimit({ clock }: DeliveryPorts, sending: Promise<SendOutcome>): Promise<SendOutcome> {
  const late = Promise.withResolvers<SendOutcome>();
  const cancel = clock.at(clock.now() + LONGEST_SEND_MS, () =>
    late.resolve({ kind: "failed", reason: `not answered in ${LONGEST_SEND_MS} ms` }),
  );
  try {
    return await Promise.race([sending, late.promise]);
  } finally {
    cancel();
  }
}

async function settle(ports: DeliveryPorts, worker: string, delivery: Delivery, outcome: SendOutcome): Promise<void> {
  const { id } = delivery;
  switch (outcome.kind) {
    case "sent":
      return ports.deliveries.markSent(id, outcome, ports.clock.now());
    case "closed":
      if (delivery.recipient.kind === "channel") return keep(ports, worker, delivery, "the channel is closed");
      ports.log.info({ delivery: id }, "direct messages are closed, so a delivery waits");
      return ports.deliveries.markClosed(id, worker, ports.clock.now());
    case "failed":
      ports.log.warn({ delivery: id, reason: outcome.reason }, "a message could not be sent and will be tried again");
      return keep(ports, worker, delivery, outcome.reason);
  }
}
