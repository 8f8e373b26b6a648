import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export type BotProcess = {
  /** Milliseconds from the start of the process until it says that it is ready. */
  readyAfterMs: number;
  /** Resident memory now, in MiB. */
  residentMiB(): number;
  /** Processor time so far, in milliseconds; NaN if the system does not report it. */
  cpuMs(): number;
  stop(): Promise<void>;
};

/** The folder that this benchmark is part of. */
export const ROOT = join(import.meta.dirname, "..");

/** Starts a bot in `tree` on a sandbox, with these arguments to Node, and waits for its line that says "is ready". */
export async function startBotProcess(
  args: readonly string[],
  apiUrl: string,
  dataFolder: string,
  tree = ROOT,
): Promise<BotProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: tree,
    env: {
      ...process.env,
      DISCORD_TOKEN: "sandbox",
      DISCORD_API: apiUrl,
      LOCKSTEP_DATA: dataFolder,
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await waitUntilReady(child);
  return {
    readyAfterMs: performance.now() - startedAt,
    residentMiB: () => readResidentKiB(child.pid ?? 0) / 1024,
    cpuMs: () => readCpuMs(child.pid ?? 0),
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function waitUntilReady(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error("the bot's output is not read");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes("is ready")) {
      child.stdout.resume();
      return;
    }
  }
  throw new Error(`${child.spawnargs.join(" ")} ended before it was ready`);
}

function readResidentKiB(pid: number): number {
  const status = `/proc/${pid}/status`;
  if (existsSync(status)) return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(status, "utf8"))?.[1]);
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }));
}

/**
 * Linux reports the processor time of each thread in nanoseconds, but that of a process only in hundredths of a second.
 */
function readCpuMs(pid: number): number {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) return Number.NaN;
  const nanoseconds = readdirSync(threads).map((thread) =>
    Number(readFileSync(join(threads, thread, "schedstat"), "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}
