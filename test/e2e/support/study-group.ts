import { join } from "node:path";
import { type Bot, startBot } from "../../../src/bot.ts";
import { readContent } from "../../../src/catalog/content.ts";
import type { BuiltInCourse } from "../../../src/coach/courses/ports.ts";
import type { Log } from "../../../src/coach/ports.ts";
import type { Actor, GuildSeed, MovableClock, Sandbox } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { tour } from "../../../src/tour.ts";
import { type Acting, createActing } from "./acting.ts";

/** All of Lockstep on a sandbox: real discord.js, real SQLite, the real course, and a clock that tests can move. */
export type StudyGroup = {
  sandbox: Sandbox;
  actor: Actor;
  clock: MovableClock;
  guildId: string;
  channelId: string;
  /** Requests that were refused and interactions that were not answered. Tests expect this to be empty. */
  refusals: string[];
  /** Errors that the bot logged. */
  errors: unknown[];
  member(name: string): Acting;
  /** A member of another server, in its first channel. */
  memberOf(server: string, name: string): Acting;
  /** Stops the bot and starts it again on the same database. The sandbox keeps running. */
  restartBot(contents?: readonly BuiltInCourse[]): Promise<void>;
  stopBot(): Promise<void>;
  stop(): Promise<void>;
};

const CONTENT = join(import.meta.dirname, "../../../content");

export async function readCourses(): Promise<BuiltInCourse[]> {
  const read = await readContent(CONTENT);
  return read.flatMap(({ course, questions, notes, markdown }) =>
    course === null || markdown === null ? [] : [{ course, questions, notes, markdown }],
  );
}

/** Without `guilds`, the sandbox has its default study group. If no server is named, the first one is meant. */
export async function startStudyGroup(folder: string, page = false, guilds?: GuildSeed[]): Promise<StudyGroup> {
  const refusals: string[] = [];
  const errors: unknown[] = [];
  const sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    report: (line) => refusals.push(line),
    page,
    ...(guilds === undefined ? {} : { guilds }),
    tour,
    // Bots are started again faster than Discord lets them.
    rateLimits: { identifiesPerFiveSeconds: 10 },
    spec: "check",
  });
  const log: Log = { info: () => {}, warn: () => {}, error: (fields, message) => errors.push({ message, ...fields }) };
  const builtIn = await readCourses();
  const start = (contents: readonly BuiltInCourse[]) =>
    startBot({
      discord: { token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl },
      databaseFile: join(folder, "sandbox.db"),
      contents,
      clock: sandbox.clock,
      log,
    });
  let bot: Bot | null = await start(builtIn);

  const [guild] = sandbox.actor.guilds();
  if (guild === undefined) throw new Error("the sandbox has no server");
  const channel = sandbox.actor.channels({ guildId: guild.id }).find(({ name }) => name === "study");
  if (channel === undefined) throw new Error("the sandbox has no #study");

  async function stopBot(): Promise<void> {
    await bot?.stop();
    bot = null;
  }

  return {
    sandbox,
    actor: sandbox.actor,
    clock: sandbox.clock,
    guildId: guild.id,
    channelId: channel.id,
    refusals,
    errors,
    member(name) {
      const found = sandbox.actor.members(guild.id).find(({ user }) => user.global_name === name);
      if (found === undefined) throw new Error(`no member is called ${name}`);
      return createActing(sandbox.actor, found.user.id, channel.id);
    },
    memberOf(server, name) {
      const { id = "" } = sandbox.actor.guilds().find((candidate) => candidate.name === server) ?? {};
      const found = sandbox.actor.members(id).find(({ user }) => user.global_name === name);
      const [first] = sandbox.actor.channels({ guildId: id });
      if (found === undefined || first === undefined) throw new Error(`no member of ${server} is called ${name}`);
      return createActing(sandbox.actor, found.user.id, first.id);
    },
    async restartBot(contents = builtIn) {
      await stopBot();
      bot = await start(contents);
    },
    stopBot,
    async stop() {
      await stopBot();
      await sandbox.close();
      const violations = sandbox.spec.violations();
      if (violations.length > 0) {
        throw new Error(`Discord's published schema does not allow: ${JSON.stringify(violations, null, 2)}`);
      }
    },
  };
}
