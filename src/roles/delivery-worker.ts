import { randomBytes } from "node:crypto";
import type { REST } from "discord.js";
import { schedule } from "node-cron";
import type { Catalog } from "../coach/courses/ports.ts";
import type { Clock, Log } from "../coach/ports.ts";
import { createDeliveryLoop } from "../coach/reminders/delivery-loop.ts";
import type { Worker } from "../coach/reminders/ports.ts";
import { createSender } from "../discord/sender.ts";
import { createServerNames } from "../discord/server-names.ts";
import type { Storage } from "../storage/storage.ts";

/** The role that sends what is due. It needs REST and the database: no gateway, and none of its caches. */
export type DeliveryWorker = Worker & {
  /** Delivers what is due, and from then on what falls due. */
  start(): Promise<void>;
  /** Ends the waiting, and waits for what is on its way. */
  stop(): Promise<void>;
};

/** How soon a schedule that another process added is noticed. The loop arms a precise timer of its own for the rest. */
const EVERY_THREE_SECONDS = "*/3 * * * * *";

export function createDeliveryWorker(parts: {
  rest: REST;
  storage: Storage;
  catalog: Catalog;
  clock: Clock;
  log: Log;
}): DeliveryWorker {
  const { rest, storage, catalog, clock, log } = parts;
  const loop = createDeliveryLoop(
    {
      clock,
      log,
      catalog,
      learners: storage.learners,
      deliveries: storage.deliveries,
      sender: createSender(rest, createServerNames(rest)),
      // 20 characters of 120 random bits: Discord takes 25, and no two databases share one.
      newDeliveryId: () => randomBytes(15).toString("base64url"),
    },
    randomBytes(8).toString("hex"),
  );
  // In UTC, and no expression for each reminder: node-cron only ticks.
  const tick = schedule(EVERY_THREE_SECONDS, () => look(), { timezone: "UTC", noOverlap: true });

  async function look(): Promise<void> {
    try {
      await loop.look();
    } catch (error) {
      log.error({ error }, "the deliveries could not be looked at; the next tick tries again");
    }
  }

  return {
    arm: loop.arm,
    deliverNow: loop.deliverNow,
    start: loop.run,
    async stop() {
      await tick.destroy();
      await loop.stop();
    },
  };
}
