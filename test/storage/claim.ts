import type { Claimed, Delivery, DueSchedules, NewDelivery } from "../../src/coach/reminders/ports.ts";
import { type Taken, takeAllDue } from "../../src/reminders/due.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { MINUTE, NOW } from "./learner.ts";

export const WORKER = "worker-1";
export const OTHER_WORKER = "worker-2";

let ids = 0;

/** Puts everything that is due for one owner into one message, as the coach does. */
function take({ owner, schedules }: DueSchedules, now: number): NewDelivery & { next: Taken["next"] } {
  if (owner.kind === "learner") {
    const { id: enrolmentId, guildId, userId, timeZone } = owner.enrolment;
    const { next, ...due } = takeAllDue(schedules, timeZone, now);
    const recipient = { kind: "member", guildId, userId } as const;
    return { recipient, payload: { kind: "reminder", enrolmentId, ...due }, next };
  }
  const { guildId, channelId, courseId, timeZone } = owner;
  const { next, ...due } = takeAllDue(schedules, timeZone, now);
  const recipient = { kind: "channel", guildId, channelId } as const;
  return { recipient, payload: { kind: "study-call", courseId, ...due }, next };
}

/** A delivery as it was claimed for the first time. */
export function asClaimed(id: string): Claimed {
  return { id, attempts: 0, uncertainSince: null };
}

type Claiming = {
  worker?: string;
  now?: number;
  until?: number;
  limit?: number;
  /** The ids for new deliveries, in order. Without it, each delivery gets a new id. */
  ids?: readonly string[];
};

/** Claims what is due, by default for the first worker and for a minute. */
export function claim(storage: Storage, claiming: Claiming = {}): Promise<readonly Delivery[]> {
  const { worker = WORKER, now = NOW, until = now + MINUTE, limit = 10 } = claiming;
  const given = claiming.ids === undefined ? null : [...claiming.ids];
  return storage.deliveries.claim({
    worker,
    now,
    until,
    limit,
    newId() {
      if (given === null) {
        ids += 1;
        return `delivery-${ids}`;
      }
      const id = given.shift();
      if (id === undefined) throw new Error("more deliveries than ids");
      return id;
    },
    take: (due) => take(due, now),
  });
}

/** Claims the only delivery. Throws if there is not exactly one. */
export async function claimOne(storage: Storage, claiming: Claiming = {}): Promise<Delivery> {
  const [delivery, ...others] = await claim(storage, claiming);
  if (delivery === undefined || others.length > 0) throw new Error(`claimed ${others.length + 1} deliveries, not one`);
  return delivery;
}

/** Claims, and gives the ids of the deliveries. */
export async function claimIds(storage: Storage, claiming: Claiming = {}): Promise<string[]> {
  return (await claim(storage, claiming)).map(({ id }) => id);
}
