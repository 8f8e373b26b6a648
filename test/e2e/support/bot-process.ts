import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type BotProcess = {
  pid: number;
  /** What it printed, on both streams. */
  output(): string;
  /** Resolves once the output matches. Rejects if the process ends first. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves to the exit code once it ends by itself. */
  ended: Promise<number | null>;
  signal(name: "SIGINT" | "SIGTERM" | "SIGKILL"): Promise<number | null>;
};

const ROOT = join(import.meta.dirname, "../../..");

/** Starts `src/main.ts` in a process of its own, with only these settings of Lockstep. */
export function spawnBot(settings: Record<string, string>): BotProcess {
  const { DISCORD_TOKEN, DISCORD_API, SANDBOX_PORT, LOCKSTEP_DATA, LOCKSTEP_CONTENT, LOG_LEVEL, ...clean } =
    process.env;
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: ROOT,
    env: { ...clean, LOG_LEVEL: "warn", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(() => child.exitCode);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    printed(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match !== null) {
            listeners.delete(look);
            resolve(match);
          }
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`ended before it printed ${pattern}:\n${output}`)), reject);
      });
    },
    async signal(name) {
      child.kill(name);
      return ended;
    },
  };
}
