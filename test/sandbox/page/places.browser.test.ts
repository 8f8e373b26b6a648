import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

const HOUR = 60 * 60 * 1000;

describe.skipIf(!hasChromium)("servers, channels, members and the clock", () => {
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemo();
  });

  afterAll(() => demo.stop());

  beforeEach(async () => {
    page = await demo.open("Ada");
  });

  afterEach(() => page.close());

  test("a direct message appears as unread, opens, and is read from then on", async () => {
    await demo.slash("Ada", "write");
    const channels = page.getByRole("navigation", { name: "Channels" });
    const direct = channels.getByRole("link", { name: /^coach 1 unread/i });
    await direct.click();
    await page
      .getByRole("log", { name: /^@coach/i })
      .getByText("Time for your review.")
      .waitFor();
    await page.getByRole("textbox", { name: /^Message @coach/i }).waitFor();
    await channels.getByRole("link", { name: "study" }).click();
    await page.getByRole("log", { name: "#study" }).waitFor();
    expect(await direct.count()).toBe(0);
  });

  test("another member sees neither the direct message nor its channel", async () => {
    await demo.slash("Ada", "write");
    const grace = await demo.open("Grace");
    await grace.getByText(/^Nothing yet. Coach/i).waitFor();
    expect(await grace.getByText("Time for your review.").count()).toBe(0);
    await grace.close();
  });

  test("the member menu works by keyboard, and the member and the channel survive a reload", async () => {
    await page.getByRole("link", { name: "general" }).click();
    await page.getByRole("log", { name: "#general" }).waitFor();
    const trigger = page.getByRole("button", { name: /^Acting as Ada/ });
    await trigger.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitemradio", { name: "Ada" }).waitFor();
    await page.keyboard.press("ArrowDown");
    const next = await page.locator(":focus").textContent();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `Acting as ${next}` }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: `Acting as ${next}` }).waitFor();
    await page.getByRole("log", { name: "#general" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: /^Acting as Ada/ }).waitFor();
  });

  test("a member can close their direct messages to the bot", async () => {
    await page.getByRole("button", { name: /^Acting as Ada/ }).click();
    await page.getByRole("menuitemcheckbox", { name: "Accept direct messages" }).click();
    await expect.poll(() => demo.sandbox.actor.directMessagesOpen(demo.userId("Ada"))).toBe(false);
    demo.sandbox.actor.setDirectMessagesOpen(demo.userId("Ada"), true);
  });

  test("moving the clock moves relative times, and a paused clock stands still", async () => {
    const due = Math.floor(demo.sandbox.clock.now() / 1000) + 4 * 3600 + 600;
    await demo.sandbox.actor.say({
      userId: demo.userId("Ada"),
      channelId: demo.channelId("study"),
      content: `due <t:${due}:R>`,
    });
    const message = page.getByRole("article").last();
    await message.getByText("in 4 hours").waitFor();
    const clock = page.getByRole("group", { name: "Sandbox clock" });
    const before = demo.sandbox.clock.now();
    await clock.getByRole("button", { name: "+1 h" }).click();
    await message.getByText("in 3 hours").waitFor();
    expect(demo.sandbox.clock.now() - before).toBeGreaterThanOrEqual(HOUR);
    await clock.getByRole("button", { name: "Pause the clock" }).click();
    await clock.getByRole("button", { name: "Let the clock run" }).waitFor();
    expect(demo.sandbox.clock.paused()).toBe(true);
    await clock.getByRole("button", { name: "+1 day" }).click();
    await message.getByText("21 hours ago").waitFor();
    await clock.getByRole("button", { name: "Let the clock run" }).click();
    await clock.getByRole("button", { name: "Pause the clock" }).waitFor();
    const shown = await clock.getByRole("time").getAttribute("datetime");
    expect(Math.abs(Date.parse(shown ?? "") - demo.sandbox.clock.now())).toBeLessThan(10_000);
  });

  test("the clock can go to the next timer while there is one", async () => {
    const { clock } = demo.sandbox;
    const skip = page.getByRole("group", { name: "Sandbox clock" }).getByRole("button", { name: /^Next timer/ });
    expect(await skip.isVisible()).toBe(false);
    const due = clock.now() + 2 * HOUR;
    let rung = 0;
    clock.at(due, () => {
      rung += 1;
    });
    await skip.and(page.getByTitle(/in 2 hours/)).press("Enter");
    await skip.waitFor({ state: "hidden" });
    expect(rung).toBe(1);
    expect(clock.now()).toBeGreaterThanOrEqual(due);
    await expect.poll(() => page.locator(":focus").getAttribute("aria-label")).toBe("Pause the clock");
  });

  test("a server's initials stay within their circle", async () => {
    const face = page.getByRole("navigation", { name: "Servers" }).locator(".rail-face").last();
    expect(await face.textContent()).toBe("DSSG");
    const text = await page.evaluate<number>(`{
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('.rail-link:last-child .rail-face'));
      range.getBoundingClientRect().width
    }`);
    const circle = await face.boundingBox();
    expect(text).toBeLessThan((circle?.width ?? 0) - 8);
  });

  test("the wire shows what was sent, and why a request was refused", async () => {
    await page.getByRole("button", { name: "What went over the wire" }).click();
    const wire = page.getByRole("complementary", { name: "Wire" });
    await demo.slash("Ada", "learn");
    await wire.getByText("INTERACTION_CREATE").first().waitFor();
    await wire
      .getByText(/^POST .*callback/)
      .first()
      .waitFor();
    const channel = await demo.bot.client.channels.fetch(demo.channelId("study"));
    if (!channel?.isSendable()) throw new Error("the study channel cannot be written to");
    await expect(channel.send("x".repeat(2001))).rejects.toThrow();
    await wire.getByText(/^Refused: 50035/).waitFor();
    await wire.getByRole("button", { name: "Close" }).click();
    await wire.waitFor({ state: "hidden" });
  });

  test("on a narrow screen a button opens the channels, which close when one is chosen", async () => {
    await page.setViewportSize({ width: 375, height: 700 });
    const channels = page.getByRole("navigation", { name: "Channels" });
    expect(await channels.isVisible()).toBe(false);
    await page.getByRole("button", { name: /^Channels/ }).click();
    await channels.getByRole("link", { name: "general" }).click();
    await page.getByRole("log", { name: "#general" }).waitFor();
    await channels.waitFor({ state: "hidden" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
  });
});
