import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GuildSeed, Sandbox, SlashInput } from "../src/sandbox/contract.ts";
import { createSandbox } from "../src/sandbox/sandbox.ts";
import type { BotProcess } from "./bot-process.ts";
import type { Contestant } from "./contestants.ts";

/** A contestant at work in a sandbox of its own. */
export type Running = { contestant: Contestant; sandbox: Sandbox; bot: BotProcess };

const LEARNERS = 30;

const STUDY_GROUP: GuildSeed = {
  name: "Bench",
  channels: ["study"],
  members: Array.from({ length: LEARNERS }, (_, index) => ({ name: `Learner ${index + 1}` })),
};

export function openSandbox(guilds: GuildSeed[] = [STUDY_GROUP]): Promise<Sandbox> {
  return createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    guilds,
    page: false,
    rateLimits: "off",
    report: (line) => console.error(line),
  });
}

/** Runs `work` with a temporary folder, which is deleted afterwards. */
export async function withFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `work` while all contestants run, each with a study group that has joined and ticked some lessons. */
export async function withStudyGroups(
  contestants: readonly Contestant[],
  work: (running: readonly Running[]) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const running: Running[] = [];
    try {
      for (const [index, contestant] of contestants.entries()) {
        const sandbox = await openSandbox();
        const bot = await contestant.start(sandbox, join(folder, String(index)));
        running.push({ contestant, sandbox, bot });
        if (contestant.coaches) await studyABit(sandbox);
      }
      await work(running);
    } finally {
      for (const { bot, sandbox } of running) {
        await bot.stop();
        await sandbox.close();
      }
    }
  });
}

async function studyABit(sandbox: Sandbox): Promise<void> {
  for (const [index, member] of membersOf(sandbox).entries()) {
    await call(sandbox, member, "join", { zone: "Europe/Vienna" });
    if (index % 2 === 0) await tickFirstPhase(sandbox, member);
  }
}

/** Of the first server. */
export function membersOf({ actor }: Sandbox): string[] {
  const [first] = actor.guilds();
  if (first === undefined) throw new Error("the sandbox has no server");
  return actor
    .members(first.id)
    .filter(({ user }) => !user.bot)
    .map(({ user }) => user.id);
}

/** Of the first server. */
export function channelOf({ actor }: Sandbox): string {
  const [first] = actor.guilds();
  const [channel] = actor.channels({ guildId: first?.id ?? "" });
  if (channel === undefined) throw new Error("the sandbox has no channel");
  return channel.id;
}

/** Milliseconds from the member's Enter to the reply in the channel. */
export async function call(
  sandbox: Sandbox,
  userId: string,
  name: string,
  values: NonNullable<SlashInput["options"]> = {},
  channelId = channelOf(sandbox),
): Promise<number> {
  const outcome = await sandbox.actor.slash({ userId, channelId, name, options: values });
  if (outcome.kind !== "message") throw new Error(`/${name} was answered with ${outcome.kind}`);
  return outcome.latencyMs;
}

/** Ticks lessons on the checklist, as a member would, so that the leaderboard has ranks. */
async function tickFirstPhase(sandbox: Sandbox, userId: string): Promise<void> {
  const outcome = await sandbox.actor.slash({ userId, channelId: channelOf(sandbox), name: "checklist" });
  if (outcome.kind !== "message") throw new Error(`/checklist was answered with ${outcome.kind}`);
  const customId = /"custom_id":"(\d+:tick:[^"]+)"/.exec(JSON.stringify(outcome.message.message.components))?.[1] ?? "";
  const values = ["lesson:heartbeats", "lesson:consensus-algorithms"];
  await sandbox.actor.select({ userId, messageId: outcome.message.message.id, customId, values });
}
