import { EventSourceParserStream } from "eventsource-parser/stream";
import { z } from "zod";
import type { Clock } from "../coach/ports.ts";
import { createSystemClock } from "./system-clock.ts";

/** The state of a sandbox's clock, as its `/control/clock` and each event on its stream give it. Milliseconds. */
const ReadingSchema = z.object({ now: z.int(), offset: z.int(), paused: z.boolean() });

const RECONNECT_MS = 500;

export type FollowingClock = Clock & { stop(): void };

/**
 * A clock that follows the clock of a sandbox in another process. When that clock moves forward, everything that falls
 * due on the way runs in order. While the sandbox cannot be reached, this clock keeps the last known offset. Rejects if
 * the sandbox does not answer the first request.
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
   * Cancelling a task does not arm again: a timer that fires too early does no harm, and every interaction cancels one.
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
