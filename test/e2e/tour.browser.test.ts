import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Bot, startBot } from "../../src/bot.ts";
import { readConfig } from "../../src/config.ts";
import { type DiscordHost, openDiscordHost } from "../../src/discord-host.ts";
import { createLog } from "../../src/log.ts";
import { type Browser, hasChromium, openBrowser } from "./support/browser.ts";
import { readCourses } from "./support/study-group.ts";

describe.skipIf(!hasChromium)("a first visit to Lockstep's sandbox", () => {
  let folder: string;
  let host: DiscordHost;
  let bot: Bot;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
    const config = readConfig({ SANDBOX_PORT: "0", LOCKSTEP_DATA: folder });
    if ("problems" in config) throw new Error(config.problems.join());
    const log = createLog("error");
    host = await openDiscordHost(config, log);
    bot = await startBot({
      discord: host.address,
      databaseFile: join(folder, "sandbox.db"),
      contents: await readCourses(),
      clock: host.clock,
      log,
    });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bot.stop();
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows a study group at one press, and the clock then offers the next timer", async () => {
    const page = await browser.context.newPage();
    await page.goto(host.page ?? "");
    const welcome = page.getByRole("region", { name: "Welcome" });
    await welcome.getByRole("button", { name: "Show me a study group" }).click();
    await welcome.getByText(/^Played\./).waitFor();
    const board = page.getByRole("log").getByRole("article").last();
    for (const name of ["Leslie", "Barbara", "Linus", "Grace", "Ada"]) await board.getByText(name).first().waitFor();
    await welcome.getByRole("button", { name: "Got it" }).click();
    await page.getByRole("button", { name: /^Next timer/ }).click();
    await page.getByRole("link", { name: /Lockstep 1 unread/ }).click();
    await page.getByRole("log", { name: "@Lockstep" }).getByRole("button", { name: "Done" }).waitFor();
  });
});
