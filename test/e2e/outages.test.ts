import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { textOf } from "./support/acting.ts";
import { actAs, settingsFor, useHouse } from "./support/houses.ts";

/** What Discord does to a bot that starts, or that runs. */

// Several processes start in one test, which takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { folder, start, openSandbox } = useHouse();

/** A line of a stack, as Node prints it for an error that nobody caught. */
const STACK = /^\s+at /m;
const GATEWAY = "GET /gateway/bot";
const COMMANDS = "PUT /applications/{application}/commands";

/** Causes it in the moment in which the bot is sent READY, before it is told about its servers. */
function closeAfterReady({ actor }: Sandbox, code: number): void {
  actor.on((event) => {
    if (event.kind === "wire" && event.entry.what === "READY") actor.faults.cause({ kind: "close", code });
  });
}

describe("a start while Discord cannot be reached", () => {
  it.each([
    ["fails", { kind: "bad-gateway", effect: "before", route: GATEWAY }, /reached: it answered with 502/],
    ["breaks off", { kind: "reset", effect: "before", route: GATEWAY }, /reached: .*(ECONNRESET|UND_ERR_SOCKET)/],
    ["fails at the commands", { kind: "bad-gateway", effect: "before", route: COMMANDS }, /answered with 502/],
  ] as const)(
    "says what is wrong and when it tries again, until it succeeds: a request %s",
    async (_how, fault, says) => {
      const sandbox = await openSandbox();
      sandbox.actor.faults.add(fault);
      const bot = start(settingsFor(sandbox));
      await bot.printed(says);
      await bot.printed(/The next attempt is in 1 s\./);
      sandbox.actor.faults.clearAll();
      await bot.printed(/is ready/);
      expect(bot.output()).not.toMatch(STACK);
      expect(textOf(await actAs("Ada", sandbox).slash("help"))).toContain("Lockstep");
    },
  );

  it("is given up with Ctrl-C, and leaves the database to the next", async () => {
    const sandbox = await openSandbox();
    sandbox.actor.faults.add({ kind: "bad-gateway", effect: "before", route: GATEWAY });
    const bot = start(settingsFor(sandbox));
    await bot.printed(/next attempt is in/);
    expect(await bot.signal("SIGINT")).toBe(0);
    expect(bot.output()).not.toMatch(STACK);
    expect(existsSync(join(folder(), "sandbox.db.pid"))).toBe(false);
  });

  it("ends at once, with a sentence, if Discord refuses the token between READY and the servers", async () => {
    const sandbox = await openSandbox();
    closeAfterReady(sandbox, 4004);
    const bot = start(settingsFor(sandbox));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(/closed the connection for good \(4004, AuthenticationFailed\)\. .*DISCORD_TOKEN/);
    expect(bot.output()).not.toContain("next attempt");
    expect(bot.output()).not.toMatch(STACK);
  });
});

describe("an event that discord.js cannot read", () => {
  it("is logged and ends the bot in order, so that whoever watches it can start it again", async () => {
    const sandbox = await openSandbox();
    const bot = start(settingsFor(sandbox));
    await bot.printed(/is ready/);
    await actAs("Ada", sandbox).slash("join", { zone: "UTC" });
    sandbox.actor.faults.cause({ kind: "malformed-event" });
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toContain('"msg":"nothing caught this error"');
    expect(bot.output()).toContain("Something happened that Lockstep was not made for.");
    expect(bot.output()).not.toMatch(STACK);
    // The database is closed, and the lock released.
    expect(existsSync(join(folder(), "sandbox.db-wal"))).toBe(false);
    expect(existsSync(join(folder(), "sandbox.db.pid"))).toBe(false);
  });
});
