import { type Taken, takeAllDue } from "../../reminders/due.ts";
import type { Delivery, DeliveryPorts, DueSchedules, NewDelivery } from "./ports.ts";

/**
 * How long a claimed delivery is held for its worker, in milliseconds. If the worker dies, another sends it after that.
 */
export const LEASE_MS = 60_000;

/** Claims at most `limit` deliveries that are due now, including what another worker claimed before it died. */
export function claimDue(ports: DeliveryPorts, worker: string, limit: number): Promise<readonly Delivery[]> {
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
