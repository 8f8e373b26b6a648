import type { Contestant } from "./contestants.ts";
import { percentile, printTable, ratio } from "./figures.ts";
import { call, membersOf, type Running, withStudyGroups } from "./study-group.ts";

const AT_ONCE = 50;
const ROUND = 500;

type Run = Running & { latencies: number[]; seconds: number; cpuMs: number };

/** Fifty interactions in flight at all times, from members who use the commands of the contestant in turn. */
export async function measureLoad(
  contestants: readonly Contestant[],
  { calls, warmUp }: { calls: number; warmUp: number },
): Promise<void> {
  await withStudyGroups(contestants, async (running) => {
    const runs = running.map((each): Run => ({ ...each, latencies: [], seconds: 0, cpuMs: 0 }));
    for (let done = 0; done < warmUp; done += ROUND) for (const run of runs) await press(run);
    for (const run of runs) Object.assign(run, { latencies: [], seconds: 0, cpuMs: 0 });
    for (let done = 0; done < calls; done += ROUND) for (const run of runs) await press(run);
    const [floor] = runs;
    if (floor === undefined) return;
    printTable(`${AT_ONCE} interactions in flight, ${floor.latencies.length} calls each`, [
      ["", "a second", "", "p99", "", "processor time", ""],
      ...runs.map((run) => [
        run.contestant.name,
        throughput(run).toFixed(0),
        ratio(throughput(run), throughput(floor)),
        `${percentile(run.latencies, 99).toFixed(1)} ms`,
        ratio(percentile(run.latencies, 99), percentile(floor.latencies, 99)),
        `${perCall(run).toFixed(3)} ms`,
        ratio(perCall(run), perCall(floor)),
      ]),
    ]);
  });
}

const throughput = ({ latencies, seconds }: Run) => latencies.length / seconds;
const perCall = ({ latencies, cpuMs }: Run) => cpuMs / latencies.length;

async function press(run: Run): Promise<void> {
  const { sandbox, contestant, bot } = run;
  const members = membersOf(sandbox);
  let next = 0;
  async function goOn(): Promise<void> {
    while (next < ROUND) {
      const index = next;
      next += 1;
      const command = contestant.commands[index % contestant.commands.length] ?? "";
      run.latencies.push(await call(sandbox, members[index % members.length] ?? "", command));
    }
  }
  const cpuBefore = bot.cpuMs();
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, goOn));
  run.seconds += (performance.now() - startedAt) / 1000;
  run.cpuMs += bot.cpuMs() - cpuBefore;
}
