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
});
