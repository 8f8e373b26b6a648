import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Bot, startBot } from "../../src/bot.ts";
import { createLog } from "../../src/log.ts";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { tour } from "../../src/tour.ts";
import { type Browser, hasChromium, openBrowser } from "./support/browser.ts";
import { readCourses } from "./support/study-group.ts";

const WEEK_MS = 7 * 86_400_000;
/** A Thursday at noon, when nobody of the tour has a weekly reminder in the next hours. */
const QUIET_TIME = Date.UTC(2026, 0, 1, 12);

describe.skipIf(!hasChromium)("a first visit to Lockstep's sandbox", () => {
  let folder: string;
  let sandbox: Sandbox;
  let bot: Bot;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
    const log = createLog("error");
    sandbox = await createSandbox({
      port: 0,
      file: null,
      application: { name: "Lockstep", token: "sandbox" },
      report: (line) => log.warn({}, line),
      tour,
    });
    await sandbox.clock.advance(WEEK_MS - ((sandbox.clock.now() - QUIET_TIME) % WEEK_MS));
    bot = await startBot({
      discord: { token: "sandbox", apiUrl: sandbox.apiUrl, cdnUrl: sandbox.cdnUrl },
      databaseFile: join(folder, "sandbox.db"),
      contents: await readCourses(),
      clock: sandbox.clock,
      log,
    });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await bot.stop();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows a study group at one press, and the clock then offers the next timer", async () => {
    const page = await browser.context.newPage();
    await page.goto(sandbox.url ?? "");
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
