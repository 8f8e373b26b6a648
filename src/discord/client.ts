import {
  Client,
  Events,
  GatewayIntentBits,
  type REST,
  type RESTPutAPIApplicationCommandsResult,
  Routes,
} from "discord.js";
import type { Log } from "../coach/ports.ts";
import { leaveOutServerParts, limitCaches } from "./caches.ts";
import { type Command, defineForDiscord } from "./command.ts";

/** `apiUrl` and `cdnUrl` point at a sandbox; null is the real Discord. */
export type Address = { token: string; apiUrl: string | null; cdnUrl: string | null };

export type Connection = {
  client: Client<true>;
  /** Resolves with the reason when Discord ends the connection for good, for instance because the token was reset. */
  lost: Promise<string>;
  /** Logs out; this is not a connection that is lost. */
  close(): Promise<void>;
};

/**
 * Logs in, and resolves once Discord has sent the servers that the bot is in. If the connection of a shard ends,
 * discord.js reconnects it. Only an unrecoverable close ends the bot. Rejects if the token is refused.
 */
export async function logIn(address: Address, log: Log): Promise<Connection> {
  const client = new Client({
    // Servers only: no privileged intent, and no message is ever read.
    intents: [GatewayIntentBits.Guilds],
    // As many as Discord asks for.
    shards: "auto",
    // Course text and names can ping nobody.
    allowedMentions: { parse: [] },
    rest: {
      ...(address.apiUrl === null ? {} : { api: address.apiUrl }),
      ...(address.cdnUrl === null ? {} : { cdn: address.cdnUrl }),
    },
    makeCache: limitCaches,
  });
  const lost = Promise.withResolvers<string>();
  const ready = Promise.withResolvers<Client<true>>();
  leaveOutServerParts(client);
  client.on(Events.Error, (error) => log.error({ error }, "the connection to Discord reported an error"));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, "reconnecting to Discord"));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, "resumed"));
  client.once(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ code, shard }, "Discord closed a connection for good");
    lost.resolve(`the gateway closed with ${code}`);
  });
  client.once(Events.ClientReady, ready.resolve);
  const close = () => {
    client.removeAllListeners(Events.ShardReconnecting);
    client.removeAllListeners(Events.ShardDisconnect);
    return client.destroy();
  };
  try {
    await client.login(address.token);
    const lostBeforeReady = lost.promise.then((reason) => {
      throw new Error(`Discord ended the connection before it was ready: ${reason}`);
    });
    return { client: await Promise.race([ready.promise, lostBeforeReady]), lost: lost.promise, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Tells Discord the commands, replacing what an earlier version registered. Needed once for each release. Resolves to the
 * commands with their ids.
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
): Promise<RESTPutAPIApplicationCommandsResult> {
  const registered = await rest.put(Routes.applicationCommands(applicationId), {
    body: commands.map(defineForDiscord),
  });
  return registered as RESTPutAPIApplicationCommandsResult;
}
