import { deliverDue } from "./deliver.ts";
import type { DeliveryPorts, Worker } from "./ports.ts";

export type DeliveryLoop = Worker & {
  /** Delivers what is due, then waits for the next due instant. Calls during a run share one more run after it. */
  run(): Promise<void>;
  /** Reads the next due instant, which another process may have changed, and runs or sets the timer. */
  look(): Promise<void>;
  /** Stops waiting. Resolves when the current run has ended. */
  stop(): Promise<void>;
};

/** The least time between two runs, so that a due row that cannot be claimed does not keep the loop busy. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * Delivers messages: each process has at most one such loop. If a run fails, it is logged and the next `look` tries
 * again, because everything is in the database. `worker` is unique among all loops on the same database.
 */
export function createDeliveryLoop(ports: DeliveryPorts, worker: string): DeliveryLoop {
  const { clock, log } = ports;
  let cancel = () => {};
  let running: Promise<void> | null = null;
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
    if (next.dueAt !== null && next.dueAt <= clock.now()) await run();
    else wakeAt(next.dueAt);
  }

  async function deliverAndArm(): Promise<void> {
    try {
      await deliverDue(ports, worker, () => stopped);
      await arm();
    } catch (error) {
      log.error({ error }, "a delivery run failed; the next look tries again");
    }
  }

  function run(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running === null) {
      running = deliverAndArm().finally(() => {
        running = null;
      });
      return running;
    }
    queued ??= running.then(() => {
      queued = null;
      return run();
    });
    return queued;
  }

  return {
    run,
    arm,
    look,
    async deliverNow() {
      await run();
      return !stopped;
    },
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
