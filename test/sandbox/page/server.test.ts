import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { json, text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "../../../src/sandbox/contract.ts";
import type { PageEvent, Snapshot } from "../../../src/sandbox/page/view.ts";
import { findChannelId, findUserId, startBotOn, startDemoSandbox } from "./support/demo.ts";
import type { DemoBot } from "./support/demo-bot.ts";

const played: string[] = [];
let endStep = Promise.withResolvers<void>();

let sandbox: Sandbox;
let bot: DemoBot;
let port: number;

beforeAll(async () => {
  const step = (says: string, run: () => Promise<void>) => ({ says, run });
  sandbox = await startDemoSandbox({
    tour: {
      title: "Show me",
      says: "Two members say hello.",
      steps: [
        step("Ada says hello", async () => void played.push("Ada")),
        step("Grace says hello", () => endStep.promise),
      ],
    },
  });
  bot = await startBotOn(sandbox);
  port = Number(new URL(sandbox.url).port);
});

afterAll(async () => {
  await bot.stop();
  await sandbox.close();
});

type Ask = { path: string; method?: string; headers?: Record<string, string>; body?: string };

/** `fetch` would add its own headers, and would not let a test set another host. */
async function ask({ path, method = "GET", headers = {}, body }: Ask): Promise<IncomingMessage> {
  const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  return response;
}

const JSON_TYPE = { "content-type": "application/json" };

describe("who may send requests", () => {
  const HERE = "127.0.0.1:<port>";
  /** The sandbox's port is only known when it runs. */
  const withPort = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace("<port>", String(port))]));

  test.each<[string, Record<string, string>]>([
    ["its own address", {}],
    ["localhost", { host: "localhost:<port>" }],
    ["its own page", { host: HERE, origin: `http://${HERE}` }],
  ])("%s gets a response", async (_name, headers) => {
    const response = await ask({ path: "/", headers: withPort(headers) });
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  test.each<[string, Record<string, string>]>([
    ["a name that was made to point here", { host: "evil.example:<port>" }],
    ["a name that only begins like this machine", { host: "127.0.0.1.evil.example:<port>" }],
    ["another page in the same browser", { host: HERE, origin: "https://evil.example" }],
    ["a page on another port", { host: HERE, origin: "http://127.0.0.1:10" }],
    ["a page without an origin of its own", { host: HERE, origin: "null" }],
  ])("%s is refused, for pages, acts and sockets", async (_name, named) => {
    const headers = withPort(named);
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
  ])("%s is not found", async (path) => {
    const response = await ask({ path });
    expect(response.statusCode).not.toBe(200);
    expect(await text(response)).not.toContain("import");
  });

  test("a path that belongs to nobody is not found", async () => {
    const response = await ask({ path: "/none" });
    expect(response.statusCode).toBe(404);
    response.resume();
  });
});

describe("acts", () => {
  const act = (body: string, headers: Record<string, string> = JSON_TYPE) =>
    ask({ path: "/page/act", method: "POST", headers, body });

  test("a message is sent in a member's name", async () => {
    const input = { userId: findUserId(sandbox, "Ada"), channelId: findChannelId(sandbox, "study"), content: "hello" };
    const response = await act(JSON.stringify({ verb: "say", ...input }));
    expect(await json(response)).toEqual({ kind: "done" });
    expect(sandbox.actor.messages(input.channelId, input.userId).at(-1)?.message.content).toBe("hello");
  });

  test("an act that Discord's own client would not allow fails, and says why", async () => {
    const press = { verb: "press", userId: findUserId(sandbox, "Ada"), messageId: "1", customId: "x" };
    const response = await act(JSON.stringify(press));
    expect(await json(response)).toMatchObject({ kind: "failed", reason: expect.stringMatching(/./) });
  });

  test.each([
    ["not JSON", "{", JSON_TYPE],
    ["an unknown verb", '{"verb":"erase"}', JSON_TYPE],
    ["a missing field", '{"verb":"say","userId":"1"}', JSON_TYPE],
    ["sent as a form could", "{}", { "content-type": "text/plain" }],
    ["too large", JSON.stringify("x".repeat(37 * 1024 * 1024)), JSON_TYPE],
  ])("%s is refused with a sentence", async (_name, body, headers) => {
    const response = await act(body, headers);
    expect(response.statusCode).toBe(400);
    expect(await text(response)).toMatch(/\w/);
  });

  test("the clock moves forward as far as asked, pauses and runs again", async () => {
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

describe("faults", () => {
  const change = (verb: string, input: unknown) =>
    ask({ path: "/page/faults", method: "POST", headers: JSON_TYPE, body: JSON.stringify({ verb, input }) });

  test("every page is told when a fault begins and when it ends", async () => {
    const ada = await watchAs("Ada");
    const active = () => {
      const last = ada.events.findLast((event) => event.kind === "faults");
      return last?.kind === "faults" ? last.active.map(({ spec }) => spec) : null;
    };
    const spec = { kind: "closed-direct-messages", userId: findUserId(sandbox, "Grace") };
    expect(await json(await change("addFault", spec))).toEqual({ kind: "done" });
    await expect.poll(active).toEqual([spec]);
    const late = await watchAs("Grace");
    expect(late.snapshot.faults.map((fault) => fault.spec)).toEqual([spec]);
    expect(late.snapshot.directMessagesOpen).toBe(false);
    expect(await json(await change("clearFaults", null))).toEqual({ kind: "done" });
    await expect.poll(active).toEqual([]);
    for (const watching of [ada, late]) watching.close();
  });

  test("a fault on something that does not exist fails, and says why", async () => {
    const answer = await change("causeMishap", { kind: "delete-channel", channelId: "1" });
    expect(await json(answer)).toEqual({ kind: "failed", reason: expect.stringContaining("no channel") });
  });

  test.each([
    ["an unknown fault", "addFault", { kind: "earthquake" }],
    ["an act that is not a fault", "say", { userId: "1", channelId: "1", content: "hello" }],
  ])("%s is refused with a sentence", async (_name, verb, input) => {
    const response = await change(verb, input);
    expect(response.statusCode).toBe(400);
    expect(await text(response)).toMatch(/\w/);
  });
});

describe("the next timer", () => {
  const jump = async () =>
    json(await ask({ path: "/page/clock", method: "POST", headers: JSON_TYPE, body: '{"action":"next-timer"}' }));

  test("the clock goes to the bot's next timer, and no further", async () => {
    const { clock } = sandbox;
    const due = clock.now() + 3_600_000;
    const rung: string[] = [];
    clock.at(due, () => void rung.push("first"));
    const cancel = clock.at(due + 3_600_000, () => void rung.push("second"));
    const ada = await watchAs("Ada");
    expect(ada.snapshot.clock.nextTimer).toBe(due);
    expect(await jump()).toEqual({ kind: "done" });
    expect(rung).toEqual(["first"]);
    cancel();
    await expect
      .poll(() => ada.events.findLast((event) => event.kind === "clock"))
      .toMatchObject({ clock: { nextTimer: null } });
    ada.close();
  });

  test("without a timer the clock stays, and says so; the sandbox's own deadlines do not count", async () => {
    const before = sandbox.clock.offset();
    const where = { userId: findUserId(sandbox, "Ada"), channelId: findChannelId(sandbox, "study") };
    const unanswered = sandbox.actor.slash({ ...where, name: "silent" });
    expect(await jump()).toEqual({ kind: "failed", reason: expect.stringContaining("Nothing is waiting") });
    expect(sandbox.clock.offset()).toBe(before);
    await sandbox.clock.advance(4000, { waitForOpenInteractions: false });
    expect(await unanswered).toMatchObject({ kind: "failed" });
  });
});

describe("the guided run", () => {
  const play = async () => json(await ask({ path: "/page/tour", method: "POST", headers: JSON_TYPE, body: "{}" }));

  test("is offered, shows its progress, is not played twice at once, and can be played again", async () => {
    const ada = await watchAs("Ada");
    const progress = () => {
      const last = ada.events.findLast((event) => event.kind === "tour");
      return last?.kind === "tour" ? last.tour.progress : null;
    };
    expect(ada.snapshot.tour).toMatchObject({ title: "Show me", progress: { kind: "ready" } });
    expect(await play()).toEqual({ kind: "done" });
    await expect.poll(progress).toEqual({ kind: "playing", step: 2, of: 2, says: "Grace says hello" });
    expect(await play()).toMatchObject({ kind: "failed" });
    const late = await watchAs("Grace");
    expect(late.snapshot.tour?.progress).toMatchObject({ kind: "playing", step: 2 });
    endStep.resolve();
    await expect.poll(progress).toEqual({ kind: "played" });
    expect(played).toEqual(["Ada"]);

    endStep = Promise.withResolvers<void>();
    expect(await play()).toEqual({ kind: "done" });
    endStep.reject(new Error("Grace is away."));
    await expect.poll(progress).toEqual({ kind: "broken", reason: "Grace is away." });
    for (const watching of [ada, late]) watching.close();
  });
});

/** The events that this member's page got, beginning with the snapshot. */
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
  test("a snapshot of everything that its member can see", async () => {
    const ada = await watchAs("Ada");
    expect(ada.snapshot.self.name).toBe("Ada");
    expect(ada.snapshot.guilds.map((guild) => guild.channels.map((channel) => channel.name))).toEqual([
      ["study", "general"],
    ]);
    expect(ada.snapshot.guilds[0]?.commands.map((command) => command.subcommand ?? command.name)).toContain("weekly");
    ada.close();
  });

  test("an unknown member gets the first member's view", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/page/socket?as=1`);
    const [data] = (await once(socket, "message")) as [Buffer];
    expect(JSON.parse(String(data))).toMatchObject({ kind: "snapshot", snapshot: { self: { name: "Ada" } } });
    socket.close();
  });

  test("ephemeral responses and direct messages only reach their own member", async () => {
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
