import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { GuildSeed, Sandbox } from "../src/sandbox/contract.ts";
import type { Contestant } from "./contestants.ts";
import { median, printTable, ratio } from "./figures.ts";
import { call, openSandbox, withFolder } from "./study-group.ts";

/** A server of realistic size. Without the members intent, Discord sends only one member: the bot. */
const CHANNELS = 40;
const ROLES = 30;

/** Interactions before memory is read, spread over this many servers. */
const CALLS = 300;
const SERVERS_IN_USE = 100;
const SETTLE_MS = 1_500;

/** Resident memory after some use. Each bot runs alone, with this many servers of 40 channels and 30 roles. */
export async function measureMemory(
  contestants: readonly Contestant[],
  { servers, starts }: { servers: readonly number[]; starts: number },
): Promise<void> {
  for (const count of servers) {
    // With many servers, their memory outweighs the difference between starts.
    const times = count > 1 ? 1 : starts;
    const runs = contestants.map((contestant) => ({
      contestant,
      readyMs: [] as number[],
      residentMiB: [] as number[],
    }));
    const sandbox = await openSandbox(Array.from({ length: count }, (_, index) => seedServer(index)));
    try {
      await withFolder(async (folder) => {
        for (let start = 0; start < times; start += 1)
          for (const [index, run] of runs.entries()) {
            const bot = await run.contestant.start(sandbox, join(folder, String(index)));
            try {
              await useABit(sandbox, run.contestant);
              await delay(SETTLE_MS);
              run.readyMs.push(bot.readyAfterMs);
              run.residentMiB.push(bot.residentMiB());
            } finally {
              await bot.stop();
            }
          }
      });
    } finally {
      await sandbox.close();
    }
    const floorMiB = median(runs[0]?.residentMiB ?? []);
    printTable(`${count === 1 ? "One server" : `${count} servers`} of ${CHANNELS} channels and ${ROLES} roles`, [
      ["", "resident", "", "ready after"],
      ...runs.map(({ contestant, readyMs, residentMiB }) => [
        contestant.name,
        `${median(residentMiB).toFixed(0)} MiB`,
        ratio(median(residentMiB), floorMiB),
        `${median(readyMs).toFixed(0)} ms`,
      ]),
    ]);
  }
}

function seedServer(index: number): GuildSeed {
  return {
    name: `Server ${index + 1}`,
    channels: Array.from({ length: CHANNELS }, (_, channel) => `channel-${channel + 1}`),
    roles: ROLES,
    members: [{ name: `Member ${(index % SERVERS_IN_USE) + 1}` }],
  };
}

async function useABit(sandbox: Sandbox, { commands, coaches }: Contestant): Promise<void> {
  const callers = sandbox.actor
    .guilds()
    .slice(0, SERVERS_IN_USE)
    .map(({ id }) => ({
      userId: sandbox.actor.members(id).find(({ user }) => !user.bot)?.user.id ?? "",
      channelId: sandbox.actor.channels({ guildId: id })[0]?.id ?? "",
    }));
  if (coaches)
    for (const { userId, channelId } of callers)
      await call(sandbox, userId, "join", { zone: "Europe/Vienna" }, channelId);
  for (let index = 0; index < CALLS; index += 1) {
    const caller = callers[index % callers.length];
    if (caller === undefined) return;
    await call(sandbox, caller.userId, commands[index % commands.length] ?? "", {}, caller.channelId);
  }
}
