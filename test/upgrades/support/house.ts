import { join } from "node:path";
import { type Bot, startBot } from "../../../src/bot.ts";
import type { Actor, GuildSeed, MovableClock, Sandbox } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { type Acting, createActing } from "../../e2e/support/acting.ts";
import { readCourses } from "../../e2e/support/study-group.ts";

/** The names of the files, which are those of `npm start`. */
export const DATABASE_FILE = "sandbox.db";
export const DISCORD_FILE = "sandbox-discord.json";

/** Taken from the functions that need them, so that nothing here depends on where the bot keeps its types. */
type Parts = Parameters<typeof startBot>[0];
export type Contents = Parts["contents"];

/** A real bot on a real sandbox, with their files in one folder, so that another version can use them. */
export type House = {
  sandbox: Sandbox;
  actor: Actor;
  clock: MovableClock;
  /** What went wrong so far: errors that the bot logged, requests that were refused, interactions without an answer. */
  troubles: string[];
  /** A member of that server, in its first channel. */
  member(server: string, name: string): Acting;
  startBot(contents?: Contents): Promise<void>;
  stopBot(): Promise<void>;
  close(): Promise<void>;
};

/** Messages to somebody whose direct messages are closed are refused, which is not a bug. */
const CLOSED = /, 50007 /;

/** Opens the folder's sandbox without a bot. The clock continues from where it was stopped. */
export async function openHouse(folder: string, guilds?: GuildSeed[]): Promise<House> {
  const troubles: string[] = [];
  const sandbox = await createSandbox({
    port: 0,
    file: join(folder, DISCORD_FILE),
    application: { name: "Lockstep", token: "sandbox" },
    report(line) {
      if (!CLOSED.test(line)) troubles.push(line);
    },
    page: false,
    rateLimits: "off",
    ...(guilds === undefined ? {} : { guilds }),
  });
  sandbox.clock.resume();
  const { actor, clock } = sandbox;
  const log: Parts["log"] = {
    info: () => {},
    warn: () => {},
    error: (fields, message) => troubles.push(`${message}: ${describe(fields)}`),
  };
  let bot: Bot | null = null;

  async function stopBot(): Promise<void> {
    await bot?.stop();
    bot = null;
  }

  return {
    sandbox,
    actor,
    clock,
    troubles,
    member(server, name) {
      const { id = "" } = actor.guilds().find((guild) => guild.name === server) ?? {};
      const found = actor.members(id).find(({ user }) => user.global_name === name);
      const [channel] = actor.channels({ guildId: id });
      if (found === undefined || channel === undefined) throw new Error(`no member of ${server} is called ${name}`);
      return createActing(actor, found.user.id, channel.id);
    },
    async startBot(contents) {
      await stopBot();
      bot = await startBot({
        discord: { token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl },
        databaseFile: join(folder, DATABASE_FILE),
        contents: contents ?? (await readCourses()),
        clock,
        log,
      });
    },
    stopBot,
    async close() {
      await stopBot();
      await sandbox.close();
    },
  };
}

function describe(fields: object): string {
  return Object.values(fields)
    .map((value: unknown) => (value instanceof Error ? (value.stack ?? value.message) : String(value)))
    .join(" ");
}
