import { randomBytes } from "node:crypto";
import { commands } from "../commands/index.ts";
import { createCatalog } from "./catalog/catalog.ts";
import { createSystemClock } from "./clocks/system-clock.ts";
import { createCoach } from "./coach/coach.ts";
import type { BuiltInCourse } from "./coach/courses/ports.ts";
import type { Clock, Log } from "./coach/ports.ts";
import { createAttachments } from "./discord/attachments.ts";
import { type Address, logIn, registerCommands } from "./discord/client.ts";
import { createCommandMentions } from "./discord/command-mentions.ts";
import type { ConnectionLostError } from "./discord/connection-error.ts";
import { createMemberDirectory } from "./discord/member-directory.ts";
import { followServers } from "./discord/server-presence.ts";
import type { Outlast } from "./outage.ts";
import { watchDatabase } from "./roles/database-watch.ts";
import { createDeliveryWorker } from "./roles/delivery-worker.ts";
import { startGateway } from "./roles/gateway.ts";
import type { DatabaseError } from "./storage/database-error.ts";
import { openSqlite } from "./storage/sqlite/storage.ts";

export type Bot = {
  /** The name that Discord shows. */
  name: string;
  servers: number;
  /** Resolves when the bot can no longer do its work, for instance because its token was reset or its database is gone. */
  lost: Promise<ConnectionLostError | DatabaseError>;
  /** Finishes the interactions and deliveries under way, logs out and closes the database. */
  stop(): Promise<void>;
};

type Parts = {
  discord: Address;
  databaseFile: string;
  contents: readonly BuiltInCourse[];
  clock: Clock;
  log: Log;
  /** How a step that needs Discord waits until Discord can be reached; without it, it fails. */
  outlast?: Outlast;
  /** Gives up the start. */
  signal?: AbortSignal;
};

/**
 * The bot with its three roles in one process: the gateway, the delivery worker, and the registration of commands.
 * Rejects when the database cannot be opened or Discord refuses the token; nothing is left open then.
 */
export async function startBot(parts: Parts): Promise<Bot> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return { ...(await begin(parts, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `stops`: what was opened so far, each by how it is closed. */
async function begin(parts: Parts, stops: (() => unknown)[]): Promise<Omit<Bot, "stop">> {
  const { clock, log, outlast = (step) => step(), signal } = parts;
  // Another program's lock is held in real time, whatever a sandbox's clock shows.
  const realTime = createSystemClock((error) => log.error({ error }, "a timer's task failed"));
  const storage = openSqlite(parts.databaseFile, realTime);
  stops.push(storage.close);
  const connection = await outlast(() => logIn(parts.discord, log, signal));
  stops.push(connection.close);
  const { rest, user, application, guilds } = connection.client;
  const catalog = createCatalog(parts.contents, storage.shelf);
  const worker = createDeliveryWorker({ rest, storage, catalog, clock, log });
  const coach = createCoach({
    clock,
    log,
    catalog,
    ...storage,
    census: storage.cohorts,
    directory: createMemberDirectory(rest),
    attachments: createAttachments(parts.discord.cdnUrl),
    worker,
  });
  const newReference = () => randomBytes(4).toString("hex");
  const mentions = createCommandMentions();
  const gateway = startGateway({ connection, coach, commands, mentions, clock, log, newReference });
  const watch = watchDatabase(storage.health, log);
  stops.push(gateway.stop, worker.stop, watch.stop);
  mentions.keep(await outlast(() => registerCommands(rest, application.id, commands, signal)));
  await followServers(connection.client, coach, log);
  await worker.start();
  return { name: user.username, servers: guilds.cache.size, lost: Promise.race([connection.lost, watch.lost]) };
}
