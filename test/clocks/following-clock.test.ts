import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFollowingClock, type FollowingClock } from "../../src/clocks/following-clock.ts";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";

const HOUR = 3_600_000;

describe("a clock that follows a sandbox", () => {
  let sandbox: Sandbox;
  let clock: FollowingClock;
  const reported: unknown[] = [];

  beforeEach(async () => {
    sandbox = await createSandbox({
      port: 0,
      file: null,
      application: { name: "Bot", token: "sandbox" },
      page: false,
      offset: 5 * HOUR,
    });
    clock = await createFollowingClock(sandbox.url, (error) => reported.push(error));
  });

  afterEach(async () => {
    clock.stop();
    await sandbox.close();
  });

  const runs = (instant: number) => new Promise<number>((resolve) => clock.at(instant, () => resolve(clock.now())));

  it("starts at the time of the sandbox's clock", () => {
    expect(Math.abs(clock.now() - sandbox.clock.now())).toBeLessThan(HOUR);
  });

  it("runs everything that falls due during a move, in order, and nothing later", async () => {
    const start = sandbox.clock.now();
    const order: string[] = [];
    clock.at(start + 3 * HOUR, () => {
      order.push("third");
    });
    const second = runs(start + 2 * HOUR).then(() => order.push("second"));
    clock.at(start + HOUR, () => {
      order.push("first");
    });
    clock.at(start + HOUR, () => {
      order.push("cancelled");
    })();
    await sandbox.clock.advance(2.5 * HOUR);
    await second;
    expect(order).toEqual(["first", "second"]);
  });

  it("does not move while the sandbox is paused", async () => {
    sandbox.clock.pause();
    const paused = sandbox.clock.now();
    // The stream carries moves in order, so when this one has arrived, the pause has, too.
    const arrived = runs(paused + HOUR);
    await sandbox.clock.advance(HOUR);
    expect(await arrived).toBe(paused + HOUR);
    expect(clock.now()).toBe(paused + HOUR);
  });

  it("rejects if there is no sandbox", async () => {
    await sandbox.close();
    await expect(createFollowingClock(sandbox.url, () => {})).rejects.toThrow();
  });
});
