import { once } from "node:events";
import { Events, GatewayIntentBits, MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import type { ActorEvent, FaultSpec, Sandbox } from "../../src/sandbox/contract.ts";
import { createSeededRandom } from "../../src/sandbox/seeded-random.ts";
import { logIn, openSandbox, request, send, shownMessage, study } from "./stage.ts";

const POST = "POST /channels/{channel}/messages";
const unlimited = () => openSandbox({ rateLimits: "off" });

function post(sandbox: Sandbox) {
  return send(sandbox, "POST", `/channels/${study(sandbox).channelId}/messages`, { content: "a" });
}

function contents(sandbox: Sandbox): string[] {
  const { channelId, ada } = study(sandbox);
  return sandbox.actor.messages(channelId, ada).map(({ message }) => message.content);
}

async function channelOf(sandbox: Sandbox) {
  const client = await logIn(sandbox);
  const channel = await client.channels.fetch(study(sandbox).channelId);
  if (!channel?.isSendable()) throw new Error("#study takes no messages.");
  return { client, channel };
}

test("a 502 before the request took effect: discord.js tries again, and the message is there once", async () => {
  const sandbox = await unlimited();
  const { channel } = await channelOf(sandbox);
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before", route: POST, times: 1 });
  await channel.send("a");
  expect(contents(sandbox)).toEqual(["a"]);
});

test("a 502 after the request took effect: discord.js sends the message twice, unless its nonce is enforced", async () => {
  const sandbox = await unlimited();
  const { channel } = await channelOf(sandbox);
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "after", route: POST, times: 1 });
  await channel.send("twice");
  expect(contents(sandbox)).toEqual(["twice", "twice"]);
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "after", route: POST, times: 1 });
  await channel.send({ content: "once", nonce: "7", enforceNonce: true });
  expect(contents(sandbox)).toEqual(["twice", "twice", "once"]);
});

test("a callback that took effect before its 502 fails with 40060 when sent again, and the member has the response", async () => {
  const sandbox = await unlimited();
  const client = await logIn(sandbox);
  const refused = new Promise<unknown>((resolve) => {
    client.on(Events.InteractionCreate, (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      interaction.reply({ content: "pong", flags: MessageFlags.Ephemeral }).catch(resolve);
    });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const route = "POST /interactions/{interaction}/{token}/callback";
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "after", route, times: 1 });
  const { ada, channelId } = study(sandbox);
  const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(shownMessage(outcome).message.content).toBe("pong");
  expect(await refused).toMatchObject({ code: 40060 });
});

test.each([
  ["before", []],
  ["after", ["a"]],
] as const)("a connection that breaks off %s the request took effect", async (effect, left) => {
  const sandbox = await unlimited();
  sandbox.actor.faults.add({ kind: "reset", effect, route: POST, times: 1 });
  await expect(post(sandbox)).rejects.toThrow("fetch failed");
  expect(contents(sandbox)).toEqual(left);
});

test("a refused request has no effect, and says that its body is wrong", async () => {
  const sandbox = await unlimited();
  sandbox.actor.faults.add({ kind: "refuse", route: POST, times: 1 });
  const response = await post(sandbox);
  expect([response.status, await response.json()]).toEqual([400, { code: 50035, message: "Invalid Form Body" }]);
  expect(contents(sandbox)).toEqual([]);
  expect((await post(sandbox)).status).toBe(200);
});

test.each(["user", "shared", "global"] as const)("a 429 of scope %s, for as long as it stands", async (scope) => {
  const sandbox = await unlimited();
  const fault: FaultSpec = { kind: "rate-limit", scope, retryAfterMs: 20, route: POST };
  const { id } = sandbox.actor.faults.add(fault);
  const response = await post(sandbox);
  expect([response.status, response.headers.get("x-ratelimit-scope")]).toEqual([429, scope]);
  expect(JSON.parse(await response.text())).toMatchObject({ retry_after: 0.02, global: scope === "global" });
  sandbox.actor.faults.clear(id);
  expect((await post(sandbox)).status).toBe(200);
});

test("discord.js waits for a 429 to end, and its message arrives", async () => {
  const sandbox = await unlimited();
  const { channel } = await channelOf(sandbox);
  sandbox.actor.faults.add({ kind: "rate-limit", scope: "shared", retryAfterMs: 20, route: POST, times: 1 });
  await channel.send("a");
  expect(contents(sandbox)).toEqual(["a"]);
});

test("a fault only hits its own route", async () => {
  const sandbox = await unlimited();
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before", route: POST });
  expect((await request(sandbox, "GET", "/users/@me")).status).toBe(200);
  expect((await post(sandbox)).status).toBe(502);
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before" });
  expect((await request(sandbox, "GET", "/users/@me")).status).toBe(502);
});

test("late responses still arrive", async () => {
  const sandbox = await unlimited();
  sandbox.actor.faults.add({ kind: "latency", milliseconds: 1, jitterMs: 20, seed: 1, route: POST });
  expect((await Promise.all([post(sandbox), post(sandbox)])).map(({ status }) => status)).toEqual([200, 200]);
});

test("the same seed gives the same jitter, and another seed gives another one", () => {
  const draw = (seed: number) => Array.from({ length: 20 }, createSeededRandom(seed));
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
  for (const number of draw(3)) expect(number >= 0 && number < 1).toBe(true);
});

test("closed direct messages are listed as a fault, whatever closed them", async () => {
  const sandbox = await unlimited();
  const { ada } = study(sandbox);
  sandbox.actor.setDirectMessagesOpen(ada, false);
  const [fault] = sandbox.actor.faults.active();
  expect(fault?.spec).toEqual({ kind: "closed-direct-messages", userId: ada });
  sandbox.actor.faults.clear(fault?.id ?? "");
  expect(sandbox.actor.directMessagesOpen(ada)).toBe(true);
  sandbox.actor.faults.add({ kind: "closed-direct-messages", userId: ada });
  expect(sandbox.actor.directMessagesOpen(ada)).toBe(false);
});

test.each([
  [["ViewChannel"], 50001],
  [["SendMessages"], 50013],
] as const)(
  "without %s the bot gets %i and is told about it, and everything works again when the fault is cleared",
  async (lacks, code) => {
    const sandbox = await unlimited();
    const { client, channel } = await channelOf(sandbox);
    const updated = once(client, Events.ChannelUpdate);
    const { id } = sandbox.actor.faults.add({ kind: "missing-permissions", channelId: channel.id, lacks });
    await updated;
    expect(channel.isDMBased() ? null : channel.permissionsFor(client.user)?.has(lacks[0])).toBe(false);
    await expect(channel.send("a")).rejects.toMatchObject({ code, status: 403 });
    expect(sandbox.actor.faults.active().map(({ spec }) => spec)).toEqual([
      { kind: "missing-permissions", channelId: channel.id, lacks },
    ]);
    sandbox.actor.faults.clear(id);
    await channel.send("a");
  },
);

test("without AttachFiles the bot can write, but cannot upload", async () => {
  const sandbox = await unlimited();
  const { channel } = await channelOf(sandbox);
  sandbox.actor.faults.add({ kind: "missing-permissions", channelId: channel.id, lacks: ["AttachFiles"] });
  await channel.send("a");
  await expect(channel.send({ files: [{ attachment: Buffer.from("a"), name: "a.txt" }] })).rejects.toMatchObject({
    code: 50013,
  });
});

test("a deleted channel is gone for the bot, its members and a response in progress: 10003", async () => {
  const sandbox = await unlimited();
  const { client, channel } = await channelOf(sandbox);
  await channel.send("a");
  const { guildId, channelId, ada } = study(sandbox);
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const answered = new Promise<unknown>((resolve) => {
    client.on(Events.InteractionCreate, (interaction) => {
      sandbox.actor.faults.cause({ kind: "delete-channel", channelId });
      if (interaction.isChatInputCommand()) interaction.reply("late").catch(resolve);
    });
  });
  const deleted = once(client, Events.ChannelDelete);
  const outcome = sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  await deleted;
  expect(await answered).toMatchObject({ code: 10003 });
  await sandbox.clock.advance(3000, { waitForOpenInteractions: false });
  expect((await outcome).kind).toBe("failed");
  await expect(channel.send("b")).rejects.toMatchObject({ code: 10003 });
  expect(sandbox.actor.channels({ guildId }).map(({ name }) => name)).toEqual(["general"]);
  expect(sandbox.actor.messages(channelId, ada)).toEqual([]);
});

test("a member who leaves every server of the bot cannot be written to: 50278", async () => {
  const sandbox = await unlimited();
  const client = await logIn(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers]);
  const { guildId, ada } = study(sandbox);
  const user = await client.users.fetch(ada);
  await user.send("still here");
  await client.guilds.cache.get(guildId)?.members.fetch(ada);
  const left = once(client, Events.GuildMemberRemove);
  sandbox.actor.faults.cause({ kind: "member-leaves", guildId, userId: ada });
  await left;
  await expect(user.send("gone")).rejects.toMatchObject({ code: 50278, status: 403 });
  await expect(client.guilds.cache.get(guildId)?.members.fetch({ user: ada, force: true })).rejects.toMatchObject({
    code: 10007,
  });
  expect(() => sandbox.actor.faults.cause({ kind: "member-leaves", guildId, userId: ada })).toThrow("no member");
});

test.each([
  ["op 7", { kind: "reconnect" }, Events.ShardResume],
  ["op 9 for a session that can be resumed", { kind: "invalid-session", resumable: true }, Events.ShardResume],
  ["a close with 4000", { kind: "close", code: 4000 }, Events.ShardResume],
  ["a lost connection", { kind: "drop-connections" }, Events.ShardResume],
  ["a lost session", { kind: "drop-sessions" }, Events.ShardReady],
] as const)("discord.js comes back by itself after %s", async (_what, mishap, event) => {
  const sandbox = await unlimited();
  const client = await logIn(sandbox, [GatewayIntentBits.Guilds]);
  const back = once(client, event);
  sandbox.actor.faults.cause(mishap);
  await back;
});

test("who watches is told when faults come and end, by hand or by themselves", async () => {
  const sandbox = await unlimited();
  const told: number[] = [];
  sandbox.actor.on((event: ActorEvent) => {
    if (event.kind === "faults-changed") told.push(event.active.length);
  });
  sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before", times: 1 });
  sandbox.actor.faults.add({ kind: "closed-direct-messages", userId: study(sandbox).ada });
  await post(sandbox);
  sandbox.actor.faults.clearAll();
  expect(told).toEqual([1, 2, 1, 0]);
});

test("a fault of someone or something that is not there is refused", async () => {
  const { faults } = (await unlimited()).actor;
  expect(() => faults.add({ kind: "closed-direct-messages", userId: "1" })).toThrow("There is no member 1.");
  expect(() => faults.cause({ kind: "delete-channel", channelId: "1" })).toThrow("There is no channel 1");
  expect(() => faults.clear("request:1")).toThrow("There is no fault request:1.");
});
