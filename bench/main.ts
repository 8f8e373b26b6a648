import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GuildSeed, Sandbox, SlashInput } from "../src/sandbox/contract.ts";
import { createSandbox } from "../src/sandbox/sandbox.ts";
import { startBotProcess } from "./bot-process.ts";
import { percentile, printTable, ratio } from "./figures.ts";

/**
 * `npm run bench` measures round trips through the sandbox, time to ready and memory. Because machines are noisy, the
 * floor is measured in the same run and the calls take turns. Options: `--calls N`, `--warm-up N`, `--starts N`.
 */

const LEARNERS = 30;
const FLOOR = ["bench/floor-bot.ts"];
/** The arguments that `npm start` uses. */
const LOCKSTEP = ["--max-semi-space-size=4", "src/main.ts"];
const options = readOptions({ calls: 2_000, "warm-up": 3_000, starts: 5 });

const folder = await mkdtemp(join(tmpdir(), "lockstep-bench-"));
const guild: GuildSeed = {
  name: "Bench",
  channels: ["study"],
  members: Array.from({ length: LEARNERS }, (_, index) => ({ name: `Learner ${index + 1}` })),
};
const openSandbox = () =>
  createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    guilds: [guild],
    page: false,
    rateLimits: "off",
    report: (line) => console.error(line),
  });

const floorSandbox = await openSandbox();
const ownSandbox = await openSandbox();
try {
  await measureStarts();
  await measureRoundTrips();
} finally {
  await floorSandbox.close();
  await ownSandbox.close();
  await rm(folder, { recursive: true, force: true });
}

async function measureStarts(): Promise<void> {
  const floor: number[] = [];
  const own: number[] = [];
  for (let start = 0; start < options.starts; start += 1) {
    const first = await startBotProcess(FLOOR, floorSandbox.apiUrl, folder);
    floor.push(first.readyAfterMs);
    await first.stop();
    const second = await startBotProcess(LOCKSTEP, ownSandbox.apiUrl, folder);
    own.push(second.readyAfterMs);
    await second.stop();
  }
  printTable(`Process start to ready, median of ${options.starts}`, [
    ["floor", `${percentile(floor, 50).toFixed(0)} ms`, ""],
    ["Lockstep", `${percentile(own, 50).toFixed(0)} ms`, ratio(percentile(own, 50), percentile(floor, 50))],
  ]);
}

async function measureRoundTrips(): Promise<void> {
  const floorBot = await startBotProcess(FLOOR, floorSandbox.apiUrl, folder);
  const ownBot = await startBotProcess(LOCKSTEP, ownSandbox.apiUrl, folder);
  try {
    const members = membersOf(ownSandbox);
    for (const [index, member] of members.entries()) {
      await call(ownSandbox, member, "join", { zone: "Europe/Vienna" });
      if (index % 2 === 0) await tickFirstPhase(ownSandbox, member);
    }
    const names = ["learn", "checklist", "leaderboard"];
    const runs = [
      { name: "floor /ping", sandbox: floorSandbox, command: "ping", latencies: [] as number[] },
      ...names.map((command) => ({ name: `/${command}`, sandbox: ownSandbox, command, latencies: [] as number[] })),
    ];
    for (let round = 0; round < options["warm-up"] + options.calls; round += 1) {
      for (const run of runs) {
        const members = membersOf(run.sandbox);
        const latency = await call(run.sandbox, members[round % members.length] ?? "", run.command);
        if (round >= options["warm-up"]) run.latencies.push(latency);
      }
    }
    const [floor] = runs;
    const floorP50 = percentile(floor?.latencies ?? [], 50);
    printTable(
      `Round trip through the sandbox, bot in its own process, ${options.calls} calls each after ${options["warm-up"]} (p50, p99, p50 against the floor)`,
      runs.map(({ name, latencies }, index) => [
        name,
        `${percentile(latencies, 50).toFixed(2)} ms`,
        `${percentile(latencies, 99).toFixed(2)} ms`,
        index === 0 ? "" : ratio(percentile(latencies, 50), floorP50),
      ]),
    );
    const [floorMiB, ownMiB] = [floorBot.residentMiB(), ownBot.residentMiB()];
    printTable("Resident memory after that", [
      ["floor", `${floorMiB.toFixed(0)} MiB`, ""],
      ["Lockstep", `${ownMiB.toFixed(0)} MiB`, ratio(ownMiB, floorMiB)],
    ]);
  } finally {
    await floorBot.stop();
    await ownBot.stop();
  }
}

function membersOf({ actor }: Sandbox): string[] {
  const [first] = actor.guilds();
  if (first === undefined) throw new Error("the sandbox has no server");
  return actor
    .members(first.id)
    .filter(({ user }) => !user.bot)
    .map(({ user }) => user.id);
}

function placeOf({ actor }: Sandbox): string {
  const [channel] = actor.guilds().flatMap(({ id }) => actor.channels({ guildId: id }));
  if (channel === undefined) throw new Error("the sandbox has no channel");
  return channel.id;
}

/** Milliseconds from the member's Enter to the reply in the channel. */
async function call(
  sandbox: Sandbox,
  userId: string,
  name: string,
  values: NonNullable<SlashInput["options"]> = {},
): Promise<number> {
  const outcome = await sandbox.actor.slash({ userId, channelId: placeOf(sandbox), name, options: values });
  if (outcome.kind !== "message") throw new Error(`/${name} was answered with ${outcome.kind}`);
  return outcome.latencyMs;
}

/** Completes lessons in the checklist, as a member would, so that the leaderboard has ranks. */
async function tickFirstPhase(sandbox: Sandbox, userId: string): Promise<void> {
  const outcome = await sandbox.actor.slash({ userId, channelId: placeOf(sandbox), name: "checklist" });
  if (outcome.kind !== "message") throw new Error(`/checklist was answered with ${outcome.kind}`);
  const customId = /"custom_id":"(1:tick:[^"]+)"/.exec(JSON.stringify(outcome.message.message.components))?.[1] ?? "";
  const values = ["lesson:heartbeats", "lesson:consensus-algorithms"];
  await sandbox.actor.select({ userId, messageId: outcome.message.message.id, customId, values });
}

function readOptions<Names extends Record<string, number>>(defaults: Names): Names {
  const given = process.argv.slice(2);
  const read = Object.entries(defaults).map(([name, fallback]) => {
    const index = given.indexOf(`--${name}`);
    return [name, index === -1 ? fallback : Number(given[index + 1])];
  });
  return Object.fromEntries(read);
}
