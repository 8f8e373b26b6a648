import { Client, Events, GatewayIntentBits } from "discord.js";
import type { Log } from "../coach/ports.ts";
import { leaveOutServerParts, limitCaches } from "./caches.ts";
import { type Command, defineForDiscord } from "./command.ts";

/** `apiUrl` and `cdnUrl` point at a sandbox; null is the real Discord. */
export type Address = { token: string; apiUrl: string | null; cdnUrl: string | null };

/** Logs in and resolves once Discord has said which servers the bot is in. Rejects when the token is refused. */
export async function logIn(address: Address, log: Log): Promise<Client<true>> {
  const client = new Client({
    // Servers only: no privileged intent, and no message is ever read.
    intents: [GatewayIntentBits.Guilds],
    // Course text and names can ping nobody.
    allowedMentions: { parse: [] },
    rest: {
      ...(address.apiUrl === null ? {} : { api: address.apiUrl }),
      ...(address.cdnUrl === null ? {} : { cdn: address.cdnUrl }),
    },
    makeCache: limitCaches,
  });
  leaveOutServerParts(client);
  client.on(Events.Error, (error) => log.error({ error }, "the connection to Discord reported an error"));
  client.on(Events.ShardReconnecting, () => log.info({}, "reconnecting to Discord"));
  client.on(Events.ShardResume, () => log.info({}, "resumed"));
  const ready = new Promise<Client<true>>((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  try {
    await client.login(address.token);
  } catch (error) {
    await client.destroy();
    throw error;
  }
  return ready;
}

/** Tells Discord the commands, replacing what an earlier version registered. */
export async function registerCommands(client: Client<true>, commands: readonly Command[]): Promise<void> {
  await client.application.commands.set(commands.map(defineForDiscord));
}
