import type { Clock } from "../../src/coach/ports.ts";

export type HandClock = Clock & {
  /** Moves to an instant and runs what falls due on the way, in order. */
  moveTo(instant: number): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  /** The number of timers that are waiting. */
  waiting(): number;
};

/** A clock that only moves when a test moves it. */
export function createHandClock(start: number): HandClock {
  let now = start;
  const timers = new Set<{ instant: number; task: () => void | Promise<void> }>();

  async function moveTo(instant: number): Promise<void> {
    for (;;) {
      const [first] = [...timers].filter((timer) => timer.instant <= instant).sort((a, b) => a.instant - b.instant);
      if (first === undefined) break;
      timers.delete(first);
      now = Math.max(now, first.instant);
      await first.task();
    }
    now = instant;
  }

  return {
    now: () => now,
    at(instant, task) {
      const timer = { instant, task };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    moveTo,
    advance: (milliseconds) => moveTo(now + milliseconds),
    waiting: () => timers.size,
  };
}
