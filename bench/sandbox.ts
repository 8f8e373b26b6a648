import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { GuildSeed, Sandbox } from "../src/sandbox/contract.ts";
import { createSandbox } from "../src/sandbox/sandbox.ts";
import { startBotProcess } from "./bot-process.ts";
import { percentile, printTable } from "./figures.ts";

/**
 * `npm run bench:sandbox` measures what the sandbox itself costs. The floor bot runs in its own process, and the
 * sandbox has this process to itself. Options: `--calls N`, `--warm-up N`, `--guilds N`.
 */

const AT_ONCE = 50;
const CHANNELS = ["a", "b", "c", "d", "e"];
const MOST_CPU_MS = 0.35;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "3000" },
    "warm-up": { type: "string", default: "3000" },
    guilds: { type: "string", default: "1000" },
  },
});
const calls = Number(values.calls);
const warmUp = Number(values["warm-up"]);
const guildCount = Number(values.guilds);

const folder = await mkdtemp(join(tmpdir(), "lockstep-bench-sandbox-"));
try {
  await measurePings();
  await measureManyGuilds();
} finally {
  await rm(folder, { recursive: true, force: true });
}

function openSandbox(guilds: GuildSeed[]): Promise<Sandbox> {
  return createSandbox({
    port: 0,
    file: null,
    application: { name: "Floor", token: "sandbox" },
    guilds,
    page: false,
    report: (line) => console.error(line),
  });
}

async function measurePings(): Promise<void> {
  const sandbox = await openSandbox([{ name: "Bench", channels: ["study"], members: [{ name: "Ada" }] }]);
  const bot = await startBotProcess(["bench/floor-bot.ts"], sandbox.apiUrl, folder);
  try {
    const ping = createPing(sandbox);
    await run(warmUp, 1, ping);
    const rows = [["", "p50", "p99", "a second", "CPU sandbox", "CPU bot"]];
    for (const atOnce of [1, AT_ONCE]) {
      const ownBefore = process.cpuUsage();
      const botBefore = bot.cpuMs();
      const startedAt = performance.now();
      const latencies = await run(calls, atOnce, ping);
      const seconds = (performance.now() - startedAt) / 1000;
      const { user, system } = process.cpuUsage(ownBefore);
      const ownMs = (user + system) / 1000 / calls;
      rows.push([
        atOnce === 1 ? "one after the other" : `${atOnce} at once`,
        `${percentile(latencies, 50).toFixed(2)} ms`,
        `${percentile(latencies, 99).toFixed(2)} ms`,
        (calls / seconds).toFixed(0),
        `${ownMs.toFixed(3)} ms${ownMs < MOST_CPU_MS ? "" : ` (over ${MOST_CPU_MS})`}`,
        `${((bot.cpuMs() - botBefore) / calls).toFixed(3)} ms`,
      ]);
    }
    printTable(`/ping through the sandbox, ${calls} calls each after ${warmUp}; CPU is for each interaction`, rows);
  } finally {
    await bot.stop();
    await sandbox.close();
  }
}

/** Milliseconds from the member's Enter to the reply in the channel. */
function createPing({ actor }: Sandbox): () => Promise<number> {
  const [guild] = actor.guilds();
  const [member] = actor.members(guild?.id ?? "");
  const [channel] = actor.channels({ guildId: guild?.id ?? "" });
  const input = { userId: member?.user.id ?? "", channelId: channel?.id ?? "", name: "ping" };
  return async () => {
    const outcome = await actor.slash(input);
    if (outcome.kind !== "message") throw new Error(`/ping was answered with ${outcome.kind}`);
    return outcome.latencyMs;
  };
}

async function run(count: number, atOnce: number, call: () => Promise<number>): Promise<number[]> {
  const latencies: number[] = [];
  let left = count;
  async function goOn(): Promise<void> {
    while (left > 0) {
      left -= 1;
      latencies.push(await call());
    }
  }
  await Promise.all(Array.from({ length: atOnce }, goOn));
  return latencies;
}

async function measureManyGuilds(): Promise<void> {
  const member = { name: "Ada" };
  const guilds = Array.from({ length: guildCount }, (_, index) => ({
    name: `Server ${index}`,
    channels: CHANNELS,
    members: [member],
  }));
  const startedAt = performance.now();
  const sandbox = await openSandbox(guilds);
  const openedMs = performance.now() - startedAt;
  const few = await openSandbox(guilds.slice(0, 1));
  try {
    const floor = await startBotProcess(["bench/floor-bot.ts"], few.apiUrl, folder);
    await floor.stop();
    const bot = await startBotProcess(["bench/floor-bot.ts"], sandbox.apiUrl, folder);
    await bot.stop();
    printTable(`${guildCount} servers of ${CHANNELS.length} channels`, [
      ["sandbox open", `${openedMs.toFixed(0)} ms`],
      ["bot's start to ready", `${bot.readyAfterMs.toFixed(0)} ms`],
      ["the same with one server", `${floor.readyAfterMs.toFixed(0)} ms`],
    ]);
  } finally {
    await few.close();
    await sandbox.close();
  }
}
