import type { Worker } from "../coach/reminders/ports.ts";

/** For a process without a delivery worker: the worker in another process notices by itself what falls due. */
export const workerElsewhere: Worker = {
  arm: async () => {},
  deliverNow: async () => false,
};
