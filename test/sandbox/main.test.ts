import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { GatewayIntentBits } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";

const MAIN = fileURLToPath(new URL("../../src/sandbox/main.ts", import.meta.url));

function start(flags: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...flags], { env: { ...process.env, ...environment } });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ended = once(child, "close").then(([code]) => Number(code));
  return { child, nextLine: async () => String((await lines.next()).value), errors: text(child.stderr), ended };
}

test("a sandbox alone prints its address and what a bot needs, and Ctrl-C writes its file and stops it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "kept.json");
  const { child, nextLine, ended } = start(["--port", "0", "--no-page"], { SANDBOX_FILE: file, SANDBOX_TOKEN: "t" });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await nextLine())?.[0];
  expect(await nextLine()).toContain(`DISCORD_API=${url}/api DISCORD_TOKEN=t`);
  const response = await fetch(`${url}/api/v10/users/@me`, { headers: { authorization: "Bot t" } });
  const { id } = JSON.parse(await response.text());
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(JSON.parse(await readFile(file, "utf8")).application.id).toBe(id);
});

test("after it is killed right after a response, it finds the message and the clock's move again", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const flags = ["--port", "0", "--no-page", "--token", "t", "--file", path.join(folder, "kept.json")];
  const first = start(flags);
  const addressOf = async (line: Promise<string>) => /http:\/\/127\.0\.0\.1:\d+/.exec(await line)?.[0] ?? "";
  const post = async (url: string, body: unknown) => {
    const headers = { authorization: "Bot t", "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    return JSON.parse(await response.text());
  };
  const url = await addressOf(first.nextLine());
  const [guild] = await post(`${url}/control/act`, { verb: "guilds" });
  const members = await post(`${url}/control/act`, { verb: "members", input: { guildId: guild.id } });
  const userId = members.find(({ user }: { user: { bot?: boolean } }) => !user.bot).user.id;
  const moved = await post(`${url}/control/clock/advance`, { milliseconds: 86_400_000 });
  const { id: channelId } = await post(`${url}/api/v10/users/@me/channels`, { recipient_id: userId });
  const say = (address: string, content: string) =>
    post(`${address}/api/v10/channels/${channelId}/messages`, { content });
  const gone = await say(url, "Gone");
  const headers = { authorization: "Bot t" };
  await fetch(`${url}/api/v10/channels/${channelId}/messages/${gone.id}`, { method: "DELETE", headers });
  const sent = await say(url, "Sent");
  first.child.kill("SIGKILL");
  await first.ended;

  const again = await addressOf(start(flags).nextLine());
  const clock = JSON.parse(await (await fetch(`${again}/control/clock`)).text());
  expect(clock.offset).toBe(moved.offset);
  const seen = await post(`${again}/control/act`, { verb: "messages", input: { channelId, userId } });
  const contents = seen.map(({ message }: { message: { content: string } }) => message.content);
  expect(contents).toEqual(["Sent"]);
  const next = await say(again, "Next");
  expect(BigInt(next.id)).toBeGreaterThan(BigInt(sent.id));
});

test.each([
  [["--privileged-intents"], "READY"],
  [[], "closed with 4014"],
])("started with %j, a bot that asks for privileged intents gets: %s", async (flags, met) => {
  const { nextLine } = start(["--port", "0", "--no-page", "--token", "t", ...flags]);
  const url = /http:(\/\/127\.0\.0\.1:\d+)/.exec(await nextLine())?.[1];
  const socket = new WebSocket(`ws:${url}/gateway?v=10&encoding=json`);
  onTestFinished(() => socket.terminate());
  const outcome = new Promise<string>((resolve) => {
    socket.on("close", (code) => resolve(`closed with ${code}`));
    socket.on("message", (raw) => {
      const { t } = JSON.parse(String(raw));
      if (t !== null) resolve(String(t));
    });
  });
  await once(socket, "open");
  socket.send(JSON.stringify({ op: 2, d: { token: "t", intents: GatewayIntentBits.MessageContent, properties: {} } }));
  expect(await outcome).toBe(met);
});

test.each([
  ["a port that is not a number", ["--port", "many"], "--port must be a number"],
  ["a number of shards below 1", ["--shards", "0"], "--shards must be 1 or more"],
  ["a flag that does not exist", ["--colour"], "--colour"],
])("%s is named, with the list of flags", async (_what, flags, named) => {
  const { ended, errors } = start(flags);
  expect(await ended).toBe(1);
  expect(await errors).toContain(named);
  expect(await errors).toContain("--file <path>");
});

test("a bot is told to run as many shards as the sandbox was started for", async () => {
  const { nextLine } = start(["--port", "0", "--no-page", "--token", "t", "--shards", "3"]);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(await nextLine())?.[0];
  const response = await fetch(`${url}/api/v10/gateway/bot`, { headers: { authorization: "Bot t" } });
  const { shards, session_start_limit } = JSON.parse(await response.text());
  expect([shards, session_start_limit.max_concurrency]).toEqual([3, 3]);
});

test("a taken port is reported in a sentence", async () => {
  const { nextLine } = start(["--port", "0", "--no-page"]);
  const port = /127\.0\.0\.1:(\d+)/.exec(await nextLine())?.[1] ?? "";
  const second = start(["--port", port, "--no-page"]);
  expect(await second.ended).toBe(1);
  expect(await second.errors).toContain(`port ${port} of 127.0.0.1: another program is listening there`);
});
