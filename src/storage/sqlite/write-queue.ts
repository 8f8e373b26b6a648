import Sqlite from "better-sqlite3";
import type { Clock } from "../../coach/ports.ts";

export type WriteQueue = <T>(transact: () => T) => Promise<T>;

/** Discord waits 15 minutes for the answer to a deferred command, and a member much less. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 250;

type Waiting = { attempt: () => void; reject: (error: unknown) => void; until: number };

/**
 * Runs each write at once. While another program holds the write lock, writes wait in the order in which they were asked
 * for, and only the first of them asks for the lock, now and then: everything else goes on meanwhile. A write that has
 * waited too long ends with SQLite's error.
 */
export function createWriteQueue(clock: Clock): WriteQueue {
  const waiting: Waiting[] = [];
  let isWorking = false;

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      clock.at(clock.now() + milliseconds, resolve);
    });

  async function work(): Promise<void> {
    isWorking = true;
    let pauseMs = FIRST_PAUSE_MS;
    for (let [first] = waiting; first !== undefined; [first] = waiting) {
      try {
        first.attempt();
      } catch (error) {
        if (isLockedOut(error) && clock.now() < first.until) {
          await pause(pauseMs);
          pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
          continue;
        }
        first.reject(error);
      }
      waiting.shift();
      // Many may have waited: what came in meanwhile has its turn in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isWorking = false;
  }

  return async (transact) => {
    if (!isWorking) {
      try {
        return transact();
      } catch (error) {
        if (!isLockedOut(error)) throw error;
      }
    }
    const { promise, resolve, reject } = Promise.withResolvers<ReturnType<typeof transact>>();
    waiting.push({ attempt: () => resolve(transact()), reject, until: clock.now() + PATIENCE_MS });
    if (!isWorking) work().catch(reject);
    return promise;
  };
}

/** Another connection writes. Nothing was done, so that it may be done again. */
function isLockedOut(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_BUSY(_SNAPSHOT)?$/.test(error.code);
}
