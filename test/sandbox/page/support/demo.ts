import type { Page } from "playwright-core";
import type { Outcome, Sandbox, SandboxOptions } from "../../../../src/sandbox/contract.ts";
import { createSandbox } from "../../../../src/sandbox/sandbox.ts";
import { type Browser, openBrowser } from "../../../e2e/support/browser.ts";
import { type DemoBot, startDemoBot } from "./demo-bot.ts";

export const TOKEN = "token of the demo bot";

export type Demo = {
  sandbox: Sandbox;
  bot: DemoBot;
  browser: Browser;
  /** This member's page, in #study, after the welcome. */
  open(member: string): Promise<Page>;
  /** Runs a command as this member, without the page. */
  slash(member: string, name: string): Promise<Outcome>;
  userId(member: string): string;
  channelId(name: string): string;
  stop(): Promise<void>;
};

export function startDemoSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return createSandbox({ port: 0, file: null, application: { name: "Coach", token: TOKEN }, ...options });
}

export function findUserId(sandbox: Sandbox, name: string): string {
  const members = sandbox.actor.guilds().flatMap((guild) => sandbox.actor.members(guild.id));
  const found = members.find(({ user, nick }) => (nick ?? user.global_name ?? user.username) === name);
  if (!found) throw new Error(`no member is called ${name}`);
  return found.user.id;
}

export function findChannelId(sandbox: Sandbox, name: string): string {
  const channels = sandbox.actor.guilds().flatMap((guild) => sandbox.actor.channels({ guildId: guild.id }));
  const found = channels.find((channel) => channel.name === name);
  if (!found) throw new Error(`no channel is called ${name}`);
  return found.id;
}

export function startBotOn(sandbox: Sandbox): Promise<DemoBot> {
  return startDemoBot(sandbox, TOKEN);
}

/** A sandbox with the demo bot, and a browser. */
export async function startDemo(
  look: Parameters<typeof openBrowser>[0] = {},
  options: Partial<SandboxOptions> = {},
): Promise<Demo> {
  const sandbox = await startDemoSandbox(options);
  const bot = await startBotOn(sandbox);
  const browser = await openBrowser(look);
  return {
    sandbox,
    bot,
    browser,
    slash: (member, name) =>
      sandbox.actor.slash({ userId: findUserId(sandbox, member), channelId: findChannelId(sandbox, "study"), name }),
    userId: (member) => findUserId(sandbox, member),
    channelId: (name) => findChannelId(sandbox, name),
    async open(member) {
      const page = await browser.context.newPage();
      await page.addInitScript(() => localStorage.setItem("welcomed", "yes"));
      await page.goto(`${sandbox.url}/#as=${findUserId(sandbox, member)}&channel=${findChannelId(sandbox, "study")}`);
      await page.getByRole("log", { name: "#study" }).waitFor();
      return page;
    },
    async stop() {
      await browser.close();
      await bot.stop();
      await sandbox.close();
    },
  };
}
