import { randomBytes } from "node:crypto";
import type { REST } from "discord.js";
import { schedule } from "node-cron";
import type { Catalog } from "../coach/courses/ports.ts";
import type { Clock, Log } from "../coach/ports.ts";
import { createDeliveryLoop } from "../coach/reminders/delivery-loop.ts";
import type { Worker } from "../coach/reminders/ports.ts";
import { createSender } from "../discord/deliveries/sender.ts";
import { createServerNames } from "../discord/server-names.ts";
import type { Storage } from "../storage/storage.ts";

/** The role that sends what is due. It needs REST and the database, but no gateway and no caches. */
export type DeliveryWorker = Worker & {
  /** Delivers what is due now, and from then on everything when it falls due. */
  start(): Promise<void>;
  /** Sends nothing new. Resolves when the messages on their way have arrived or failed, or after `LONGEST_STOP_MS`. */
  stop(): Promise<void>;
};

/** How soon this worker notices a schedule that another process added. For the others the loop sets precise timers. */
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
      sender: createSender({
        rest,
        serverNames: createServerNames(rest),
        channels: storage.directChannels,
        clock,
        random: Math.random,
      }),
      random: Math.random,
      // 20 characters with 120 random bits: Discord takes up to 25, and no two databases have the same one.
      newDeliveryId: () => randomBytes(15).toString("base64url"),
    },
    randomBytes(8).toString("hex"),
  );
  // node-cron only ticks, in UTC. Reminders have no cron expressions.
  const tick = schedule(EVERY_THREE_SECONDS, () => look(), { timezone: "UTC", noOverlap: true });

  async function look(): Promise<void> {
    try {
      await loop.look();
    } catch (error) {
      log.error({ error }, "due deliveries could not be read; the next tick tries again");
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
