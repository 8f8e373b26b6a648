import { createAttempt } from "./attempt.ts";
import { claimDue } from "./claim.ts";
import type { Delivery, DeliveryPorts, Worker } from "./ports.ts";

export type DeliveryLoop = Worker & {
  /** Delivers what is due. Resolves when nothing more is due, and when all that began since the call has ended. */
  run(): Promise<void>;
  /**
   * Reads the next due instant, which another process may have changed, and sets the timer or begins to deliver. Does not
   * wait for what is on its way.
   */
  look(): Promise<void>;
  /** Claims nothing more. Resolves when what is on its way has ended, or is given up after `LONGEST_STOP_MS`. */
  stop(): Promise<void>;
};

/** How many messages may be on their way at the same time. */
const CONCURRENCY = 16;

/** The least time between two timers, so that a due row that cannot be claimed does not keep the loop busy. */
const SHORTEST_WAIT_MS = 1_000;

/** How long messages may still take once the loop stops, in milliseconds. */
export const LONGEST_STOP_MS = 10_000;

/**
 * Delivers messages: each process has at most one such loop. Each message that is on its way has a place of its own, and
 * whenever one is free, what is due next is claimed. So a message that takes long holds up no other. If a claim fails, it
 * is logged and the next `look` tries again, because everything is in the database. `worker` is unique among all loops
 * on the same database.
 */
export function createDeliveryLoop(ports: DeliveryPorts, worker: string): DeliveryLoop {
  const { clock, log } = ports;
  const attempt = createAttempt(ports, worker);
  const stopping = new AbortController();
  const underWay = new Map<Promise<void>, Delivery>();
  let cancel = () => {};
  let claiming: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let stopped = false;
  let reads = 0;

  /** Null if another read has begun since: its result is newer. */
  async function readNext(): Promise<{ dueAt: number | null } | null> {
    reads += 1;
    const read = reads;
    const dueAt = await ports.deliveries.nextDueAt();
    return stopped || read !== reads ? null : { dueAt };
  }

  function wakeAt(dueAt: number | null): void {
    cancel();
    cancel = () => {};
    if (dueAt !== null) cancel = clock.at(Math.max(dueAt, clock.now() + SHORTEST_WAIT_MS), run);
  }

  async function arm(): Promise<void> {
    const next = await readNext();
    if (next !== null) wakeAt(next.dueAt);
  }

  async function look(): Promise<void> {
    const next = await readNext();
    if (next === null) return;
    if (next.dueAt !== null && next.dueAt <= clock.now()) await claimAll();
    else wakeAt(next.dueAt);
  }

  function begin(delivery: Delivery): void {
    const settled = attempt(delivery, stopping.signal).finally(() => {
      underWay.delete(settled);
      // It may have held back more of the same learner's, and it leaves a free place.
      claimAll().catch((error: unknown) => log.error({ error }, "what is due could not be claimed"));
    });
    underWay.set(settled, delivery);
  }

  async function claimUntilNothingIsDue(): Promise<void> {
    try {
      while (!stopped) {
        const places = CONCURRENCY - underWay.size;
        if (places === 0) {
          await Promise.race(underWay.keys());
          continue;
        }
        const claimed = await claimDue(ports, worker, places);
        claimed.forEach(begin);
        if (claimed.length === 0) break;
      }
      await arm();
    } catch (error) {
      log.error({ error }, "what is due could not be claimed; the next look tries again");
    }
  }

  /** Resolves when everything that was due at the call is claimed. Calls meanwhile share one more round after it. */
  function claimAll(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (claiming === null) {
      claiming = claimUntilNothingIsDue().finally(() => {
        claiming = null;
      });
      return claiming;
    }
    queued ??= claiming.then(() => {
      queued = null;
      return claimAll();
    });
    return queued;
  }

  /** Resolves when nothing is being claimed, and nothing that is meant is on its way. */
  async function settle(isMeant: (delivery: Delivery, attempt: Promise<void>) => boolean): Promise<void> {
    for (;;) {
      const waited = [...underWay].flatMap(([settled, delivery]) => (isMeant(delivery, settled) ? [settled] : []));
      const claims = queued ?? claiming;
      if (claims !== null) await claims;
      else if (waited.length > 0) await Promise.all(waited);
      else return;
    }
  }

  async function run(): Promise<void> {
    const earlier = new Set(underWay.keys());
    await claimAll();
    await settle((_delivery, attempt) => !earlier.has(attempt));
  }

  return {
    run,
    arm,
    look,
    async deliverNow(enrolmentId) {
      await claimAll();
      await settle(({ payload }) => payload.kind === "reminder" && payload.enrolmentId === enrolmentId);
      return !stopped;
    },
    async stop() {
      stopped = true;
      cancel();
      const giveUp = clock.at(clock.now() + LONGEST_STOP_MS, () => stopping.abort());
      await settle(() => true);
      giveUp();
    },
  };
}
