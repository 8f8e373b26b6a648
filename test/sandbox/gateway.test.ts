import { once } from "node:events";
import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Frame } from "./bare-bot.ts";
import { connect, identify } from "./bare-bot.ts";
import { logIn, openSandbox, request, respondWith, shownMessage, study, TOKEN } from "./stage.ts";

test("discord.js logs in and knows its server, its channels and itself", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  expect(client.user.username).toBe("Test Bot");
  expect(client.application.id).toBe(client.user.id);
  const [guild] = client.guilds.cache.values();
  expect(guild?.name).toBe("Distributed Systems Study Group");
  expect(guild?.memberCount).toBe(6);
  expect(guild?.channels.cache.map((channel) => channel.name)).toEqual(["study", "general"]);
  expect((await guild?.members.fetchMe())?.permissions.has("SendMessages")).toBe(true);
});

test("members can be fetched over the gateway and over REST", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  const { guildId, ada, grace } = study(sandbox);
  const guild = await client.guilds.fetch(guildId);
  const found = await guild.members.fetch({ user: [ada, grace] });
  expect(found.map((member) => member.displayName)).toEqual(["Ada", "Grace"]);
  expect((await guild.members.fetch({ user: ada, force: true })).user.globalName).toBe("Ada");
  expect((await client.users.fetch(grace, { force: true })).displayName).toBe("Grace");
  expect((await guild.roles.fetch()).map((role) => role.name)).toContain("@everyone");
});

test("a wrong token is refused over REST with 401, and discord.js says that the token is invalid", async () => {
  const sandbox = await openSandbox();
  const client = new Client({ intents: [], rest: { api: sandbox.apiUrl } });
  onTestFinished(() => client.destroy());
  await expect(client.login("wrong")).rejects.toMatchObject({ code: "TokenInvalid" });
});

test("a wrong token is refused by the gateway with 4004", async () => {
  const bot = await connect((await openSandbox()).url);
  bot.send(identify("wrong"));
  expect(await bot.closed).toBe(4004);
});

test("a page of another site cannot reach the gateway, whatever token it guesses", async () => {
  const { url } = await openSandbox();
  const socket = new WebSocket(`${url.replace("http", "ws")}/gateway`, { origin: "https://evil.example" });
  const [error] = await once(socket, "error");
  expect(String(error)).toContain("403");
});

test.each([
  ["intents that are not a number", identify(TOKEN, "all"), 4013],
  ["intents that do not exist", identify(TOKEN, 1 << 30), 4013],
  ["a shard beyond their number", identify(TOKEN, 1, [2, 2]), 4010],
  ["a shard that is not a pair", identify(TOKEN, 1, [0]), 4010],
  ["a payload over 4,096 bytes", { op: 1, d: "a".repeat(4096) }, 4002],
  ["an unknown opcode", { op: 99, d: null }, 4001],
  ["a request before identifying", { op: 8, d: {} }, 4003],
])("the connection ends after %s", async (_what, payload, code) => {
  const bot = await connect((await openSandbox()).url);
  bot.send(payload);
  expect(await bot.closed).toBe(code);
});

test("a second identify ends the connection with 4005", async () => {
  const bot = await connect((await openSandbox()).url);
  bot.send(identify());
  bot.send(identify());
  expect(await bot.closed).toBe(4005);
});

test("a payload of 4,096 bytes is accepted", async () => {
  const bot = await connect((await openSandbox()).url);
  const empty = JSON.stringify({ op: 1, d: "" }).length;
  bot.send({ op: 1, d: "a".repeat(4096 - empty) });
  await bot.frame(({ op }) => op === 11);
});

test("the 121st event within a minute ends the connection with 4008", async () => {
  const bot = await connect((await openSandbox()).url);
  for (let event = 0; event < 120; event++) bot.send({ op: 1, d: null });
  await bot.frame(({ op }) => op === 11 && bot.frames.filter((frame) => frame.op === 11).length === 120);
  bot.send({ op: 1, d: null });
  expect(await bot.closed).toBe(4008);
});

test.each([GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildPresences, GatewayIntentBits.MessageContent])(
  "privileged intent %i ends the connection with 4014 if it is not turned on",
  async (intent) => {
    const bot = await connect((await openSandbox({ application: { name: "Test Bot", token: TOKEN } })).url);
    bot.send(identify(TOKEN, GatewayIntentBits.Guilds | intent));
    expect(await bot.closed).toBe(4014);
  },
);

test("a second session within five seconds is refused with op 9, and the connection may try again", async () => {
  const sandbox = await openSandbox();
  const first = await connect(sandbox.url);
  first.send(identify());
  await first.frame(({ t }) => t === "READY");
  const second = await connect(sandbox.url);
  second.send(identify());
  expect((await second.frame(({ op }) => op === 9)).d).toBe(false);
  second.send({ op: 1, d: null });
  await second.frame(({ op }) => op === 11);
});

test("each heartbeat is acknowledged", async () => {
  const bot = await connect((await openSandbox()).url);
  bot.send({ op: 1, d: null });
  await bot.frame(({ op }) => op === 11);
});

test("a bot that lost its connection resumes and gets the events it missed", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "Back", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const resumed = once(client, Events.ShardResume);
  sandbox.gateway.dropConnections();
  const { ada, channelId } = study(sandbox);
  const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(shownMessage(outcome).message.content).toBe("Back");
  await resumed;
});

test("a bot that is asked to reconnect resumes", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  const resumed = once(client, Events.ShardResume);
  sandbox.gateway.askToReconnect();
  await resumed;
});

test("resuming sends exactly the events after the last one that was seen", async () => {
  const sandbox = await openSandbox();
  const { ada, channelId } = study(sandbox);
  const first = await connect(sandbox.url);
  first.send(identify(TOKEN, GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages));
  const ready = await first.frame(({ t }) => t === "READY");
  await first.frame(({ t }) => t === "GUILD_CREATE");
  await sandbox.actor.say({ userId: ada, channelId, content: "seen" });
  const seen = await first.frame(({ t }) => t === "MESSAGE_CREATE");
  sandbox.gateway.dropConnections();
  await first.closed;
  const missed = await sandbox.actor.say({ userId: ada, channelId, content: "missed" });

  const second = await connect(sandbox.url);
  second.send({ op: 6, d: { token: TOKEN, session_id: ready.d.session_id, seq: seen.s } });
  await second.frame(({ t }) => t === "RESUMED");
  const replayed = second.frames.filter(({ op }) => op === 0).map(({ t, d }) => [t, d.id]);
  expect(replayed).toEqual([
    ["MESSAGE_CREATE", missed.message.id],
    ["RESUMED", undefined],
  ]);
});

test("a session that is gone cannot be resumed: op 9", async () => {
  const sandbox = await openSandbox();
  const bot = await connect(sandbox.url);
  bot.send(identify());
  const ready = await bot.frame(({ t }) => t === "READY");
  sandbox.gateway.invalidateSessions();
  expect((await bot.frame(({ op }) => op === 9)).d).toBe(false);
  const again = await connect(sandbox.url);
  again.send({ op: 6, d: { token: TOKEN, session_id: ready.d.session_id, seq: 1 } });
  expect((await again.frame(({ op }) => op === 9)).d).toBe(false);
});

test("without the message content intent a bot only reads its own messages and those that mention it", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]);
  const { ada, channelId } = study(sandbox);
  const contents: string[] = [];
  const third = new Promise<void>((resolve) => {
    client.on(Events.MessageCreate, ({ content }) => {
      contents.push(content);
      if (contents.length === 3) resolve();
    });
  });
  await sandbox.actor.say({ userId: ada, channelId, content: "a secret" });
  await sandbox.actor.say({ userId: ada, channelId, content: `<@${client.user.id}> hello` });
  await request(sandbox, "POST", `/channels/${channelId}/messages`, { content: "from me" });
  await third;
  expect(contents).toEqual(["", `<@${client.user.id}> hello`, "from me"]);
});

test("an ephemeral message is sent like a direct one: without its server", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox, [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages]);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "Psst", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const told = new Promise((resolve) => {
    client.on(Events.Raw, (event: Frame) => {
      if (event.t === "MESSAGE_CREATE") resolve([event.d.content, event.d.flags, event.d.guild_id]);
    });
  });
  const { ada, channelId } = study(sandbox);
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(await told).toEqual(["Psst", MessageFlags.Ephemeral, undefined]);
});
