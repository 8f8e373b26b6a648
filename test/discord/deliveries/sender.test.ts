import { MessageFlags, REST } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage, Recipient, Sender } from "../../../src/coach/reminders/ports.ts";
import { createSender } from "../../../src/discord/deliveries/sender.ts";
import { createServerNames } from "../../../src/discord/server-names.ts";
import type { Sandbox } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { textOf } from "../../e2e/support/acting.ts";
import { asServed, makeCourse } from "../../support/course.ts";

const DUE = Date.parse("2026-11-23T18:00:00Z");
const content = asServed(makeCourse([["a"]]));

let sandbox: Sandbox;
let sender: Sender;
let guildId: string;
let channelId: string;
let userId: string;
/** The kept channels, by member. */
let kept: Map<string, string>;

beforeEach(async () => {
  sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    page: false,
  });
  // No gateway: nobody has logged in.
  const rest = new REST({ api: sandbox.apiUrl }).setToken("sandbox");
  kept = new Map();
  const channels = {
    find: async ({ userId: member }: { userId: string }) => kept.get(member) ?? null,
    keep: async ({ userId: member }: { userId: string }, channel: string | null) => {
      if (channel === null) kept.delete(member);
      else kept.set(member, channel);
    },
  };
  sender = createSender({
    rest,
    serverNames: createServerNames(rest),
    channels,
    clock: sandbox.clock,
    random: () => 0,
  });
  guildId = sandbox.actor.guilds()[0]?.id ?? "";
  channelId = sandbox.actor.channels({ guildId })[0]?.id ?? "";
  userId = sandbox.actor.members(guildId).find(({ user }) => user.global_name === "Ada")?.user.id ?? "";
});
afterEach(() => sandbox.close());

function studyCall(parts: { now?: number; known?: boolean } = {}): OutgoingMessage {
  const rule = { kind: "weekly", weekday: 1, time: "19:00" } as const;
  return {
    kind: "study-call",
    content: parts.known === false ? null : content,
    occurrences: [{ scheduleId: 1, dueAt: DUE, rule }],
    omitted: 0,
    now: parts.now ?? DUE,
  };
}

function reminder(): OutgoingMessage {
  const enrolment = {
    id: 1,
    guildId,
    userId,
    courseId: "sample",
    timeZone: "UTC",
    hidden: false,
    joinedAt: 0,
    activatedAt: 0,
    leftAt: null,
    directMessagesClosedAt: null,
    toldOfClosedDirectMessages: false,
    refusal: null,
  };
  const progress = { started: new Map(), completed: new Map(), ticks: new Set<string>() };
  const rule = { kind: "weekly", weekday: 1, time: "19:00" } as const;
  const occurrences = [{ scheduleId: 1, dueAt: DUE, rule }];
  return { kind: "reminder", enrolment, occurrences, omitted: 0, missed: [], content, progress, now: DUE };
}

const inChannel = (): Recipient => ({ kind: "channel", guildId, channelId });
const directly = (): Recipient => ({ kind: "member", guildId, userId });

const seenIn = (channel: string) => sandbox.actor.messages(channel, userId).map(({ message }) => message);
const directMessages = () => sandbox.actor.channels({ userId }).flatMap(({ id }) => seenIn(id));

const NEVER = new AbortController().signal;

function trySending(id: string, recipient: Recipient, message: OutgoingMessage, lookSince: number | null = null) {
  return sender.send({ id, recipient, message, lookSince, signal: NEVER });
}

async function send(id: string, recipient: Recipient, message: OutgoingMessage) {
  const outcome = await trySending(id, recipient, message);
  if (outcome.kind !== "sent") throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe("the sender", () => {
  it("posts to a channel of a server, and says where", async () => {
    const sent = await send("one", inChannel(), studyCall());
    const [message] = seenIn(channelId);
    expect(sent).toEqual({ kind: "sent", channelId, messageId: message?.id });
    expect(message && textOf(message)).toContain("It is study time: **Sample Course**");
  });

  it("says when a late call was due, and can do without a course", async () => {
    await send("one", inChannel(), studyCall({ now: DUE + 3_600_000, known: false }));
    const [message] = seenIn(channelId);
    expect(message && textOf(message)).toContain(`It was meant for <t:${DUE / 1000}`);
    expect(message && textOf(message)).not.toContain("Sample Course");
  });

  it("sends what is late without a notification, and what is due now with one", async () => {
    const isSilent = () => seenIn(channelId).map(({ flags = 0 }) => (flags & MessageFlags.SuppressNotifications) !== 0);
    await send("one", inChannel(), studyCall());
    await send("two", inChannel(), studyCall({ now: DUE + 3_600_000 }));
    const call = studyCall({ now: DUE + 3_600_000 });
    if (call.kind !== "study-call") throw new Error("not a call");
    const both = call.occurrences.flatMap((each) => [each, { ...each, dueAt: DUE + 3_600_000 }]);
    await send("three", inChannel(), { ...call, occurrences: both });
    expect(isSilent()).toEqual([false, true, false]);
  });

  it("sends direct messages, which name the server", async () => {
    const { messageId } = await send("one", directly(), reminder());
    const [message] = directMessages();
    expect(message?.id).toBe(messageId);
    expect(message && textOf(message)).toContain(`${sandbox.actor.guilds()[0]?.name} · Sample Course`);
  });

  it("shows a message once, even if it is sent again under the same id", async () => {
    const first = await send("one", directly(), reminder());
    const second = await send("one", directly(), reminder());
    expect(second).toEqual(first);
    expect(directMessages()).toHaveLength(1);
  });

  it("edits what it sent", async () => {
    const { messageId } = await send("one", inChannel(), studyCall());
    const outcome = await sender.edit({
      id: "one",
      guildId,
      channelId,
      messageId,
      message: studyCall({ known: false }),
    });
    expect(outcome).toEqual({ kind: "sent", channelId, messageId });
    const messages = seenIn(channelId);
    expect(messages).toHaveLength(1);
    expect(messages[0] && textOf(messages[0])).not.toContain("Sample Course");
  });

  it("reports closed direct messages and other failures differently", async () => {
    sandbox.actor.setDirectMessagesOpen(userId, false);
    expect(await trySending("one", directly(), reminder())).toEqual({
      kind: "unreachable",
      refusal: "closed",
    });
    const nowhere = { kind: "channel", guildId, channelId: "1" } as const;
    const outcome = await trySending("two", nowhere, studyCall());
    expect(outcome).toEqual({ kind: "gone", reason: expect.stringContaining("10003") });
  });

  it("says what Discord refused, of the channel and of the message", async () => {
    const routes = ["POST /users/@me/channels", "POST /channels/{channel}/messages"];
    for (const route of routes) {
      sandbox.actor.faults.add({ kind: "refuse", route, times: 1 });
      const outcome = await trySending(`try-${route.length}`, directly(), reminder());
      expect(outcome).toEqual({ kind: "refused", reason: "400 50035 Invalid Form Body" });
    }
    expect(directMessages()).toEqual([]);
  });

  it("asks for a server's name once", async () => {
    await send("one", directly(), reminder());
    const asked: string[] = [];
    sandbox.actor.on((event) => {
      if (event.kind === "wire") asked.push(event.entry.what);
    });
    await send("two", directly(), reminder());
    expect(asked.filter((what) => what.startsWith("GET /guilds"))).toEqual([]);
    expect(asked.filter((what) => what.startsWith("POST"))).not.toEqual([]);
  });

  it("keeps a member's channel, uses it again, and opens it again once if Discord does not know it any more", async () => {
    const asked = listen();
    await send("one", directly(), reminder());
    await send("two", directly(), reminder());
    expect(asked("POST /users/@me/channels")).toBe(1);
    const known = kept.get(userId);
    kept.set(userId, "1");
    await send("three", directly(), reminder());
    expect(asked("POST /users/@me/channels")).toBe(2);
    expect(kept.get(userId)).toBe(known);
    expect(directMessages()).toHaveLength(3);
  });

  it("says who can never be reached, and who shares no server any more", async () => {
    await send("one", directly(), reminder());
    sandbox.actor.faults.cause({ kind: "member-leaves", guildId, userId });
    expect(await trySending("two", directly(), reminder())).toEqual({ kind: "unreachable", refusal: "no-server" });
    const other = sandbox.actor.members(guildId).find(({ user }) => !user.bot)?.user.id ?? "";
    sandbox.actor.faults.cause({ kind: "account-deleted", userId: other });
    const outcome = await trySending("three", { kind: "member", guildId, userId: other }, reminder());
    expect(outcome).toEqual({ kind: "gone", reason: expect.stringContaining("50033") });
  });

  it("carries the delivery in every message, and finds it by that once the nonce has gone", async () => {
    const first = await send("one", directly(), reminder());
    const since = sandbox.clock.now();
    await sandbox.clock.advance(10 * 60_000);
    for (let index = 0; index < 120; index += 1) {
      await sandbox.actor.say({ userId, channelId: first.channelId, content: `${index}` });
    }
    await send("two", directly(), reminder());
    expect(await trySending("one", directly(), reminder(), since)).toEqual(first);
    expect(await trySending("three", directly(), reminder(), since)).toMatchObject({ kind: "sent" });
    const own = directMessages().filter(({ author }) => author.bot);
    expect(own).toHaveLength(3);
    for (const message of own) expect(JSON.stringify(message)).toMatch(/"custom_id":"1:reminders:1:(one|two|three)"/);

    const call = await send("four", inChannel(), studyCall({ known: false }));
    await sandbox.clock.advance(10 * 60_000);
    expect(await trySending("four", inChannel(), studyCall({ known: false }), since)).toEqual(call);
    expect(seenIn(channelId)).toHaveLength(1);
  });

  it("does not wait for a rate limit, but says when it ends", async () => {
    const rest = new REST({ api: sandbox.apiUrl, rejectOnRateLimit: ["/channels"] }).setToken("sandbox");
    const channels = { find: async () => null, keep: async () => {} };
    const serverNames = createServerNames(rest);
    const impatient = createSender({ rest, serverNames, channels, clock: sandbox.clock, random: () => 0 });
    const spec = { kind: "rate-limit", scope: "user", retryAfterMs: 40_000, times: 1 } as const;
    sandbox.actor.faults.add({ ...spec, route: "POST /channels/{channel}/messages" });
    const posting = { id: "one", recipient: directly(), message: reminder(), lookSince: null, signal: NEVER };
    const outcome = await impatient.send(posting);
    if (outcome.kind !== "postponed") throw new Error(JSON.stringify(outcome));
    expect(outcome.until - sandbox.clock.now()).toBeGreaterThan(30_000);
  });

  it("sends nothing once it is told to stop", async () => {
    const outcome = await sender.send({
      ...{ id: "one", recipient: directly(), message: reminder(), lookSince: null },
      signal: AbortSignal.abort(),
    });
    expect(outcome.kind).toBe("failed");
    expect(directMessages()).toEqual([]);
  });
});

/** Counts the requests to a route from now on. */
function listen(): (route: string) => number {
  const routes: string[] = [];
  sandbox.actor.on((event) => {
    if (event.kind === "wire") routes.push(event.entry.what);
  });
  return (route) => routes.filter((each) => each === route).length;
}
