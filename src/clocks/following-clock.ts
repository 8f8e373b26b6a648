import { EventSourceParserStream } from "eventsource-parser/stream";
import { z } from "zod";
import type { Clock } from "../coach/ports.ts";
import { createSystemClock } from "./system-clock.ts";

/** What a sandbox in another process tells about its clock, at `/control/clock` and on each move. */
const ReadingSchema = z.object({ now: z.int(), offset: z.int(), paused: z.boolean() });

const RECONNECT_MS = 500;

export type FollowingClock = Clock & { stop(): void };

/**
 * A clock that shows a sandbox's time in another process. When the sandbox's clock moves forward, everything that falls
 * due on the way runs, in order. While the sandbox cannot be reached, the clock goes on at the last known offset.
 * Rejects if no sandbox answers at first.
 */
export async function createFollowingClock(origin: string, report: (error: unknown) => void): Promise<FollowingClock> {
  const system = createSystemClock(report);
  const stopped = new AbortController();
  const waiting = new Set<{ instant: number; task: () => void | Promise<void> }>();
  let reading = ReadingSchema.parse(await (await fetch(`${origin}/control/clock`)).json());
  let armed: { instant: number; cancel: () => void } | null = null;

  const now = () => (reading.paused ? reading.now : system.now() + reading.offset);

  function disarm(): void {
    armed?.cancel();
    armed = null;
  }

  /**
   * A timer that fires too early does no harm, so cancelling a task, which every interaction does, need not arm again.
   */
  function arm(): void {
    if (waiting.size === 0 || reading.paused) return;
    const next = Math.min(...[...waiting].map(({ instant }) => instant));
    if (armed !== null && armed.instant <= next) return;
    disarm();
    armed = { instant: next, cancel: system.at(next - reading.offset, runDue) };
  }

  async function runDue(): Promise<void> {
    disarm();
    for (;;) {
      const [first] = [...waiting].filter(({ instant }) => instant <= now()).sort((a, b) => a.instant - b.instant);
      if (first === undefined) break;
      waiting.delete(first);
      try {
        await first.task();
      } catch (error) {
        report(error);
      }
    }
    arm();
  }

  async function follow(): Promise<void> {
    const response = await fetch(`${origin}/control/clock/stream`, { signal: stopped.signal });
    if (response.body === null) throw new TypeError("the sandbox's clock sent no stream");
    const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { data } of events) {
      reading = ReadingSchema.parse(JSON.parse(data));
      await runDue();
    }
  }

  function keepFollowing(): void {
    follow()
      .catch((error: unknown) => {
        if (!stopped.signal.aborted && !(error instanceof TypeError)) report(error);
      })
      .finally(() => {
        if (!stopped.signal.aborted) system.at(system.now() + RECONNECT_MS, keepFollowing);
      });
  }
  keepFollowing();

  return {
    now,
    at(instant, task) {
      const entry = { instant, task };
      waiting.add(entry);
      arm();
      return () => {
        waiting.delete(entry);
      };
    },
    stop() {
      stopped.abort();
      waiting.clear();
      disarm();
    },
  };
}
