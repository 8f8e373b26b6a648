import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json, text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "../../../src/sandbox/contract.ts";
import { createPage, type Page } from "../../../src/sandbox/page/server.ts";
import type { PageEvent, Snapshot } from "../../../src/sandbox/page/view.ts";
import { findChannelId, findUserId, startBotOn, startDemoSandbox } from "./support/demo.ts";
import type { DemoBot } from "./support/demo-bot.ts";

let sandbox: Sandbox;
let bot: DemoBot;
let page: Page;
let server: Server;
let port: number;

beforeAll(async () => {
  sandbox = await startDemoSandbox({ page: false });
  bot = await startBotOn(sandbox);
  page = createPage(sandbox);
  server = createServer((request, response) => {
    page.handle(request, response).then(
      (handled) => handled || response.writeHead(418).end(),
      (error: unknown) => response.destroy(error as Error),
    );
  });
  server.on("upgrade", (request, socket, head) => page.upgrade(request, socket, head) || socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ({ port } = server.address() as AddressInfo);
});

afterAll(async () => {
  page.close();
  server.close();
  await bot.stop();
  await sandbox.close();
});

type Ask = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** fetch would put in headers of its own and refuse to name another host. */
async function ask({ path, method = "GET", headers = {}, body }: Ask): Promise<IncomingMessage> {
  const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}

const JSON_TYPE = { "content-type": "application/json" };

describe("who may ask", () => {
  test.each([
    ["its own address", {}],
    ["localhost", { host: "localhost:8080" }],
    ["its own page", { host: "127.0.0.1:9", origin: "http://127.0.0.1:9" }],
  ])("%s is answered", async (_name, headers) => {
    const response = await ask({ path: "/", headers });
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  test.each([
    ["a name that was made to point here", { host: "evil.example" }],
    ["a name that only begins like this machine", { host: "127.0.0.1.evil.example" }],
    ["another page in the same browser", { host: "127.0.0.1:9", origin: "https://evil.example" }],
    ["a page on another port", { host: "127.0.0.1:9", origin: "http://127.0.0.1:10" }],
    ["a page without an origin of its own", { host: "127.0.0.1:9", origin: "null" }],
  ])("%s is refused, for pages, acts and sockets", async (_name, headers) => {
    const body = JSON.stringify({ action: "advance", milliseconds: 1 });
    const before = sandbox.clock.offset();
    for (const asked of [
      await ask({ path: "/", headers }),
      await ask({ path: "/page/clock", method: "POST", headers: { ...headers, ...JSON_TYPE }, body }),
      await ask({
        path: "/page/socket",
        headers: {
          ...headers,
          connection: "upgrade",
          upgrade: "websocket",
          "sec-websocket-version": "13",
          "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
        },
      }),
    ]) {
      expect(asked.statusCode).toBe(403);
      asked.resume();
    }
    expect(sandbox.clock.offset()).toBe(before);
  });
});

describe("what is served", () => {
  test("the page comes with a policy that lets nothing in from elsewhere", async () => {
    const response = await ask({ path: "/" });
    expect(response.headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
    expect(response.headers["x-content-type-options"]).toBe("nosniff");
    expect(await text(response)).not.toMatch(/<script(?![^>]*src="\/client)/);
  });

  test("client modules leave as JavaScript", async () => {
    const response = await ask({ path: "/client/state.ts" });
    expect(response.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    const source = await text(response);
    expect(source).toContain("export const state");
    expect(source).not.toContain("export type");
  });

  test.each([
    "/client/none.ts",
    "/client/../server.ts",
    "/client/%2e%2e/server.ts",
    "/client/tsconfig.json",
    "/client/",
  ])("%s is not there", async (path) => {
    const response = await ask({ path });
    expect(response.statusCode).not.toBe(200);
    expect(await text(response)).not.toContain("import");
  });

  test("what is not the page's is left to others", async () => {
    const response = await ask({ path: "/api/v10/gateway" });
    expect(response.statusCode).toBe(418);
    response.resume();
  });
});

describe("acts", () => {
  const act = (body: string, headers: Record<string, string> = JSON_TYPE) =>
    ask({ path: "/page/act", method: "POST", headers, body });

  test("a message is said in a member's name", async () => {
    const input = { userId: findUserId(sandbox, "Ada"), channelId: findChannelId(sandbox, "study"), content: "hello" };
    const response = await act(JSON.stringify({ verb: "say", ...input }));
    expect(await json(response)).toEqual({ kind: "done" });
    expect(sandbox.actor.messages(input.channelId, input.userId).at(-1)?.message.content).toBe("hello");
  });

  test("what Discord's own client would not do has failed, and says why", async () => {
    const press = { verb: "press", userId: findUserId(sandbox, "Ada"), messageId: "1", customId: "x" };
    const response = await act(JSON.stringify(press));
    expect(await json(response)).toMatchObject({ kind: "failed", reason: expect.stringMatching(/./) });
  });

  test.each([
    ["not JSON", "{", JSON_TYPE],
    ["an unknown verb", '{"verb":"erase"}', JSON_TYPE],
    ["a missing field", '{"verb":"say","userId":"1"}', JSON_TYPE],
    ["sent as a form could", "{}", { "content-type": "text/plain" }],
    ["too large", JSON.stringify("x".repeat(300_000)), JSON_TYPE],
  ])("%s is refused with a sentence", async (_name, body, headers) => {
    const response = await act(body, headers);
    expect(response.statusCode).toBe(400);
    expect(await text(response)).toMatch(/\w/);
  });

  test("the clock moves forward by what is asked, and stands and runs again", async () => {
    const clock = (step: object) =>
      ask({ path: "/page/clock", method: "POST", headers: JSON_TYPE, body: JSON.stringify(step) });
    const before = sandbox.clock.offset();
    expect(await json(await clock({ action: "advance", milliseconds: 60_000 }))).toEqual({ kind: "done" });
    expect(sandbox.clock.offset() - before).toBe(60_000);
    expect(await json(await clock({ action: "pause" }))).toEqual({ kind: "done" });
    expect(sandbox.clock.paused()).toBe(true);
    expect(await json(await clock({ action: "resume" }))).toEqual({ kind: "done" });
    expect(sandbox.clock.paused()).toBe(false);
    const back = await clock({ action: "advance", milliseconds: -1 });
    expect(back.statusCode).toBe(400);
    back.resume();
  });
});

/** What a page that is open as this member was told, the snapshot first. */
type Watching = { snapshot: Snapshot; events: PageEvent[]; close(): void };

async function watchAs(member: string): Promise<Watching> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/page/socket?as=${findUserId(sandbox, member)}`);
  const events: PageEvent[] = [];
  socket.on("message", (data) => events.push(JSON.parse(String(data)) as PageEvent));
  await expect.poll(() => events.length).toBeGreaterThan(0);
  const first = events.shift();
  if (first?.kind !== "snapshot") throw new Error("the first event was no snapshot");
  return { snapshot: first.snapshot, events, close: () => socket.close() };
}

function saidIn(events: readonly PageEvent[]): string {
  return JSON.stringify(events.filter((event) => event.kind === "message"));
}

describe("what a page is told", () => {
  test("a snapshot of what its member can see", async () => {
    const ada = await watchAs("Ada");
    expect(ada.snapshot.self.name).toBe("Ada");
    expect(ada.snapshot.guilds.map((guild) => guild.channels.map((channel) => channel.name))).toEqual([
      ["study", "general"],
    ]);
    expect(ada.snapshot.guilds[0]?.commands.map((command) => command.subcommand ?? command.name)).toContain("weekly");
    ada.close();
  });

  test("an unknown member is shown the first one's view", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/page/socket?as=1`);
    const [data] = (await once(socket, "message")) as [Buffer];
    expect(JSON.parse(String(data))).toMatchObject({ kind: "snapshot", snapshot: { self: { name: "Ada" } } });
    socket.close();
  });

  test("ephemeral answers and direct messages reach their own member only", async () => {
    const [ada, grace] = [await watchAs("Ada"), await watchAs("Grace")];
    const where = { userId: findUserId(sandbox, "Ada"), channelId: findChannelId(sandbox, "study") };
    await sandbox.actor.slash({ ...where, name: "write" });
    await expect.poll(() => saidIn(ada.events)).toContain("Time for your review.");
    await sandbox.actor.say({ ...where, content: "for all" });
    await expect.poll(() => saidIn(grace.events)).toContain("for all");
    expect(saidIn(ada.events)).toContain("Look into your direct messages.");
    expect(saidIn(grace.events)).not.toContain("Look into your direct messages.");
    expect(saidIn(grace.events)).not.toContain("Time for your review.");
    expect(grace.events.some((event) => event.kind === "channel")).toBe(false);

    const later = await watchAs("Grace");
    expect(JSON.stringify(later.snapshot.messages)).toContain("for all");
    expect(JSON.stringify(later.snapshot.messages)).not.toContain("Look into your direct messages.");
    expect(later.snapshot.directMessages).toEqual([]);
    for (const watching of [ada, grace, later]) watching.close();
  });
});
