import type { Interaction } from "discord.js";
import { Client, Events, GatewayIntentBits } from "discord.js";
import { onTestFinished } from "vitest";
import type { Outcome, Sandbox, SandboxOptions } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";

export const TOKEN = "a-token";

export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Test Bot", token: TOKEN, privilegedIntents: true },
    page: false,
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A plain discord.js client that is logged in and ready. Only its two addresses are changed. */
export async function logIn(sandbox: Sandbox, intents: GatewayIntentBits[] = [GatewayIntentBits.Guilds]) {
  const client = new Client({ intents, rest: { api: sandbox.apiUrl, cdn: sandbox.cdnUrl } });
  onTestFinished(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(TOKEN);
  return ready;
}

/** Lets the bot respond with `respond`. If that throws, the test fails. */
export function respondWith(client: Client, respond: (interaction: Interaction) => Promise<unknown>): void {
  const failures: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    respond(interaction).catch((error: unknown) => failures.push(error));
  });
  onTestFinished(() => {
    if (failures.length > 0) throw new AggregateError(failures, "The bot's response failed.");
  });
}

export function study(sandbox: Sandbox) {
  const [guild] = sandbox.actor.guilds();
  if (!guild) throw new Error("There is no server.");
  const channelNamed = (name: string) => {
    const channel = sandbox.actor.channels({ guildId: guild.id }).find((candidate) => candidate.name === name);
    if (!channel) throw new Error(`There is no #${name}.`);
    return channel.id;
  };
  const memberNamed = (name: string) => {
    const member = sandbox.actor.members(guild.id).find(({ user }) => user.global_name === name);
    if (!member) throw new Error(`There is no ${name}.`);
    return member.user.id;
  };
  return { guildId: guild.id, channelId: channelNamed("study"), ada: memberNamed("Ada"), grace: memberNamed("Grace") };
}

export function shownMessage(outcome: Outcome) {
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message;
  throw new Error(`Nothing was shown, but: ${JSON.stringify(outcome)}`);
}

/** One request as a bot without a library makes it. */
export function send(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${sandbox.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${TOKEN}`, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function request(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const response = await send(sandbox, method, path, body);
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
