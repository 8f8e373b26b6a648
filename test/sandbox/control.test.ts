import { request as httpRequest } from "node:http";
import { MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { logIn, openSandbox, respondWith, study } from "./stage.ts";

const HOUR = 3_600_000;

async function control(sandbox: Sandbox, method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/control${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const read: { now: number; message: string } = JSON.parse(await response.text());
  return { status: response.status, body: read };
}

const act = (sandbox: Sandbox, verb: string, input?: unknown) => control(sandbox, "POST", "/act", { verb, input });

/** With headers that `fetch` does not let a test set. */
function statusOf(sandbox: Sandbox, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${sandbox.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("another process reads and moves the clock", async () => {
  const sandbox = await openSandbox();
  sandbox.clock.pause();
  const before = sandbox.clock.now();
  expect((await control(sandbox, "GET", "/clock")).body).toMatchObject({ now: before, paused: true });
  const moved = await control(sandbox, "POST", "/clock/advance", { milliseconds: HOUR });
  expect(moved.body.now).toBe(before + HOUR);
  expect(sandbox.clock.now()).toBe(before + HOUR);
});

test("another process is told about each move", async () => {
  const sandbox = await openSandbox();
  const response = await fetch(`${sandbox.url}/control/clock/stream`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => JSON.parse(((await reader?.read())?.value ?? "").replace("data: ", ""));
  expect((await next()).offset).toBe(0);
  await sandbox.clock.advance(HOUR);
  expect((await next()).offset).toBe(HOUR);
  sandbox.clock.pause();
  expect((await next()).paused).toBe(true);
});

test("another process acts as a member and gets the outcome", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "pong", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const { ada, channelId } = study(sandbox);
  const outcome = await act(sandbox, "slash", { userId: ada, channelId, name: "ping" });
  expect(outcome).toMatchObject({ status: 200, body: { kind: "message", message: { message: { content: "pong" } } } });
  expect((await act(sandbox, "messages", { channelId, userId: ada })).body).toHaveLength(1);
  expect((await act(sandbox, "setDirectMessagesOpen", { userId: ada, open: false })).body).toBeNull();
  expect((await act(sandbox, "directMessagesOpen", { userId: ada })).body).toBe(false);
});

test.each([
  ["an unknown verb", "dance", {}, "dance"],
  ["an input of the wrong shape", "slash", { userId: 1 }, "userId"],
  ["an act that the member cannot do", "slash", { userId: "1", channelId: "2", name: "x" }, "member 1"],
])("%s is refused with a sentence", async (_what, verb, input, named) => {
  const refused = await act(await openSandbox(), verb, input);
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain(named);
});

test("another process says something with a file, and what Discord would refuse comes back as a sentence", async () => {
  const sandbox = await openSandbox();
  const { ada, channelId } = study(sandbox);
  const empty = await act(sandbox, "say", { userId: ada, channelId, content: "" });
  expect(empty).toMatchObject({ status: 400, body: { message: "Cannot send an empty message" } });
  const file = { name: "notes.txt", contentType: "text/plain", bytes: Buffer.from("My notes").toString("base64") };
  await act(sandbox, "say", { userId: ada, channelId, content: "", files: [file] });
  const url = sandbox.actor.messages(channelId, ada)[0]?.message.attachments[0]?.url ?? "";
  expect(await (await fetch(url)).text()).toBe("My notes");
});

test("a step back in time is refused", async () => {
  const refused = await control(await openSandbox(), "POST", "/clock/advance", { milliseconds: -1 });
  expect(refused.status).toBe(400);
});

test("a web site that a person visits can reach neither the controls nor the page", async () => {
  const sandbox = await openSandbox();
  const port = new URL(sandbox.url).port;
  expect(await statusOf(sandbox, "/control/clock", { host: `localhost:${port}` })).toBe(200);
  expect(await statusOf(sandbox, "/control/clock", { origin: sandbox.url })).toBe(200);
  expect(await statusOf(sandbox, "/control/clock", { host: `evil.example:${port}` })).toBe(403);
  expect(await statusOf(sandbox, "/control/clock", { host: `127.0.0.1:1` })).toBe(403);
  expect(await statusOf(sandbox, "/control/clock", { origin: "https://evil.example" })).toBe(403);
  expect(await statusOf(sandbox, "/", { host: "evil.example" })).toBe(403);
});

test("a body that a web form could send is refused", async () => {
  const sandbox = await openSandbox();
  const response = await fetch(`${sandbox.url}/control/clock/advance`, { method: "POST", body: '{"milliseconds":1}' });
  expect(response.status).toBe(400);
});

test("a taken port is reported clearly, with the system's own error as the cause", async () => {
  const first = await openSandbox();
  const port = Number(new URL(first.url).port);
  await expect(openSandbox({ port })).rejects.toMatchObject({
    message: expect.stringContaining(`port ${port}`),
    cause: { code: "EADDRINUSE" },
  });
});

test("after closing, the port is free again", async () => {
  const first = await openSandbox();
  const port = Number(new URL(first.url).port);
  await fetch(`${first.url}/control/clock`);
  await first.close();
  expect((await openSandbox({ port })).url).toBe(first.url);
});

test("the page is served at the sandbox's address, unless it is turned off", async () => {
  const withPage = await openSandbox({ page: true });
  expect((await fetch(withPage.url)).headers.get("content-type")).toContain("text/html");
  expect((await fetch((await openSandbox()).url)).status).toBe(404);
});

test("another process adds, lists and clears faults, and causes mishaps", async () => {
  const sandbox = await openSandbox();
  const { body } = await act(sandbox, "addFault", { kind: "latency", milliseconds: 5 });
  expect(body).toMatchObject({ spec: { kind: "latency", milliseconds: 5, jitterMs: 0, seed: 0 } });
  expect((await act(sandbox, "activeFaults")).body).toEqual([body]);
  expect((await act(sandbox, "clearFault", { id: "request:9" })).status).toBe(400);
  expect((await act(sandbox, "clearFaults")).body).toBeNull();
  expect(sandbox.actor.faults.active()).toEqual([]);
  const { channelId, guildId } = study(sandbox);
  await act(sandbox, "causeMishap", { kind: "delete-channel", channelId });
  expect(sandbox.actor.channels({ guildId }).map(({ id }) => id)).not.toContain(channelId);
  expect((await act(sandbox, "causeMishap", { kind: "close", code: 1006 })).status).toBe(400);
});
