import { schedule } from "node-cron";
import type { Log } from "../coach/ports.ts";
import type { DatabaseError } from "../storage/database-error.ts";
import type { Health } from "../storage/storage.ts";

export type DatabaseWatch = {
  /** Resolves when the bot must not go on: what it writes is kept nowhere, or what it reads is damaged. */
  lost: Promise<DatabaseError>;
  stop(): Promise<void>;
};

const EVERY_THREE_SECONDS = "*/3 * * * * *";

/** Looks through the database once, beside everything else, and from then on whether it is still there. */
export function watchDatabase(health: Health, log: Log): DatabaseWatch {
  const lost = Promise.withResolvers<DatabaseError>();

  async function ask(question: () => Promise<DatabaseError | null>): Promise<void> {
    try {
      const found = await question();
      if (found !== null) lost.resolve(found);
    } catch (error) {
      log.error({ error }, "the database could not be looked at");
    }
  }

  // In UTC, as every tick is. A run that is under way when the bot stops ends by itself.
  const tick = schedule(EVERY_THREE_SECONDS, () => ask(health.findLoss), { timezone: "UTC", noOverlap: true });
  const examined = ask(health.findDamage);
  return {
    lost: lost.promise,
    async stop() {
      await tick.destroy();
      await examined;
    },
  };
}
