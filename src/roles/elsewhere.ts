import type { Worker } from "../coach/reminders/ports.ts";

/** Stands for a delivery worker in another process: it notices by itself what falls due. */
export const workerElsewhere: Worker = {
  arm: async () => {},
  deliverNow: async () => false,
};
