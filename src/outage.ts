import type { Clock } from "./coach/ports.ts";

/** Runs a step of the start again and again while Discord cannot be reached. */
export type Outlast = <T>(step: () => Promise<T>) => Promise<T>;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * @param parts.describe what is wrong, in a sentence; null for a failure that no waiting helps against, which is thrown
 * @param parts.say is told what is wrong and when the next attempt is made
 * @param parts.signal ends the waiting: its reason is thrown
 */
export function createOutlast(parts: {
  clock: Clock;
  signal: AbortSignal;
  describe: (error: unknown) => string | null;
  say: (line: string) => void;
}): Outlast {
  const { clock, signal, describe, say } = parts;

  function wait(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = clock.at(clock.now() + milliseconds, () => {
        signal.removeEventListener("abort", end);
        resolve();
      });
      signal.addEventListener("abort", end, { once: true });
      if (signal.aborted) end();
    });
  }

  return async (step) => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        return await step();
      } catch (error) {
        const trouble = signal.aborted ? null : describe(error);
        if (trouble === null) throw error;
        say(`${trouble} The next attempt is in ${waitMs / 1000} s.`);
        await wait(waitMs);
      }
    }
  };
}
