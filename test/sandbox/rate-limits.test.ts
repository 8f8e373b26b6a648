import { MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import type { RateLimitOptions } from "../../src/sandbox/contract.ts";
import { RateLimited, RateLimits } from "../../src/sandbox/rest/rate-limits.ts";
import type { Route } from "../../src/sandbox/rest/router.ts";
import { logIn, openSandbox, respondWith, send, study, TOKEN } from "./stage.ts";

const handle = () => ({ status: 204 });
const MESSAGES: Route = { method: "POST", pattern: "/channels/{channel}/messages", handle };
const CALLBACK: Route = { method: "POST", pattern: "/interactions/{interaction}/{token}/callback", handle, open: true };

/** How many of so many requests at `now` are refused, and by which limit. */
function take(limits: RateLimits, count: number, now: number, route = MESSAGES, params = { channel: "1" }): string[] {
  const scopes: string[] = [];
  for (let index = 0; index < count; index++) {
    try {
      limits.take(route, params, now);
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error;
      scopes.push(error.scope);
    }
  }
  return scopes;
}

test("five requests in five seconds fit a route and channel, the sixth waits for the next window", () => {
  const limits = new RateLimits({});
  expect(take(limits, 6, 1000)).toEqual(["user"]);
  expect(take(limits, 1, 5999)).toEqual(["user"]);
  expect(take(limits, 5, 6000)).toEqual([]);
});

test("another channel and another route have their own buckets", () => {
  const limits = new RateLimits({});
  expect(take(limits, 5, 0)).toEqual([]);
  expect(take(limits, 5, 0, MESSAGES, { channel: "2" })).toEqual([]);
  expect(take(limits, 5, 0, { ...MESSAGES, method: "GET" })).toEqual([]);
});

test("fifty requests a second are allowed in total, not counting those that an interaction's token opens", () => {
  const limits = new RateLimits({ bucket: { requests: 1000, perMilliseconds: 5000 } });
  expect(take(limits, 40, 0, CALLBACK)).toEqual([]);
  expect(take(limits, 51, 0)).toEqual(["global"]);
  expect(take(limits, 40, 999, CALLBACK)).toEqual([]);
  expect(take(limits, 1, 999)).toEqual(["global"]);
  expect(take(limits, 50, 1000)).toEqual([]);
});

test("the headers tell discord.js how much is left of which bucket, and when it fills again", async () => {
  const sandbox = await openSandbox();
  const path = `/channels/${study(sandbox).channelId}/messages`;
  const first = (await send(sandbox, "POST", path, { content: "a" })).headers;
  expect(first.get("x-ratelimit-limit")).toBe("5");
  expect(first.get("x-ratelimit-remaining")).toBe("4");
  expect(first.get("x-ratelimit-reset-after")).toBe("5.000");
  expect(first.get("x-ratelimit-bucket")).toMatch(/^[0-9a-f]{32}$/);
  const second = (await send(sandbox, "POST", path, { content: "b" })).headers;
  expect(second.get("x-ratelimit-remaining")).toBe("3");
  expect(second.get("x-ratelimit-bucket")).toBe(first.get("x-ratelimit-bucket"));
});

const WIDE = { bucket: { requests: 1000, perMilliseconds: 60_000 } };

test.each<[string, RateLimitOptions, string, boolean]>([
  ["its bucket", { bucket: { requests: 1, perMilliseconds: 60_000 } }, "user", false],
  ["the global limit", { ...WIDE, globalPerSecond: 0 }, "global", true],
])("a request over %s is answered with 429 and how long to wait", async (_what, rateLimits, scope, isGlobal) => {
  const sandbox = await openSandbox({ rateLimits });
  const path = `/channels/${study(sandbox).channelId}`;
  await send(sandbox, "GET", path);
  const response = await send(sandbox, "GET", path);
  const { status, headers } = response;
  const body = JSON.parse(await response.text());
  expect(status).toBe(429);
  expect(body).toMatchObject({ message: "You are being rate limited.", global: isGlobal });
  expect(body.retry_after).toBeGreaterThan(0);
  expect(Number(headers.get("retry-after"))).toBe(Math.ceil(body.retry_after));
  expect(headers.get("x-ratelimit-scope")).toBe(scope);
  expect(headers.get("x-ratelimit-global")).toBe(isGlobal ? "true" : null);
});

test("after too many invalid requests every request is refused, whatever the token", async () => {
  const sandbox = await openSandbox({ rateLimits: { ...WIDE, invalidPerTenMinutes: 3 } });
  const statusOf = async (token: string) =>
    (await fetch(`${sandbox.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${token}` } })).status;
  expect(await statusOf(TOKEN)).toBe(200);
  expect([await statusOf("wrong"), await statusOf("wrong"), await statusOf("wrong")]).toEqual([401, 401, 401]);
  expect(await statusOf(TOKEN)).toBe(429);
});

test("ten thousand invalid requests in ten minutes shut a bot out until the ten minutes are over", () => {
  const limits = new RateLimits({});
  const invalid = new RateLimited("user", 1);
  for (let index = 0; index < 9999; index++) limits.countInvalid(invalid, 0);
  limits.countInvalid(new RateLimited("shared", 1), 0);
  limits.refuseBanned(0);
  limits.countInvalid(invalid, 0);
  expect(() => limits.refuseBanned(599_999)).toThrow(RateLimited);
  limits.refuseBanned(600_000);
});

test("discord.js keeps within the buckets by itself, and every message arrives", async () => {
  const refused: string[] = [];
  const sandbox = await openSandbox({
    rateLimits: { bucket: { requests: 2, perMilliseconds: 100 } },
    report: (line) => refused.push(line),
  });
  const client = await logIn(sandbox);
  const { channelId, ada } = study(sandbox);
  const channel = await client.channels.fetch(channelId);
  if (!channel?.isSendable()) throw new Error("#study takes no messages.");
  await Promise.all(["a", "b", "c", "d", "e"].map((content) => channel.send(content)));
  expect(sandbox.actor.messages(channelId, ada).map(({ message }) => message.content)).toEqual([
    "a",
    "b",
    "c",
    "d",
    "e",
  ]);
  expect(refused).toEqual([]);
});

test("responses to interactions still work when the global limit is used up", async () => {
  const sandbox = await openSandbox();
  const client = await logIn(sandbox);
  respondWith(client, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: "pong", flags: MessageFlags.Ephemeral });
  });
  await client.application.commands.set([{ name: "ping", description: "Ping" }]);
  const { ada, channelId } = study(sandbox);
  const outcomes = await Promise.all(
    Array.from({ length: 80 }, () => sandbox.actor.slash({ userId: ada, channelId, name: "ping" })),
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 80 }, () => "message"));
});
