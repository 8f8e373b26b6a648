import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../../src/sandbox/clock.ts";

const HOUR = 3_600_000;

function pausedClock() {
  const errors: unknown[] = [];
  const clock = createClock(0, (error) => errors.push(error));
  onTestFinished(() => clock.stop());
  clock.pause();
  return { clock, errors };
}

test("a paused clock stands still, and goes forward by exactly what it is moved", async () => {
  const { clock } = pausedClock();
  const before = clock.now();
  await clock.advance(HOUR);
  expect(clock.now()).toBe(before + HOUR);
});

test("a running clock keeps the sum of its moves as its offset", async () => {
  const clock = createClock(5000, () => undefined);
  onTestFinished(() => clock.stop());
  await clock.advance(HOUR);
  await clock.advance(1);
  expect(clock.offset()).toBe(HOUR + 5001);
});

test("a move runs the tasks that fall due on the way, in order, each at its own instant", async () => {
  const { clock } = pausedClock();
  const start = clock.now();
  const seen: [string, number][] = [];
  clock.at(start + 3000, () => void seen.push(["third", clock.now() - start]));
  clock.at(start + 1000, () => void seen.push(["first", clock.now() - start]));
  clock.at(start + 1000, () => void seen.push(["second", clock.now() - start]));
  clock.at(start + 5001, () => void seen.push(["too late", clock.now() - start]));
  await clock.advance(5000);
  expect(seen).toEqual([
    ["first", 1000],
    ["second", 1000],
    ["third", 3000],
  ]);
});

test("a move waits for the tasks it runs, and also runs the timers that they set", async () => {
  const { clock } = pausedClock();
  const start = clock.now();
  const seen: string[] = [];
  clock.at(start + 1000, async () => {
    await Promise.resolve();
    seen.push("a slow task");
    clock.at(start + 1500, () => void seen.push("what it planned"));
  });
  clock.at(start + 2000, () => void seen.push("the next task"));
  await clock.advance(2000);
  expect(seen).toEqual(["a slow task", "what it planned", "the next task"]);
});

test("a cancelled task does not run, and cancelling twice does no harm", async () => {
  const { clock } = pausedClock();
  const seen: string[] = [];
  const cancel = clock.at(clock.now() + 10, () => void seen.push("cancelled"));
  clock.at(clock.now() + 10, () => void seen.push("kept"));
  cancel();
  cancel();
  await clock.advance(10);
  expect(seen).toEqual(["kept"]);
});

test("two moves at once are made one after the other", async () => {
  const { clock } = pausedClock();
  const start = clock.now();
  await Promise.all([clock.advance(1000), clock.advance(1000)]);
  expect(clock.now()).toBe(start + 2000);
});

test("a task that fails is reported, and the others still run", async () => {
  const { clock, errors } = pausedClock();
  const seen: string[] = [];
  const failure = new Error("no");
  clock.at(clock.now() + 1, () => Promise.reject(failure));
  clock.at(clock.now() + 2, () => void seen.push("next"));
  await clock.advance(5);
  expect(errors).toEqual([failure]);
  expect(seen).toEqual(["next"]);
});

test.each([-1, Number.NaN, 0.5, Number.POSITIVE_INFINITY])("a move by %s is refused", async (milliseconds) => {
  const { clock } = pausedClock();
  const before = clock.now();
  await expect(clock.advance(milliseconds)).rejects.toThrow(RangeError);
  expect(clock.now()).toBe(before);
});

test("a running clock runs a task by itself when it is due", async () => {
  const clock = createClock(0, () => undefined);
  onTestFinished(() => clock.stop());
  await new Promise<void>((resolve) => {
    clock.at(clock.now() + 5, resolve);
  });
});

test("a task whose time passed while the clock stood still runs once it is resumed", async () => {
  const { clock } = pausedClock();
  const run = new Promise<void>((resolve) => {
    clock.at(clock.now(), resolve);
  });
  clock.resume();
  await run;
});

test("each move, pause and resumption is reported with the new time", async () => {
  const { clock } = pausedClock();
  const told: number[] = [];
  const start = clock.now();
  const stop = clock.onMove((now) => told.push(now - start));
  await clock.advance(HOUR);
  clock.pause();
  stop();
  await clock.advance(HOUR);
  expect(told).toEqual([HOUR]);
});

test("a move by more than ten years is refused with a sentence, and ten years are not", async () => {
  const { clock } = pausedClock();
  const before = clock.now();
  const tenYears = 10 * 365.25 * 24 * HOUR;
  await expect(clock.advance(tenYears + 1)).rejects.toThrow(
    new RangeError(`The clock goes ten years at most in one move: ${tenYears + 1} ms is more.`),
  );
  expect(clock.now()).toBe(before);
  await clock.advance(tenYears);
  expect(clock.now()).toBe(before + tenYears);
});

test("a move ends when it is saved, and one that could not be saved is reported", async () => {
  const { clock, errors } = pausedClock();
  const failure = new Error("no");
  const kept: number[] = [];
  const start = clock.now();
  clock.keepMoves(async () => {
    await Promise.resolve();
    kept.push(clock.now() - start);
    throw failure;
  });
  await clock.advance(HOUR);
  expect([kept, errors]).toEqual([[HOUR], [failure]]);
});
