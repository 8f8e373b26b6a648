import { deliverDue } from "./deliver.ts";
import type { DeliveryPorts, Worker } from "./ports.ts";

export type DeliveryLoop = Worker & {
  /** Delivers what is due, then waits for the next due instant. Calls while a run is under way share one further run. */
  run(): Promise<void>;
  /** Looks at the table: runs if something is due, or else sets the timer for what another process may have added. */
  look(): Promise<void>;
  /** Ends the waiting; resolves when a run under way has ended. */
  stop(): Promise<void>;
};

/** A row that is due but cannot be claimed must not spin the loop. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * The one place in a process from which messages are delivered. A run that fails is logged and the next look tries
 * again, since the table is the truth. `worker` names this loop among all that share the database.
 */
export function createDeliveryLoop(ports: DeliveryPorts, worker: string): DeliveryLoop {
  const { clock, log } = ports;
  let cancel = () => {};
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let stopped = false;
  let reads = 0;

  /** Null if a later read was begun meanwhile: what it finds is newer. */
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
