import { deliverDueReminders } from "./deliver-due-reminders.ts";
import type { Ports } from "./ports.ts";

export type ReminderLoop = {
  /** Delivers what is due, then waits for the next due instant. Calls while a run is under way share one further run. */
  run(): Promise<void>;
  /** Looks anew at when to wake: after reminders were added, moved or removed. */
  arm(): Promise<void>;
  /** Ends the waiting; resolves when a run under way has ended. */
  stop(): Promise<void>;
};

/** A row that is due but cannot be claimed must not spin the loop. */
const SHORTEST_WAIT_MS = 1_000;

/**
 * The one place from which reminders are delivered. Runs never overlap, so no delivery is sent twice at once;
 * a run that fails is logged and the next tick tries again, since the reminder table is the truth.
 */
export function createReminderLoop(ports: Ports): ReminderLoop {
  let cancel = () => {};
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let stopped = false;

  async function arm(): Promise<void> {
    if (stopped) return;
    const next = await ports.reminders.nextDueAt();
    cancel();
    if (next !== null && !stopped) cancel = ports.clock.at(Math.max(next, ports.clock.now() + SHORTEST_WAIT_MS), run);
  }

  async function deliverAndArm(): Promise<void> {
    try {
      await deliverDueReminders(ports);
      await arm();
    } catch (error) {
      ports.log.error({ error }, "a reminder run failed; the next tick tries again");
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
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
