import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../src/sandbox/sandbox.ts";
import { type Acting, createActing } from "./acting.ts";
import { type BotProcess, spawnBot } from "./bot-process.ts";

/** Bots in processes of their own on one data folder, and sandboxes to start them on; everything ends with its test. */
export type House = {
  /** Another one for each test. */
  folder(): string;
  start(settings: Record<string, string>): BotProcess;
  openSandbox(options?: Partial<SandboxOptions>): Promise<Sandbox>;
};

/** Call it once, at the top of a test file. */
export function useHouse(): House {
  let folder: string;
  const running = new Set<BotProcess>();
  const sandboxes = new Set<Sandbox>();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  });

  afterEach(async () => {
    await Promise.all([...running].map((bot) => bot.signal("SIGKILL")));
    await Promise.all([...sandboxes].map((sandbox) => sandbox.close()));
    const violations = [...sandboxes].flatMap((sandbox) => sandbox.spec.violations());
    running.clear();
    sandboxes.clear();
    await rm(folder, { recursive: true, force: true });
    expect(violations).toEqual([]);
  });

  return {
    folder: () => folder,
    start(settings) {
      const bot = spawnBot({ LOCKSTEP_DATA: folder, ...settings });
      running.add(bot);
      return bot;
    },
    async openSandbox(options = {}) {
      const sandbox = await createSandbox({
        port: 0,
        file: null,
        application: { name: "Lockstep", token: "sandbox" },
        page: false,
        // Bots are killed and started again faster than Discord lets them.
        rateLimits: { identifiesPerFiveSeconds: 10 },
        spec: "check",
        ...options,
      });
      sandboxes.add(sandbox);
      return sandbox;
    },
  };
}

/** What a bot needs to log in to this sandbox. */
export function settingsFor({ apiUrl }: Sandbox): { DISCORD_API: string; DISCORD_TOKEN: string } {
  return { DISCORD_API: apiUrl, DISCORD_TOKEN: "sandbox" };
}

/** A member of the sandbox's first server, in its first channel. */
export function actAs(name: string, { actor }: Sandbox): Acting {
  const [guild] = actor.guilds();
  const member = actor.members(guild?.id ?? "").find(({ user }) => user.global_name === name);
  const channel = actor.channels({ guildId: guild?.id ?? "" })[0];
  return createActing(actor, member?.user.id ?? "", channel?.id ?? "");
}
