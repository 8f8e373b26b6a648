import { join } from "node:path";
import type { Contestant } from "./contestants.ts";
import { median, printTable, ratio } from "./figures.ts";
import { openSandbox, withFolder } from "./study-group.ts";

/**
 * From the start of the process until it is ready. The first start of each is not counted: it fills the caches on disk.
 */
export async function measureStarts(contestants: readonly Contestant[], starts: number): Promise<void> {
  const runs = contestants.map((contestant) => ({ contestant, readyMs: [] as number[], cpuMs: [] as number[] }));
  const sandbox = await openSandbox();
  try {
    await withFolder(async (folder) => {
      for (let start = 0; start <= starts; start += 1) {
        for (const [index, { contestant, readyMs, cpuMs }] of runs.entries()) {
          const bot = await contestant.start(sandbox, join(folder, String(index)));
          const cpu = bot.cpuMs();
          await bot.stop();
          if (start === 0) continue;
          readyMs.push(bot.readyAfterMs);
          cpuMs.push(cpu);
        }
      }
    });
  } finally {
    await sandbox.close();
  }
  const floor = runs[0] ?? { readyMs: [], cpuMs: [] };
  printTable(`Process start to ready, median of ${starts}`, [
    ["", "until ready", "", "processor time", ""],
    ...runs.map(({ contestant, readyMs, cpuMs }) => [
      contestant.name,
      `${median(readyMs).toFixed(0)} ms`,
      ratio(median(readyMs), median(floor.readyMs)),
      `${median(cpuMs).toFixed(0)} ms`,
      ratio(median(cpuMs), median(floor.cpuMs)),
    ]),
  ]);
}
