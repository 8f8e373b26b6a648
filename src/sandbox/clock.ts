import type { Clock, MovableClock } from "./contract.ts";

const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
const LONGEST_MOVE_MS = 10 * 365.25 * 86_400_000;

type Task = () => void | Promise<void>;
/** `own` is for the sandbox's deadlines, which the page does not show. */
type Timer = { instant: number; task: Task; own: boolean };

export type SandboxClock = MovableClock & {
  /** `wait` is awaited before each move, so that the move does not carry open interactions past their deadline. */
  holdMoves(wait: () => Promise<void>): void;
  /** `keep` is awaited after each move, so that a finished move is also saved. It runs after a pause and a resumption, too. */
  keepMoves(keep: () => Promise<void>): void;
  /** The instant at which the clock is paused; null while it runs. */
  standsAt(): number | null;
  /** The same clock for the sandbox's own deadlines, which `nextTimer` leaves out. */
  own: Clock;
  /** Forgets every timer. */
  stop(): void;
};

/**
 * @param offset milliseconds ahead of the system's clock
 * @param onError called with what a task threw; the clock goes on
 * @param pausedAt the instant at which it starts paused; null if it starts running
 */
export function createClock(
  offset: number,
  onError: (error: unknown) => void,
  pausedAt: number | null = null,
): SandboxClock {
  let ahead = offset;
  let standsAt = pausedAt;
  let isPaused = pausedAt !== null;
  let isMoving = false;
  let armed: { instant: number; handle: NodeJS.Timeout } | null = null;
  let lastMove: Promise<void> = Promise.resolve();
  let waitBeforeMove: () => Promise<void> = () => Promise.resolve();
  let keepMove: () => Promise<void> = () => Promise.resolve();
  const timers: Timer[] = [];
  const listeners = new Set<(now: number) => void>();
  const timerListeners = new Set<() => void>();

  const now = () => standsAt ?? Date.now() + ahead;

  function disarm(): void {
    if (armed) clearTimeout(armed.handle);
    armed = null;
  }

  /** A timer that fires too early looks again. So cancelling, which every interaction does, needs no system call. */
  function arm(): void {
    const first = timers[0];
    if (!first || standsAt !== null || (armed && armed.instant <= first.instant)) return;
    disarm();
    const handle = setTimeout(fire, Math.min(Math.max(first.instant - now(), 0), LONGEST_TIMEOUT_MS));
    handle.unref();
    armed = { instant: first.instant, handle };
  }

  function tellOfTimer({ own }: Timer): void {
    if (!own) for (const listener of timerListeners) listener();
  }

  async function run(timer: Timer): Promise<void> {
    tellOfTimer(timer);
    try {
      await timer.task();
    } catch (error) {
      onError(error);
    }
  }

  function fire(): void {
    armed = null;
    if (standsAt !== null) return;
    for (let first = timers[0]; first && first.instant <= now(); first = timers[0]) {
      timers.shift();
      void run(first);
    }
    arm();
  }

  /** Resolves when the change is saved. */
  function tell(): Promise<void> {
    for (const listener of listeners) listener(now());
    return keepMove().catch(onError);
  }

  function indexAfter(instant: number): number {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const timer = timers[middle];
      if (timer && timer.instant <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async function move(milliseconds: number, patient: boolean): Promise<void> {
    if (patient) await waitBeforeMove();
    const wasPaused = isPaused;
    const target = now() + milliseconds;
    const aheadAfter = ahead + milliseconds;
    isMoving = true;
    let reached = now();
    standsAt = reached;
    for (let first = timers[0]; first && first.instant <= target; first = timers[0]) {
      timers.shift();
      reached = Math.max(reached, first.instant);
      standsAt = reached;
      await run(first);
    }
    isMoving = false;
    if (isPaused) {
      standsAt = target;
    } else {
      ahead = wasPaused ? target - Date.now() : aheadAfter;
      standsAt = null;
      arm();
    }
    await tell();
  }

  function set(timer: Timer): () => void {
    const { instant } = timer;
    timers.splice(indexAfter(instant), 0, timer);
    tellOfTimer(timer);
    arm();
    return () => {
      let index = indexAfter(instant) - 1;
      while (index >= 0 && timers[index] !== timer && timers[index]?.instant === instant) index--;
      if (timers[index] !== timer) return;
      timers.splice(index, 1);
      tellOfTimer(timer);
    };
  }

  return {
    now,
    at: (instant, task) => set({ instant, task, own: false }),
    own: { now, at: (instant, task) => set({ instant, task, own: true }) },
    offset: () => (standsAt === null ? ahead : standsAt - Date.now()),
    advance(milliseconds, options) {
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
        return Promise.reject(new RangeError(`The clock only goes forward: ${milliseconds} ms is not a step.`));
      }
      if (milliseconds > LONGEST_MOVE_MS) {
        return Promise.reject(
          new RangeError(`The clock goes ten years at most in one move: ${milliseconds} ms is more.`),
        );
      }
      const next = lastMove.then(() => move(milliseconds, options?.waitForOpenInteractions ?? true));
      lastMove = next;
      return next;
    },
    pause() {
      if (isPaused) return;
      isPaused = true;
      standsAt ??= now();
      void tell();
    },
    resume() {
      if (!isPaused) return;
      isPaused = false;
      if (!isMoving) {
        ahead = now() - Date.now();
        standsAt = null;
        arm();
      }
      void tell();
    },
    paused: () => isPaused,
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    nextTimer: () => timers.find(({ own }) => !own)?.instant ?? null,
    onTimers(listener) {
      timerListeners.add(listener);
      return () => timerListeners.delete(listener);
    },
    holdMoves(wait) {
      waitBeforeMove = wait;
    },
    keepMoves(keep) {
      keepMove = keep;
    },
    standsAt: () => (isPaused ? standsAt : null),
    stop() {
      disarm();
      timers.length = 0;
    },
  };
}
