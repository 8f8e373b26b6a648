import type { ClockView } from "../view.ts";
import { change, state } from "./state.ts";
import { dayOf } from "./time-text.ts";

let receivedAt = 0;

/** The sandbox's time in milliseconds. It runs on here between two messages from the server. */
export function now(): number {
  const { clock } = state;
  return clock.paused ? clock.now : clock.now + performance.now() - receivedAt;
}

export function setClock(clock: ClockView): void {
  receivedAt = performance.now();
  change({ clock, today: dayOf(clock.now) });
}

/** Calls `tick` at once, every second, and whenever the clock is moved. */
export function onTick(tick: () => void): void {
  tick();
  setInterval(() => {
    const today = dayOf(now());
    if (today !== state.today) change({ today });
    tick();
  }, 1000);
}
