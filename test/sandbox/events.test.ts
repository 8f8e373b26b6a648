import { once } from "node:events";
import { ApplicationCommandOptionType, Events, MessageFlags } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { ActorEvent } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, request, respondWith, shownMessage, study } from "./stage.ts";

const HOUR = 3_600_000;

async function stage() {
  const sandbox = await openSandbox();
  const events: ActorEvent[] = [];
  const stop = sandbox.actor.on((event) => events.push(event));
  const told = (kind: ActorEvent["kind"]) => events.filter((event) => event.kind === kind);
  return { sandbox, events, stop, told, ...study(sandbox) };
}

test("listeners are told about messages that are sent, edited and deleted", async () => {
  const { sandbox, events, channelId } = await stage();
  const messages = `/channels/${channelId}/messages`;
  const { id } = (await request(sandbox, "POST", messages, { content: "First" })).body;
  await request(sandbox, "PATCH", `${messages}/${id}`, { content: "Second" });
  await request(sandbox, "DELETE", `${messages}/${id}`);
  const seen = events.flatMap((event) => {
    if ("seen" in event) return [[event.kind, event.seen.message.content, event.onlyFor]];
    return event.kind === "message-deleted" ? [[event.kind, event.messageId, event.channelId]] : [];
  });
  expect(seen).toEqual([
    ["message-created", "First", null],
    ["message-updated", "Second", null],
    ["message-deleted", id, channelId],
  ]);
});

test("a message that only one member sees is marked as such", async () => {
  const { sandbox, told, ada, channelId } = await stage();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "Psst", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  expect(told("commands-changed")).toHaveLength(1);
  await sandbox.actor.slash({ userId: ada, channelId, name: "ping" });
  expect(told("message-created")).toMatchObject([{ onlyFor: ada, seen: { ephemeral: true } }]);
  await (await client.users.fetch(ada)).createDM();
  expect(told("channel-created")).toMatchObject([{ onlyFor: ada, channel: { type: 1 } }]);
});

test("requests and events are reported with their status, and with the reason if they were refused", async () => {
  const { sandbox, told, stop, channelId } = await stage();
  await request(sandbox, "POST", `/channels/${channelId}/messages`, { content: "a".repeat(2001) });
  await request(sandbox, "GET", `/channels/${channelId}`);
  expect(told("wire")).toMatchObject([
    {
      entry: {
        direction: "bot-to-discord",
        what: "POST /channels/{channel}/messages",
        status: 400,
        refusal: "50035 Invalid Form Body; content BASE_TYPE_MAX_LENGTH: Must be 2000 or fewer in length.",
      },
    },
    { entry: { what: "GET /channels/{channel}", status: 200, refusal: null } },
  ]);
  stop();
  await request(sandbox, "GET", `/channels/${channelId}`);
  expect(told("wire")).toHaveLength(2);
});

test("a move of the clock is reported, and later messages have the new time", async () => {
  const { sandbox, told, ada, channelId } = await stage();
  sandbox.clock.pause();
  const before = sandbox.clock.now();
  await sandbox.clock.advance(HOUR);
  expect(told("clock-moved").at(-1)).toEqual({ kind: "clock-moved", now: before + HOUR });
  const { message } = await sandbox.actor.say({ userId: ada, channelId, content: "Later" });
  expect(Date.parse(message.timestamp)).toBe(before + HOUR);
});

test("a reply shows which command it responds to, and whose", async () => {
  const { sandbox, ada, channelId } = await stage();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply("pong");
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const { message } = shownMessage(await sandbox.actor.slash({ userId: ada, channelId, name: "ping" }));
  expect(message.interaction).toMatchObject({ name: "ping", user: { id: ada } });
  expect(message.interaction_metadata).toMatchObject({ user: { id: ada }, type: 2 });
});

test("the gateway's greetings, resumptions and closes are reported, and why it closed", async () => {
  const { sandbox, told } = await stage();
  const wire = () => told("wire").flatMap((event) => (event.kind === "wire" ? [event.entry] : []));
  const gateway = () => wire().filter(({ what }) => !/^[A-Z]+ \//.test(what));
  const client = await logIn(sandbox);
  expect(gateway().map(({ what }) => what)).toEqual(["READY", "GUILD_CREATE"]);
  const resumed = once(client, Events.ShardResume);
  sandbox.actor.faults.cause({ kind: "close", code: 4000 });
  await resumed;
  sandbox.actor.faults.cause({ kind: "drop-connections" });
  await once(client, Events.ShardResume);
  expect(gateway().slice(2)).toMatchObject([
    { direction: "discord-to-bot", what: "gateway closed", status: 4000, refusal: null },
    { direction: "discord-to-bot", what: "RESUMED", status: null },
    { direction: "discord-to-bot", what: "gateway broke off", status: null, refusal: null },
    { direction: "discord-to-bot", what: "RESUMED" },
  ]);
  await client.destroy();
  await expect
    .poll(() => gateway().at(-1))
    .toMatchObject({ direction: "bot-to-discord", what: "gateway closed", status: 1000 });
  const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/gateway?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
  socket.send(JSON.stringify({ op: 2, d: { token: "another", intents: 0, properties: {} } }));
  await once(socket, "close");
  expect(gateway().at(-1)).toMatchObject({
    direction: "discord-to-bot",
    what: "gateway closed",
    status: 4004,
    refusal: "Authentication failed.",
  });
});

test("a response names the subcommand that it is for", async () => {
  const { sandbox, ada, channelId } = await stage();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply("Noted");
  });
  const weekly = { type: ApplicationCommandOptionType.Subcommand, name: "weekly", description: "Each week" } as const;
  await client.application.commands.set([{ name: "remind", description: "Remind", options: [weekly] }]);
  const outcome = await sandbox.actor.slash({ userId: ada, channelId, name: "remind", subcommand: "weekly" });
  expect(shownMessage(outcome).message.interaction).toMatchObject({ name: "remind weekly" });
});

test("listeners are told about a member who left", async () => {
  const { sandbox, told, grace, guildId } = await stage();
  sandbox.actor.faults.cause({ kind: "member-leaves", guildId, userId: grace });
  expect(told("member-left")).toEqual([{ kind: "member-left", guildId, userId: grace }]);
});
