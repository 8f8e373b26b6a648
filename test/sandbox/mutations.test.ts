import { once } from "node:events";
import type { Client, Interaction } from "discord.js";
import { Client as DiscordClient, Events } from "discord.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { INVALID } from "./mutations/invalid.ts";
import type { PayloadKind } from "./mutations/payloads.ts";
import { ABSENT, mutate, PAYLOADS } from "./mutations/payloads.ts";
import { VALID } from "./mutations/valid.ts";
import { problemsIn } from "./rules/refusals.ts";
import { request, study, TOKEN } from "./stage.ts";

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Test Bot", token: TOKEN },
    page: false,
    rateLimits: "off",
    spec: "check",
  });
  // Responses take their time here.
  sandbox.clock.pause();
  client = new DiscordClient({ intents: [], rest: { api: sandbox.apiUrl } });
  const ready = once(client, Events.ClientReady);
  await client.login(TOKEN);
  await ready;
  await request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/guilds/${study(sandbox).guildId}/commands`, [
    { name: "act", description: "Act", options: [{ type: 3, name: "o", description: "O", autocomplete: true }] },
  ]);
});

afterAll(async () => {
  await client.destroy();
  await sandbox.close();
});

/** An interaction that waits for its response. */
async function callbackPath(kind: "modal" | "choices"): Promise<string> {
  const { ada, channelId } = study(sandbox);
  const arrived = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve));
  const input = { userId: ada, channelId, name: "act" };
  void (kind === "modal" ? sandbox.actor.slash(input) : sandbox.actor.complete({ ...input, focused: "o" }));
  const { id, token } = await arrived;
  return `/interactions/${id}/${token}/callback`;
}

async function send(kind: PayloadKind, payload: unknown) {
  switch (kind) {
    case "message":
    case "display":
      return request(sandbox, "POST", `/channels/${study(sandbox).channelId}/messages`, payload);
    case "commands":
      return request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/commands`, payload);
    case "modal":
    case "choices":
      return request(sandbox, "POST", await callbackPath(kind), payload);
  }
}

function name(value: unknown): string {
  if (value === ABSENT) return "nothing";
  const json = JSON.stringify(value);
  return json.length > 40 ? `${json.slice(0, 37)}… (${json.length} characters of JSON)` : json;
}

describe("the payloads themselves are accepted", () => {
  test.each<PayloadKind>(["message", "display", "commands", "modal", "choices"])("%s", async (kind) => {
    expect((await send(kind, PAYLOADS[kind])).status).toBeLessThan(300);
  });
});

describe("a payload is refused if one value is wrong, and nothing else is reported", () => {
  test.each(INVALID.map((row) => [`${row[0]} ${row[1]} = ${name(row[2])}`, ...row] as const))(
    "%s",
    async (_what, kind, path, value, problem) => {
      const refused = await send(kind, mutate(kind, path, value));
      expect([refused.status, refused.body?.code]).toEqual([400, 50035]);
      expect(problemsIn(refused.body)).toEqual([problem]);
    },
  );
});

describe("a payload that is just allowed is accepted, also by Discord's published schema", () => {
  test.each(VALID.map((row) => [`${row[0]} ${row[1]} = ${name(row[2])}`, ...row] as const))(
    "%s",
    async (_what, kind, path, value) => {
      const before = sandbox.spec.violations().length;
      const { status, body } = await send(kind, mutate(kind, path, value));
      expect([status < 300, body?.errors]).toEqual([true, undefined]);
      expect(sandbox.spec.violations().slice(before)).toEqual([]);
    },
  );
});

test("the tables have their full length", () => {
  expect(INVALID.length).toBeGreaterThanOrEqual(80);
  expect(VALID.length).toBeGreaterThanOrEqual(40);
});
