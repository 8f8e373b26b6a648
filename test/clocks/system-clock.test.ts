import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSystemClock } from "../../src/clocks/system-clock.ts";

const DAY = 86_400_000;

describe("the system's clock", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("runs a task at its instant, not before, and once", () => {
    const ran: number[] = [];
    const clock = createSystemClock(() => {});
    clock.at(6_000, () => {
      ran.push(clock.now());
    });
    return vi
      .advanceTimersByTimeAsync(4_999)
      .then(() => expect(ran).toEqual([]))
      .then(() => vi.advanceTimersByTimeAsync(DAY))
      .then(() => expect(ran).toEqual([6_000]));
  });

  it("waits for an instant beyond Node's longest timeout, and does not fire at once", async () => {
    const task = vi.fn();
    createSystemClock(() => {}).at(1_000 + 60 * DAY, task);
    await vi.advanceTimersByTimeAsync(59 * DAY);
    expect(task).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(DAY);
    expect(task).toHaveBeenCalledOnce();
  });

  it("runs a task at once if it is already due, and never if it was cancelled", async () => {
    const clock = createSystemClock(() => {});
    const [due, cancelled] = [vi.fn(), vi.fn()];
    clock.at(0, due);
    clock.at(2_000, cancelled)();
    await vi.advanceTimersByTimeAsync(DAY);
    expect(due).toHaveBeenCalledOnce();
    expect(cancelled).not.toHaveBeenCalled();
  });

  it("reports a task that throws or rejects", async () => {
    const reported: unknown[] = [];
    const clock = createSystemClock((error) => reported.push(error));
    clock.at(0, () => {
      throw new Error("thrown");
    });
    clock.at(0, () => Promise.reject(new Error("rejected")));
    await vi.advanceTimersByTimeAsync(1);
    expect(reported.map(String)).toEqual(["Error: thrown", "Error: rejected"]);
  });
});
