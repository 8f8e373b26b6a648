import { type Client, Events } from "discord.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Log } from "../../src/coach/ports.ts";
import { type Result, succeed } from "../../src/coach/problem.ts";
import { actions } from "../../src/discord/actions/index.ts";
import { logIn, registerCommands } from "../../src/discord/client.ts";
import { command } from "../../src/discord/command.ts";
import { createCommandMentions } from "../../src/discord/command-mentions.ts";
import { createDispatcher } from "../../src/discord/dispatcher.ts";
import { button, row, text, type View, view } from "../../src/discord/message.ts";
import type { Presses } from "../../src/discord/press.ts";
import { type Reply, reply, update } from "../../src/discord/reply.ts";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { type Acting, createActing, textOf } from "../e2e/support/acting.ts";
import { makeCoach } from "../support/coach.ts";

const say = (content: string): View =>
  view("plain", text(content), row(button("Stay", { kind: "stay", enrolmentId: 1 })));
const saying = (content: string): Result<Reply> => succeed(reply(say(content)));

describe("the dispatcher", () => {
  let sandbox: Sandbox;
  let client: Client<true>;
  let ada: Acting;
  let pending = Promise.withResolvers<Result<Reply>>();
  let logged: { fields: Record<string, unknown>; message: string }[] = [];

  const commands = [
    command({ name: "quick", description: "Replies at once", options: {}, run: async () => saying("at once") }),
    command({ name: "slow", description: "Replies when told to", options: {}, run: () => pending.promise }),
    command({
      name: "broken",
      description: "Throws",
      options: {},
      run: () => Promise.reject(new Error("a secret detail")),
    }),
    command({
      name: "choose",
      description: "Completes to too many",
      options: {
        what: {
          type: "text",
          description: "Anything",
          complete: async (typed) =>
            Array.from({ length: 40 }, (_, index) => ({ name: `${typed}${"x".repeat(120)}`, value: String(index) })),
        },
      },
      run: async ({ what }) => saying(what ?? "nothing"),
    }),
  ];
  // Only `stay` is behind a button here, so the dispatcher needs no other handler.
  const presses = { stay: () => pending.promise } as Partial<Presses> as Presses;

  beforeAll(async () => {
    sandbox = await createSandbox({
      port: 0,
      file: null,
      application: { name: "Lockstep", token: "sandbox" },
      page: false,
    });
    const record = (fields: Record<string, unknown>, message: string) => logged.push({ fields, message });
    const log: Log = { info: () => {}, warn: record, error: record };
    ({ client } = await logIn({ token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl }, log));
    const dispatch = createDispatcher({
      mentions: createCommandMentions(),
      coach: makeCoach([]).coach,
      commands,
      actions,
      presses,
      afterReply: [],
      clock: sandbox.clock,
      log,
      newReference: () => "reference-1",
    });
    client.on(Events.InteractionCreate, (interaction) => {
      dispatch(interaction).catch((error: unknown) => record({ error }, "the dispatcher itself rejected"));
    });
    await registerCommands(client.rest, client.application.id, commands);
    const [guild] = sandbox.actor.guilds();
    const [channel] = sandbox.actor.channels({ guildId: guild?.id ?? "" });
    const member = sandbox.actor.members(guild?.id ?? "").find(({ user }) => user.global_name === "Ada");
    ada = createActing(sandbox.actor, member?.user.id ?? "", channel?.id ?? "");
  });

  beforeEach(() => {
    pending = Promise.withResolvers<Result<Reply>>();
    logged = [];
  });

  afterAll(async () => {
    await client.destroy();
    await sandbox.close();
  });

  /** Past the moment of deferring, before Discord's 3 s are over. It does not wait for the open interaction. */
  const passTwoSeconds = () => sandbox.clock.advance(2_000, { waitForOpenInteractions: false });
  const thinks = () =>
    new Promise<void>((resolve) => {
      const off = sandbox.actor.on((event) => {
        if (!("seen" in event) || !event.seen.thinking) return;
        off();
        resolve();
      });
    });
  const arrives = () => new Promise<void>((resolve) => client.once(Events.InteractionCreate, () => resolve()));

  it("replies to a quick command at once", async () => {
    expect(textOf(await ada.slash("quick"))).toContain("at once");
  });

  it("defers a slow command in time, and then edits the reply in", async () => {
    const [thinking, arrived] = [thinks(), arrives()];
    const outcome = ada.slash("slow");
    await arrived;
    await passTwoSeconds();
    await thinking;
    await sandbox.clock.advance(60_000, { waitForOpenInteractions: false });
    pending.resolve(saying("at last"));
    expect(textOf(await outcome)).toContain("at last");
  });

  it("defers a slow press the same way: the pressed message becomes the reply", async () => {
    const message = await ada.slash("quick");
    const arrived = arrives();
    const outcome = ada.press(message, "Stay");
    await arrived;
    await passTwoSeconds();
    pending.resolve(succeed(update(say("updated late"))));
    const updated = await outcome;
    expect(updated.id).toBe(message.id);
    expect(textOf(updated)).toContain("updated late");
  });

  it("replies with a reference if something is thrown, and puts the details only into the log", async () => {
    const told = textOf(await ada.slash("broken"));
    expect(told).toContain("reference-1");
    expect(told).not.toContain("a secret detail");
    expect(logged).toMatchObject([{ fields: { reference: "reference-1", asked: "broken" } }]);
    expect(String(logged[0]?.fields.error)).toContain("a secret detail");
  });

  it("replies to a press that this version does not know", async () => {
    const response = await fetch(`${sandbox.apiUrl}/v10/channels/${(await ada.slash("quick")).channel_id}/messages`, {
      method: "POST",
      headers: { authorization: "Bot sandbox", "content-type": "application/json" },
      body: JSON.stringify({
        content: "old",
        components: [{ type: 1, components: [{ type: 2, style: 1, label: "Old", custom_id: "0:begin:12" }] }],
      }),
    });
    const { id } = (await response.json()) as { id: string };
    const outcome = await sandbox.actor.press({ userId: ada.userId, messageId: id, customId: "0:begin:12" });
    if (outcome.kind !== "message") throw new Error(`the outcome was ${outcome.kind}`);
    expect(textOf(outcome.message.message)).toContain("older version of me");
  });

  it("cuts completions to what Discord accepts: 25 choices of 100 characters", async () => {
    const names = await ada.complete("choose", "what", "a");
    expect(names).toHaveLength(25);
    expect(Math.max(...names.map((name) => name.length))).toBe(100);
  });

  it("survives a reply that comes after the interaction has expired", async () => {
    const arrived = arrives();
    const outcome = ada.slash("slow");
    await arrived;
    await sandbox.clock.advance(4_000, { waitForOpenInteractions: false });
    pending.resolve(saying("too late"));
    await expect(outcome).rejects.toThrow("failed");
    expect(textOf(await ada.slash("quick"))).toContain("at once");
  });
});
