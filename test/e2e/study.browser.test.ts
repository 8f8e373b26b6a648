import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, hasChromium, openBrowser } from "./support/browser.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

describe.skipIf(!hasChromium)("a member in the page", () => {
  let folder: string;
  let group: StudyGroup;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lockstep-"));
    group = await startStudyGroup(folder, true);
    browser = await openBrowser();
    page = await browser.context.newPage();
    await page.goto(`${group.sandbox.url}/#as=${group.member("Ada").userId}&channel=${group.channelId}`);
  });

  afterAll(async () => {
    await browser.close();
    await group.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const composer = () => page.getByRole("textbox", { name: "Message #study" });
  const newest = () => page.getByRole("log").getByRole("article").last();

  async function command(name: string): Promise<void> {
    await composer().pressSequentially(`/${name}`);
    await composer().press("Enter");
    await page.getByRole("group", { name: `/${name}` }).waitFor();
    await page.keyboard.press("Enter");
  }

  it("joins with a time zone that autocomplete found", async () => {
    await composer().pressSequentially("/join ");
    await page.getByRole("combobox", { name: "zone" }).pressSequentially("vienna");
    await page.getByRole("option", { name: /Europe\/Vienna/ }).click();
    await page.keyboard.press("Enter");
    await newest().getByRole("heading", { name: "Welcome to Distributed System Concepts!" }).waitFor();
  });

  it("learns: gets the first lesson and starts it", async () => {
    await command("learn");
    await newest().getByRole("heading", { name: "Heartbeats" }).waitFor();
    expect(
      await newest()
        .getByRole("link", { name: /Open the article/ })
        .getAttribute("href"),
    ).toBe("https://arpitbhayani.me/blogs/heartbeats-in-distributed-systems/");
    await newest().getByRole("button", { name: "Start" }).click();
    await newest().getByText("I'll ask how it went").waitFor();
  });

  it("moves the clock, sees the reminder, and presses Done", async () => {
    await page.getByRole("button", { name: "+10 min" }).click();
    await page.getByRole("button", { name: "+10 min" }).click();
    await page.getByRole("button", { name: "+10 min" }).click();
    await page
      .getByRole("navigation", { name: "Channels" })
      .getByRole("link", { name: /Lockstep/ })
      .click();
    await newest().getByText("30 minutes are up. How did Heartbeats go?").waitFor();
    await newest().getByRole("button", { name: "Done" }).click();
    await newest()
      .getByRole("heading", { name: /Heartbeats: done/ })
      .waitFor();
  });

  it("sees the tick on the checklist", async () => {
    await page.getByRole("navigation", { name: "Channels" }).getByRole("link", { name: /study/ }).click();
    await command("checklist");
    await newest().getByText("✅ Heartbeats").waitFor();
    await newest().getByText("⬜ Consensus Algorithms").first().waitFor();
  });

  it("sends no request beyond this machine, and none is refused", () => {
    expect(browser.requests.filter((url) => !url.startsWith(group.sandbox.url))).toEqual([]);
    expect(group.refusals).toEqual([]);
    expect(group.errors).toEqual([]);
  });
});
