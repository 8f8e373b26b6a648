import { join } from "node:path";
import { createFollowingClock } from "./clocks/following-clock.ts";
import { createSystemClock } from "./clocks/system-clock.ts";
import type { Clock, Log } from "./coach/ports.ts";
import type { Config } from "./config.ts";
import type { Address } from "./discord/client.ts";
import { codeOf, messageOf, StartError } from "./start-error.ts";

export type Stoppable = { stop(): Promise<void> };

/**
 * The Discord that the bot logs in to, with its clock. `page` is the address of the sandbox's page; null on the real
 * Discord.
 */
export type DiscordHost = Stoppable & { address: Address; clock: Clock; page: string | null };

/** Throws a `StartError` if no sandbox answers, or if one cannot start. */
export async function openDiscordHost({ discord, dataFolder }: Config, log: Log): Promise<DiscordHost> {
  const report = (error: unknown) => log.error({ error }, "a timer's task failed");
  switch (discord.kind) {
    case "real":
      return {
        address: { token: discord.token, apiUrl: null, cdnUrl: null },
        clock: createSystemClock(report),
        page: null,
        stop: async () => {},
      };
    case "remote-sandbox": {
      const origin = new URL(discord.apiUrl).origin;
      const clock = await createFollowingClock(origin, report).catch((error: unknown) => {
        throw new StartError(`No sandbox answers at ${origin}. \`npm run sandbox\` starts one.`, { cause: error });
      });
      return {
        address: { token: discord.token, apiUrl: discord.apiUrl, cdnUrl: `${origin}/cdn` },
        clock,
        page: origin,
        stop: async () => clock.stop(),
      };
    }
    case "sandbox": {
      // Loaded only here, because a bot on the real Discord does not need it.
      const { createSandbox } = await import("./sandbox/sandbox.ts");
      const { tour } = await import("./tour.ts");
      const sandbox = await createSandbox({
        port: discord.port,
        file: join(dataFolder, "sandbox-discord.json"),
        application: { name: "Lockstep", token: "sandbox" },
        report: (line) => log.warn({}, line),
        tour,
      }).catch((error: unknown) => {
        throw new StartError(
          codeOf(error) === "EADDRINUSE"
            ? `Port ${discord.port} is in use, perhaps by another Lockstep. SANDBOX_PORT sets another one.`
            : `The sandbox could not start: ${messageOf(error)}`,
          { cause: error },
        );
      });
      return {
        address: { token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl },
        clock: sandbox.clock,
        page: sandbox.url,
        stop: () => sandbox.close(),
      };
    }
  }
}
