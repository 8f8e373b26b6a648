import { type Client, Events } from "discord.js";
import type { APIMessage } from "discord-api-types/v10";
import type { Log } from "../../../src/coach/ports.ts";
import type { ActionCodec } from "../../../src/discord/actions/codec.ts";
import type { Feature } from "../../../src/discord/actions/declare.ts";
import type { AfterReply } from "../../../src/discord/after-reply.ts";
import { logIn, registerCommands } from "../../../src/discord/client.ts";
import type { Command } from "../../../src/discord/command.ts";
import { createCommandMentions } from "../../../src/discord/command-mentions.ts";
import { createDispatcher } from "../../../src/discord/dispatcher.ts";
import type { PressesOf } from "../../../src/discord/press.ts";
import type { Outcome, Sandbox } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { type Acting, createActing } from "../../e2e/support/acting.ts";
import { makeCoach } from "../../support/coach.ts";

/** The dispatcher between a real discord.js client on a sandbox and the handlers of a test. */
export type Stage = {
  sandbox: Sandbox;
  client: Client<true>;
  guildId: string;
  channelId: string;
  ada: Acting;
  idOf(member: string): string;
  /** Warnings and errors that were logged. A test clears it before it begins. */
  logged: { fields: Record<string, unknown>; message: string }[];
  /** Resolves when the client has the next interaction, before it is replied to. */
  arrives(): Promise<void>;
  /** Moves past the time limit for a reply or a form, which is shorter than Discord's 3 s. */
  passTwoSeconds(): Promise<void>;
  /** Resolves when a message says that the bot is thinking. */
  thinks(): Promise<void>;
  /** Resolves when the dispatcher is done with everything that has arrived, including hooks. */
  settles(): Promise<void>;
  close(): Promise<void>;
};

export async function setStage<F extends Feature>(parts: {
  commands: readonly Command[];
  actions: ActionCodec<F>;
  presses: PressesOf<F>;
  afterReply?: readonly AfterReply[];
}): Promise<Stage> {
  const sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    page: false,
    spec: "refuse",
  });
  const { actor, clock } = sandbox;
  const logged: Stage["logged"] = [];
  const record = (fields: Record<string, unknown>, message: string) => logged.push({ fields, message });
  const log: Log = { info: () => {}, warn: record, error: record };
  const { client } = await logIn({ token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl }, log);
  const mentions = createCommandMentions();
  const dispatch = createDispatcher({
    mentions,
    coach: makeCoach([]).coach,
    afterReply: [],
    ...parts,
    clock,
    log,
    newReference: () => "reference-1",
  });
  const underWay = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const done = dispatch(interaction).finally(() => underWay.delete(done));
    underWay.add(done);
  });
  mentions.keep(await registerCommands(client.rest, client.application.id, parts.commands));

  const guildId = actor.guilds()[0]?.id ?? "";
  const channelId = actor.channels({ guildId })[0]?.id ?? "";
  const idOf = (member: string) => {
    const found = actor.members(guildId).find(({ user }) => (user.global_name ?? user.username) === member);
    if (found === undefined) throw new Error(`there is no member ${member}`);
    return found.user.id;
  };
  return {
    sandbox,
    client,
    guildId,
    channelId,
    ada: createActing(actor, idOf("Ada"), channelId),
    idOf,
    logged,
    arrives: () => new Promise((resolve) => client.once(Events.InteractionCreate, () => resolve())),
    passTwoSeconds: () => clock.advance(2_000, { waitForOpenInteractions: false }),
    thinks: () =>
      new Promise((resolve) => {
        const off = actor.on((event) => {
          if (!("seen" in event) || !event.seen.thinking) return;
          off();
          resolve();
        });
      }),
    async settles() {
      await Promise.all(underWay);
    },
    async close() {
      await client.destroy();
      await sandbox.close();
    },
  };
}

/** The message that resulted from an act, whether it is public or not. */
export function seenIn(outcome: Outcome): { message: APIMessage; ephemeral: boolean } {
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message;
  throw new Error(
    `a message was expected, not ${outcome.kind}${outcome.kind === "failed" ? `: ${outcome.reason}` : ""}`,
  );
}
