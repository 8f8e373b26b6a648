import type { Contestant } from "./contestants.ts";
import { median, percentile, printTable, ratio } from "./figures.ts";
import { call, membersOf, type Running, withStudyGroups } from "./study-group.ts";

type Run = Running & { command: string; latencies: number[]; cpuMs: number };

/** Calls of one command before the next contestant's turn: enough to measure their processor time. */
const IN_A_ROW = 50;

/** One call after the other: processor time of the bot for each call, and round trips. */
export async function measureCalls(
  contestants: readonly Contestant[],
  { calls, warmUp }: { calls: number; warmUp: number },
): Promise<void> {
  await withStudyGroups(contestants, async (running) => {
    const runs = running.flatMap((each) =>
      each.contestant.commands.map((command): Run => ({ ...each, command, latencies: [], cpuMs: 0 })),
    );
    await takeTurns(runs, warmUp);
    for (const run of runs) Object.assign(run, { latencies: [], cpuMs: 0 });
    await takeTurns(runs, calls);
    printProcessorTime(runs);
    printRoundTrips(runs, warmUp);
    const floorMiB = running[0]?.bot.residentMiB() ?? Number.NaN;
    printTable("Resident memory after that", [
      ...running.map(({ contestant, bot }) => [
        contestant.name,
        `${bot.residentMiB().toFixed(0)} MiB`,
        ratio(bot.residentMiB(), floorMiB),
      ]),
    ]);
  });
}

async function takeTurns(runs: readonly Run[], calls: number): Promise<void> {
  for (let done = 0; done < calls; done += IN_A_ROW) {
    for (const run of runs) {
      const members = membersOf(run.sandbox);
      const before = run.bot.cpuMs();
      for (let index = done; index < Math.min(done + IN_A_ROW, calls); index += 1)
        run.latencies.push(await call(run.sandbox, members[index % members.length] ?? "", run.command));
      run.cpuMs += run.bot.cpuMs() - before;
    }
  }
}

function printProcessorTime(runs: readonly Run[]): void {
  const contestants = [...new Set(runs.map(({ contestant }) => contestant))];
  const perCall = (own: readonly Run[]) =>
    own.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / own.reduce((sum, { latencies }) => sum + latencies.length, 0);
  const rows = contestants.flatMap((contestant) => {
    const own = runs.filter((run) => run.contestant === contestant);
    const all = own.length > 1 ? [{ name: `${contestant.name}, all of these`, runs: own }] : [];
    return [...own.map((run) => ({ name: `${contestant.name} /${run.command}`, runs: [run] })), ...all];
  });
  const floor = perCall(rows[0]?.runs ?? []);
  printTable(
    "Processor time of the bot for an interaction",
    rows.map(({ name, runs: own }, index) => [
      name,
      `${perCall(own).toFixed(3)} ms`,
      index === 0 ? "" : ratio(perCall(own), floor),
    ]),
  );
}

function printRoundTrips(runs: readonly Run[], warmUp: number): void {
  const floor = median(runs[0]?.latencies ?? []);
  printTable(
    `Round trip through the sandbox, ${runs[0]?.latencies.length} calls each after ${warmUp} (p50, p99, p50 against the floor)`,
    runs.map(({ contestant, command, latencies }, index) => [
      `${contestant.name} /${command}`,
      `${median(latencies).toFixed(2)} ms`,
      `${percentile(latencies, 99).toFixed(2)} ms`,
      index === 0 ? "" : ratio(median(latencies), floor),
    ]),
  );
}
