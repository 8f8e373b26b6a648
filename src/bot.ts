import { randomBytes } from "node:crypto";
import { commands } from "../commands/index.ts";
import { createCatalog } from "./catalog/catalog.ts";
import { createCoach } from "./coach/coach.ts";
import type { BuiltInCourse } from "./coach/courses/ports.ts";
import type { Clock, Log } from "./coach/ports.ts";
import { createAttachments } from "./discord/attachments.ts";
import { type Address, logIn, registerCommands } from "./discord/client.ts";
import { createCommandMentions } from "./discord/command-mentions.ts";
import { createDeliveryWorker } from "./roles/delivery-worker.ts";
import { startGateway } from "./roles/gateway.ts";
import { openSqlite } from "./storage/sqlite/storage.ts";

export type Bot = {
  /** The name that Discord shows. */
  name: string;
  servers: number;
  /** Resolves with the reason when Discord ends the connection for good, for instance because the token was reset. */
  lost: Promise<string>;
  /** Finishes the interactions and deliveries under way, logs out and closes the database. */
  stop(): Promise<void>;
};

/**
 * The bot with its three roles in one process: the gateway, the delivery worker, and the registration of commands.
 * Rejects if the database cannot be opened or Discord refuses the token.
 */
export async function startBot(parts: {
  discord: Address;
  databaseFile: string;
  contents: readonly BuiltInCourse[];
  clock: Clock;
  log: Log;
}): Promise<Bot> {
  const { clock, log } = parts;
  const storage = openSqlite(parts.databaseFile);
  const connection = await logIn(parts.discord, log).catch((error: unknown) => {
    storage.close();
    throw error;
  });
  const { rest, user, application, guilds } = connection.client;
  const catalog = createCatalog(parts.contents, storage.shelf);
  const worker = createDeliveryWorker({ rest, storage, catalog, clock, log });
  const coach = createCoach({
    clock,
    log,
    catalog,
    ...storage,
    census: storage.cohorts,
    attachments: createAttachments(parts.discord.cdnUrl),
    worker,
  });
  const newReference = () => randomBytes(4).toString("hex");
  const mentions = createCommandMentions();
  const gateway = startGateway({ connection, coach, commands, mentions, clock, log, newReference });
  mentions.keep(await registerCommands(rest, application.id, commands));
  await worker.start();

  return {
    name: user.username,
    servers: guilds.cache.size,
    lost: connection.lost,
    async stop() {
      await worker.stop();
      await gateway.stop();
      storage.close();
    },
  };
}
