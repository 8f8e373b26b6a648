import { once } from "node:events";
import { Events, GatewayIntentBits } from "discord.js";
import { describe, expect, test } from "vitest";
import type { ActorEvent, Sandbox } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, request, respondWith, study } from "./stage.ts";

const unlimited = () => openSandbox({ rateLimits: "off" });

function remove(sandbox: Sandbox): void {
  sandbox.actor.faults.cause({ kind: "bot-removed", guildId: study(sandbox).guildId });
}

describe("a bot that is removed from a server", () => {
  test("is told, and the server is no outage", async () => {
    const sandbox = await unlimited();
    const client = await logIn(sandbox);
    const raw: unknown[] = [];
    client.ws.on("GUILD_DELETE" as Parameters<typeof client.ws.on>[0], (data: unknown) => raw.push(data));
    const left = once(client, Events.GuildDelete);
    remove(sandbox);
    await left;
    expect(raw).toEqual([{ id: study(sandbox).guildId }]);
    expect(client.guilds.cache.size).toBe(0);
  });

  test("cannot reach the server, its channels or its members any more", async () => {
    const sandbox = await unlimited();
    const { guildId, channelId, ada } = study(sandbox);
    remove(sandbox);
    const codeOf = async (method: string, path: string, body?: object) =>
      (await request(sandbox, method, path, body)).body.code;
    expect(await codeOf("GET", `/guilds/${guildId}`)).toBe(10004);
    expect(await codeOf("POST", `/channels/${channelId}/messages`, { content: "a" })).toBe(50001);
    expect((await request(sandbox, "GET", "/users/@me/guilds")).body).toEqual([]);
    const { body } = await request(sandbox, "POST", "/users/@me/channels", { recipient_id: ada });
    expect(await codeOf("POST", `/channels/${body.id}/messages`, { content: "a" })).toBe(50278);
  });

  test("hears nothing more of it, and has no commands there", async () => {
    const sandbox = await unlimited();
    const client = await logIn(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
    await client.application.commands.set([{ name: "ping", description: "Ping" }]);
    const { guildId, channelId, ada } = study(sandbox);
    expect(sandbox.actor.commands(guildId, ada).map(({ name }) => name)).toEqual(["ping"]);
    const heard: string[] = [];
    const left = once(client, Events.GuildDelete);
    client.ws.on("MESSAGE_CREATE" as Parameters<typeof client.ws.on>[0], () => heard.push("a message"));
    remove(sandbox);
    await left;
    await sandbox.actor.say({ userId: ada, channelId, content: "Hello" });
    expect(sandbox.actor.commands(guildId, ada)).toEqual([]);
    await expect(sandbox.actor.slash({ userId: ada, channelId, name: "ping" })).rejects.toThrow("no command /ping");
    await client.application.fetch();
    expect(heard).toEqual([]);
  });

  test("is in it again when it is added, with a new role and its commands", async () => {
    const sandbox = await unlimited();
    const client = await logIn(sandbox);
    await client.application.commands.set([{ name: "ping", description: "Ping" }]);
    respondWith(client, async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply("pong");
    });
    const { guildId, channelId, ada } = study(sandbox);
    const roleBefore = client.guilds.cache.get(guildId)?.members.me?.roles.botRole?.id;
    const told: string[] = [];
    sandbox.actor.on((event: ActorEvent) => {
      if (event.kind === "bot-left" || event.kind === "bot-joined") told.push(event.kind);
    });
    remove(sandbox);
    const joined = once(client, Events.GuildCreate);
    sandbox.actor.faults.cause({ kind: "bot-added", guildId });
    await joined;
    const role = client.guilds.cache.get(guildId)?.members.me?.roles.botRole;
    expect([role?.permissions.bitfield, role?.id === roleBefore]).toEqual([0n, false]);
    expect((await sandbox.actor.slash({ userId: ada, channelId, name: "ping" })).kind).toBe("message");
    expect(told).toEqual(["bot-left", "bot-joined"]);
  });

  test("does not find the server when it logs in later", async () => {
    const sandbox = await unlimited();
    remove(sandbox);
    const client = await logIn(sandbox);
    expect(client.guilds.cache.size).toBe(0);
  });

  test("cannot be removed twice, or added where it is", async () => {
    const sandbox = await unlimited();
    const { guildId } = study(sandbox);
    const { faults } = sandbox.actor;
    expect(() => faults.cause({ kind: "bot-added", guildId })).toThrow("The bot is already in the server");
    remove(sandbox);
    expect(() => remove(sandbox)).toThrow("The bot is not in the server");
    expect(() => faults.cause({ kind: "bot-added", guildId: "1" })).toThrow("There is no server 1.");
  });
});

describe("a user who deletes their account", () => {
  test("leaves every server; no direct message can be opened (50033), and an open one takes no messages", async () => {
    const sandbox = await unlimited();
    const { guildId, ada } = study(sandbox);
    const { body: open } = await request(sandbox, "POST", "/users/@me/channels", { recipient_id: ada });
    sandbox.actor.faults.cause({ kind: "account-deleted", userId: ada });
    const again = await request(sandbox, "POST", "/users/@me/channels", { recipient_id: ada });
    expect(again).toMatchObject({ status: 400, body: { code: 50033, message: "Invalid Recipient(s)" } });
    const sent = await request(sandbox, "POST", `/channels/${open.id}/messages`, { content: "a" });
    expect(sent).toMatchObject({ status: 403, body: { code: 50278 } });
    expect(sandbox.actor.members(guildId).map(({ user }) => user.id)).not.toContain(ada);
    expect((await request(sandbox, "GET", `/users/${ada}`)).body.username).toBe(`deleted_user_${ada}`);
  });

  test("can do nothing more", async () => {
    const sandbox = await unlimited();
    const { channelId, ada } = study(sandbox);
    sandbox.actor.faults.cause({ kind: "account-deleted", userId: ada });
    await expect(sandbox.actor.say({ userId: ada, channelId, content: "a" })).rejects.toThrow("There is no member");
    expect(() => sandbox.actor.faults.cause({ kind: "account-deleted", userId: ada })).toThrow("There is no member");
  });
});

describe("opening direct messages", () => {
  test("is refused with 40003 when it goes too fast, and those that are open stay open", async () => {
    const rateLimits = { directMessages: { opened: 2, perMilliseconds: 60_000 } };
    const sandbox = await openSandbox({ rateLimits });
    const ids = sandbox.actor.members(study(sandbox).guildId).filter(({ user }) => !user.bot);
    const open = async (index: number) =>
      request(sandbox, "POST", "/users/@me/channels", { recipient_id: ids[index]?.user.id });
    expect([(await open(0)).status, (await open(1)).status]).toEqual([200, 200]);
    expect(await open(2)).toMatchObject({
      status: 403,
      body: { code: 40003, message: "You are opening direct messages too fast" },
    });
    expect((await open(0)).status).toBe(200);
  });

  test("too fast counts as an invalid request, and too many of them shut the bot out", async () => {
    const rateLimits = { directMessages: { opened: 0, perMilliseconds: 60_000 }, invalidPerTenMinutes: 2 };
    const sandbox = await openSandbox({ rateLimits });
    const open = () => request(sandbox, "POST", "/users/@me/channels", { recipient_id: study(sandbox).ada });
    expect([(await open()).status, (await open()).status]).toEqual([403, 403]);
    expect((await open()).status).toBe(429);
  });
});

test("a nonce comes back from sending, and is not in the channel's history", async () => {
  const sandbox = await unlimited();
  const path = `/channels/${study(sandbox).channelId}/messages`;
  const body = { content: "a", nonce: "7", enforce_nonce: true };
  const { body: sent } = await request(sandbox, "POST", path, body);
  expect(sent.nonce).toBe("7");
  const { body: history } = await request(sandbox, "GET", path);
  expect(history).toMatchObject([{ id: sent.id, content: "a" }]);
  expect("nonce" in history[0]).toBe(false);
  expect("nonce" in (await request(sandbox, "GET", `${path}/${sent.id}`)).body).toBe(false);
  // It is still known to the sandbox.
  expect((await request(sandbox, "POST", path, body)).body.id).toBe(sent.id);
});
