import {
  Client,
  Events,
  GatewayIntentBits,
  type REST,
  type RESTPutAPIApplicationCommandsResult,
  Routes,
  SimpleShardingStrategy,
  type WebSocketOptions,
} from "discord.js";
import type { Log } from "../coach/ports.ts";
import { leaveOutServerParts, limitCaches } from "./caches.ts";
import { type Command, defineForDiscord } from "./command.ts";
import { ConnectionLostError, GatewayUnreachableError } from "./connection-error.ts";

/** `apiUrl` and `cdnUrl` point at a sandbox; null is the real Discord. */
export type Address = { token: string; apiUrl: string | null; cdnUrl: string | null };

export type Connection = {
  client: Client<true>;
  /** Resolves when Discord ends the connection for good: a token taken back, say. Nothing more is heard then. */
  lost: Promise<ConnectionLostError>;
  /** Logs out; this is not a connection that is lost. */
  close(): Promise<void>;
};

/** discord.js tries twice a second, for as long as it takes. After so many attempts the caller hears about it. */
const MOST_ATTEMPTS = 5;
/** For a gateway that takes a connection and then says nothing. discord.js itself waits for a minute, then tries again. */
const LONGEST_SILENCE_MS = 60_000;

/**
 * Logs in and resolves once Discord has said which servers the bot is in. A shard whose connection ends later is
 * connected again by discord.js; only a close that no reconnecting helps against ends the bot.
 *
 * @throws discord.js's errors if the token is refused or REST fails, ConnectionLostError if Discord closes the connection
 * for good, GatewayUnreachableError if there is none, and the signal's reason if it is aborted
 */
export async function logIn(address: Address, log: Log, signal?: AbortSignal): Promise<Connection> {
  signal?.throwIfAborted();
  const closed = new AbortController();
  const client = createClient(address, closed.signal);
  const lost = Promise.withResolvers<ConnectionLostError>();
  const ready = Promise.withResolvers<Client<true>>();
  const failed = Promise.withResolvers<never>();
  let attempts = 0;
  let isIn = false;
  let gatewayError: Error | null = null;
  const unreachable = (reason: string, cause?: Error | null) =>
    failed.reject(new GatewayUnreachableError(reason, { cause }));

  leaveOutServerParts(client);
  client.on(Events.Error, (error) => log.error({ error }, "the connection to Discord reported an error"));
  client.on(Events.ShardError, (error, shard) => {
    gatewayError = error;
    log.warn({ error, shard }, "the gateway reported an error");
  });
  client.on(Events.ShardReconnecting, (shard) => {
    log.info({ shard }, "reconnecting to Discord");
    attempts += 1;
    if (!isIn && attempts === MOST_ATTEMPTS) unreachable("the gateway ends every connection", gatewayError);
  });
  client.on(Events.ShardResume, (shard) => log.info({ shard }, "resumed"));
  client.once(Events.ShardReady, () => {
    isIn = true;
  });
  client.once(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ code, shard }, "Discord closed a connection for good");
    const error = new ConnectionLostError(code);
    lost.resolve(error);
    failed.reject(error);
  });
  client.once(Events.ClientReady, ready.resolve);
  signal?.addEventListener("abort", () => failed.reject(signal.reason), { once: true });
  AbortSignal.timeout(LONGEST_SILENCE_MS).addEventListener("abort", () => {
    if (!isIn) unreachable("the gateway says nothing");
  });

  const close = () => {
    client.removeAllListeners(Events.ShardReconnecting);
    client.removeAllListeners(Events.ShardDisconnect);
    closed.abort();
    return client.destroy();
  };
  try {
    const entered = client.login(address.token).then(() => ready.promise);
    return { client: await Promise.race([failed.promise, entered]), lost: lost.promise, close };
  } catch (error) {
    await close();
    // discord.js rejects with what the gateway's socket reported, such as an answer of 502.
    if (error === gatewayError) throw new GatewayUnreachableError(messageOf(error), { cause: error });
    throw error;
  }
}

/**
 * For these discord.js does not wait until a rate limit has passed, but says when that is: a delivery goes back into the
 * database until then, and its place is free for another one.
 */
const ROUTES_OF_DELIVERIES = ["/channels/:id/messages", "/users/@me/channels"];

function createClient(address: Address, closed: AbortSignal): Client {
  return new Client({
    // Servers only: no privileged intent, and no message is ever read.
    intents: [GatewayIntentBits.Guilds],
    // As many as Discord asks for.
    shards: "auto",
    // Course text and names can ping nobody.
    allowedMentions: { parse: [] },
    rest: {
      ...(address.apiUrl === null ? {} : { api: address.apiUrl }),
      ...(address.cdnUrl === null ? {} : { cdn: address.cdnUrl }),
      rejectOnRateLimit: ({ route }) => ROUTES_OF_DELIVERIES.includes(route),
    },
    makeCache: limitCaches,
    ws: { buildStrategy: endWith(closed) },
  });
}

/**
 * A shard that waits between two attempts to connect is passed over by `destroy`: it would go on for ever, and log in
 * beside the next client. Before each attempt it asks for its session; once the client is closed, it gets no answer.
 */
function endWith(closed: AbortSignal): NonNullable<WebSocketOptions["buildStrategy"]> {
  return (manager) => {
    const { retrieveSessionInfo } = manager.options;
    manager.options.retrieveSessionInfo = (shard) =>
      closed.aborted ? new Promise<never>(() => {}) : retrieveSessionInfo(shard);
    return new SimpleShardingStrategy(manager);
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Tells Discord the commands, replacing what an earlier version registered. Needed once for each release. Resolves to the
 * commands with their ids.
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
  signal?: AbortSignal,
): Promise<RESTPutAPIApplicationCommandsResult> {
  const body = commands.map(defineForDiscord);
  const options = { body, ...(signal === undefined ? {} : { signal }) };
  return (await rest.put(Routes.applicationCommands(applicationId), options)) as RESTPutAPIApplicationCommandsResult;
}
