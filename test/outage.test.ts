import { expect, it } from "vitest";
import { createOutlast } from "../src/outage.ts";
import { createHandClock } from "./support/hand-clock.ts";

const SECOND = 1_000;

/** A step that fails until it has failed so often; `describe` knows errors that begin with "outage". */
function setUp() {
  const clock = createHandClock(0);
  const aborted = new AbortController();
  const said: string[] = [];
  const attempts: number[] = [];
  const outlast = createOutlast({
    clock,
    signal: aborted.signal,
    describe: (error) => (error instanceof Error && error.message === "outage" ? "There is an outage." : null),
    say: (line) => said.push(line),
  });
  const attempt = (result: () => string) =>
    outlast(async () => {
      attempts.push(clock.now());
      return result();
    });
  return { clock, aborted, said, attempts, attempt };
}

const fail = (message: string) => (): string => {
  throw new Error(message);
};

it("an outage is waited for: soon at first, then less and less often, and at least once a minute", async () => {
  const { clock, said, attempts, attempt } = setUp();
  let over = false;
  const done = attempt(() => (over ? "done" : fail("outage")()));
  const advance = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advance(SECOND);
    }
  };
  await advance(240);
  over = true;
  await advance(60);
  expect(await done).toBe("done");
  expect(attempts.map((at) => at / SECOND)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  expect(said[0]).toBe("There is an outage. The next attempt is in 1 s.");
  expect(said.at(-1)).toBe("There is an outage. The next attempt is in 60 s.");
});

it("any other failure ends the waiting at once", async () => {
  const { said, attempt } = setUp();
  await expect(attempt(fail("the token is refused"))).rejects.toThrow("the token is refused");
  expect(said).toEqual([]);
});

it("so does whoever stops the program", async () => {
  const { clock, aborted, attempts, attempt } = setUp();
  const done = attempt(fail("outage"));
  const ended = expect(done).rejects.toThrow("stopped");
  await clock.advance(0);
  aborted.abort(new Error("stopped"));
  await ended;
  await clock.advance(60 * SECOND);
  expect(attempts).toEqual([0]);
});
