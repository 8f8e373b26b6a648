import type { Clock } from "../coach/ports.ts";

/** `setTimeout` fires at once if it is given more. Source: https://nodejs.org/api/timers.html */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** Real time. `report` gets what a task throws, because a timer has no caller that could catch it. */
export function createSystemClock(report: (error: unknown) => void): Clock {
  return {
    now: () => Date.now(),
    at(instant, task) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const wait = Math.max(0, instant - Date.now());
        timer = setTimeout(
          () => {
            if (Date.now() < instant) arm();
            else Promise.resolve().then(task).catch(report);
          },
          Math.min(wait, LONGEST_TIMEOUT_MS),
        );
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
}
