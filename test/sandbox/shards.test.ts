import { once } from "node:events";
import { Client, Events, GatewayIntentBits, MessageFlags } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import type { GuildSeed, Sandbox, SandboxOptions } from "../../src/sandbox/contract.ts";
import type { Frame } from "./bare-bot.ts";
import { connect, identify } from "./bare-bot.ts";
import { openSandbox, request, respondWith, shownMessage, study, TOKEN } from "./stage.ts";

const INTENTS =
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.DirectMessages |
  GatewayIntentBits.MessageContent;
const GUILDS: GuildSeed[] = ["Even", "Odd", "Even again"].map((name) => ({
  name,
  channels: ["general"],
  members: [{ name: "Ada" }, { name: `Member of ${name}` }],
}));

const openSharded = (options: Partial<SandboxOptions> = {}) =>
  openSandbox({ guilds: GUILDS, sharding: { shards: 2, maxConcurrency: 2 }, ...options });

async function startShard(sandbox: Sandbox, shard: readonly [number, number]) {
  const bot = await connect(sandbox.url);
  bot.send(identify(TOKEN, INTENTS, shard));
  const ready = await bot.frame(({ t }) => t === "READY");
  return { ...bot, ready };
}

type ShardBot = Awaited<ReturnType<typeof startShard>>;

const startBoth = (sandbox: Sandbox) => Promise.all([startShard(sandbox, [0, 2]), startShard(sandbox, [1, 2])]);

/** The events that a shard got, after everything sent so far has arrived: the acknowledgement comes last. */
async function told({ send, frame, frames }: ShardBot, event: string): Promise<Frame["d"][]> {
  const acknowledged = () => frames.filter(({ op }) => op === 11).length;
  const before = acknowledged();
  send({ op: 1, d: null });
  await frame(() => acknowledged() > before);
  return frames.filter(({ t }) => t === event).map(({ d }) => d);
}

function place(sandbox: Sandbox, guildName: string) {
  const guild = sandbox.actor.guilds().find(({ name }) => name === guildName);
  const [channel] = guild ? sandbox.actor.channels({ guildId: guild.id }) : [];
  const [ada] = guild ? sandbox.actor.members(guild.id) : [];
  if (!guild || !channel || !ada) throw new Error(`There is no server ${guildName}.`);
  return { guildId: guild.id, channelId: channel.id, userId: ada.user.id };
}

const idsOf = (data: unknown) => (Array.isArray(data) ? data.map(({ id }) => id) : []);

async function openDirectMessage(sandbox: Sandbox, userId: string): Promise<string> {
  return (await request(sandbox, "POST", "/users/@me/channels", { recipient_id: userId })).body.id;
}

test("the gateway's address comes with the number of shards, and how many of them may identify at a time", async () => {
  const sharded = await openSharded();
  expect((await request(sharded, "GET", "/gateway/bot")).body).toEqual({
    url: `${sharded.url.replace("http", "ws")}/gateway`,
    shards: 2,
    session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 2 },
  });
  const alone = await openSandbox();
  expect((await request(alone, "GET", "/gateway/bot")).body).toMatchObject({
    shards: 1,
    session_start_limit: { max_concurrency: 1 },
  });
});

test.each([{ shards: 0 }, { shards: 1.5 }, { maxConcurrency: 0 }])("a sandbox of %o is refused", async (sharding) => {
  await expect(openSandbox({ sharding })).rejects.toThrow(RangeError);
});

test("each server belongs to the next shard, as Discord computes it", async () => {
  const sandbox = await openSharded({ sharding: { shards: 3 } });
  expect(sandbox.actor.guilds().map(({ id }) => Number((BigInt(id) >> 22n) % 3n))).toEqual([0, 1, 2]);
});

test("each shard only learns its number and its own servers", async () => {
  const sandbox = await openSharded();
  const [first, second] = await startBoth(sandbox);
  const idOf = (name: string) => place(sandbox, name).guildId;
  expect(first.ready.d.shard).toEqual([0, 2]);
  expect(second.ready.d.shard).toEqual([1, 2]);
  expect(idsOf(first.ready.d.guilds)).toEqual([idOf("Even"), idOf("Even again")]);
  expect(idsOf(second.ready.d.guilds)).toEqual([idOf("Odd")]);
  expect(idsOf(await told(first, "GUILD_CREATE"))).toEqual([idOf("Even"), idOf("Even again")]);
  expect(idsOf(await told(second, "GUILD_CREATE"))).toEqual([idOf("Odd")]);
});

test("each shard only gets the events of its own servers, and only their members on request", async () => {
  const sandbox = await openSharded();
  const shards = await startBoth(sandbox);
  for (const name of ["Even", "Odd", "Even again"]) await sandbox.actor.say({ ...place(sandbox, name), content: name });
  for (const { send } of shards) {
    for (const name of ["Even", "Odd"])
      send({ op: 8, d: { guild_id: place(sandbox, name).guildId, query: "", limit: 0 } });
  }
  const guildsOf = async (shard: ShardBot, event: string) => (await told(shard, event)).map((data) => data.guild_id);
  const idOf = (name: string) => place(sandbox, name).guildId;
  expect(await guildsOf(shards[0], "MESSAGE_CREATE")).toEqual([idOf("Even"), idOf("Even again")]);
  expect(await guildsOf(shards[1], "MESSAGE_CREATE")).toEqual([idOf("Odd")]);
  expect(await guildsOf(shards[0], "GUILD_MEMBERS_CHUNK")).toEqual([idOf("Even")]);
  expect(await guildsOf(shards[1], "GUILD_MEMBERS_CHUNK")).toEqual([idOf("Odd")]);
});

test("each shard gets the interactions of its own servers, and shard 0 those in direct messages", async () => {
  const sandbox = await openSharded();
  const shards = await startBoth(sandbox);
  await request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/commands`, [
    { name: "ping", description: "Ping" },
  ]);
  const { userId } = place(sandbox, "Odd");
  const channels = ["Even", "Odd"].map((name) => place(sandbox, name).channelId);
  channels.push(await openDirectMessage(sandbox, userId));
  const outcomes = channels.map((channelId) => sandbox.actor.slash({ userId, channelId, name: "ping" }));
  const heard = await Promise.all(shards.map((shard) => told(shard, "INTERACTION_CREATE")));
  expect(heard.map((all) => all.map((data) => data.channel_id))).toEqual([[channels[0], channels[2]], [channels[1]]]);
  await sandbox.clock.advance(3000, { waitForOpenInteractions: false });
  for (const outcome of outcomes) expect((await outcome).kind).toBe("failed");
});

test("direct messages only go to shard 0, whichever server the member is in", async () => {
  const sandbox = await openSharded();
  const shards = await startBoth(sandbox);
  const { userId } = place(sandbox, "Odd");
  const channelId = await openDirectMessage(sandbox, userId);
  await sandbox.actor.say({ userId, channelId, content: "Hello" });
  const heard = await Promise.all(shards.map((shard) => told(shard, "MESSAGE_CREATE")));
  expect(heard.map((all) => all.map(({ content }) => content))).toEqual([["Hello"], []]);
});

test.each([
  ["a shard beyond their number", [2, 2]],
  ["a negative shard", [-1, 2]],
  ["no shards at all", [0, 0]],
  ["half a shard", [0.5, 2]],
  ["a shard that is not a pair", [0]],
  ["a shard in words", ["0", "2"]],
])("the connection is closed with 4010 after %s", async (_what, shard) => {
  const bot = await connect((await openSharded()).url);
  bot.send(identify(TOKEN, INTENTS, shard));
  expect(await bot.closed).toBe(4010);
});

test("a bot may use another number of shards than recommended, and two sessions may have the same shard", async () => {
  const sandbox = await openSharded({ rateLimits: { identifiesPerFiveSeconds: 2 } });
  const whole = await startShard(sandbox, [0, 1]);
  const third = await startShard(sandbox, [1, 3]);
  const same = await startShard(sandbox, [1, 3]);
  expect(idsOf(whole.ready.d.guilds)).toHaveLength(3);
  expect(idsOf(third.ready.d.guilds)).toEqual(idsOf(same.ready.d.guilds));
});

test("shards of one rate limit key identify one after the other, those of others at the same time", async () => {
  const sandbox = await openSharded();
  await startBoth(sandbox);
  const third = await connect(sandbox.url);
  third.send(identify(TOKEN, INTENTS, [2, 4]));
  expect((await third.frame(({ op }) => op === 9)).d).toBe(false);
});

test("a shard that resumes is the same shard as before", async () => {
  const sandbox = await openSharded();
  const [, before] = await startBoth(sandbox);
  await told(before, "GUILD_CREATE");
  const seen = before.frames.findLast(({ s }) => s !== null);
  sandbox.gateway.dropConnections();
  await before.closed;
  for (const name of ["Even", "Odd"]) await sandbox.actor.say({ ...place(sandbox, name), content: `${name}, missed` });

  const after = await connect(sandbox.url);
  after.send({ op: 6, d: { token: TOKEN, session_id: before.ready.d.session_id, seq: seen?.s } });
  await after.frame(({ t }) => t === "RESUMED");
  for (const name of ["Even", "Odd"]) await sandbox.actor.say({ ...place(sandbox, name), content: `${name}, live` });
  const heard = await told({ ...after, ready: before.ready }, "MESSAGE_CREATE");
  expect(heard.map(({ content }) => content)).toEqual(["Odd, missed", "Odd, live"]);
});

test("discord.js runs as many shards as it is told, and answers in each server and in direct messages", async () => {
  const sandbox = await openSharded();
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages];
  const client = new Client({ intents, shards: "auto", rest: { api: sandbox.apiUrl, cdn: sandbox.cdnUrl } });
  onTestFinished(() => client.destroy());
  respondWith(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const content = `shard ${interaction.guild?.shardId ?? "of direct messages"}`;
    await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  });
  const ready = once(client, Events.ClientReady);
  await client.login(TOKEN);
  await ready;
  expect([...client.ws.shards.keys()]).toEqual([0, 1]);
  expect(client.guilds.cache.map(({ name, shardId }) => [name, shardId])).toEqual(
    expect.arrayContaining([
      ["Even", 0],
      ["Odd", 1],
      ["Even again", 0],
    ]),
  );
  await client.application?.commands.set([{ name: "where", description: "Where" }]);
  const { userId } = place(sandbox, "Odd");
  const answers = [];
  for (const channelId of [
    place(sandbox, "Even").channelId,
    place(sandbox, "Odd").channelId,
    await openDirectMessage(sandbox, userId),
  ]) {
    answers.push(shownMessage(await sandbox.actor.slash({ userId, channelId, name: "where" })).message.content);
  }
  expect(answers).toEqual(["shard 0", "shard 1", "shard of direct messages"]);
});

test("more than 2,500 servers in one session end it with 4011, two shards take them", async () => {
  const guilds = Array.from({ length: 2501 }, (_, index) => ({ name: `Server ${index}`, channels: [], members: [] }));
  const sandbox = await openSandbox({ guilds, rateLimits: { identifiesPerFiveSeconds: 2 } });
  const alone = await connect(sandbox.url);
  alone.send(identify());
  expect(await alone.closed).toBe(4011);
  const listed = await Promise.all(
    [0, 1].map(async (shard) => {
      const bot = await connect(sandbox.url);
      bot.send(identify(TOKEN, 0, [shard, 2]));
      const ready = await bot.frame(({ t }) => t === "READY");
      expect(ready.d.shard).toEqual([shard, 2]);
      return Array.isArray(ready.d.guilds) ? ready.d.guilds.length : 0;
    }),
  );
  expect(listed.reduce((sum, count) => sum + count, 0)).toBe(2501);
});

test("an interaction only goes to the shard of its server", async () => {
  const sandbox = await openSandbox({ rateLimits: { identifiesPerFiveSeconds: 2 } });
  const { guildId, channelId, ada } = study(sandbox);
  const own = Number((BigInt(guildId) >> 22n) % 2n);
  const shards = await Promise.all(
    [own, 1 - own].map(async (shard) => {
      const bot = await connect(sandbox.url);
      bot.send(identify(TOKEN, 0, [shard, 2]));
      await bot.frame(({ t }) => t === "READY");
      return bot;
    }),
  );
  await request(sandbox, "PUT", `/applications/${sandbox.actor.bot().id}/commands`, [
    { name: "ping", description: "Ping" },
  ]);
  const outcome = sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  await shards[0]?.frame(({ t }) => t === "INTERACTION_CREATE");
  for (const bot of shards) bot.send({ op: 1, d: null });
  for (const bot of shards) await bot.frame(({ op }) => op === 11);
  expect(shards.map(({ frames }) => frames.filter(({ t }) => t === "INTERACTION_CREATE").length)).toEqual([1, 0]);
  await sandbox.clock.advance(3000, { waitForOpenInteractions: false });
  expect((await outcome).kind).toBe("failed");
});
