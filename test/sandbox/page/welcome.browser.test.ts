import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

describe.skipIf(!hasChromium)("a first visit", () => {
  let demo: Demo;
  let page: Page;
  let hold: PromiseWithResolvers<void>;

  beforeAll(async () => {
    const says = (member: string) => async () =>
      void (await demo.sandbox.actor.say({
        userId: demo.userId(member),
        channelId: demo.channelId("study"),
        content: `Hello from ${member}`,
      }));
    const tour = {
      title: "Show me around",
      says: "Two members say hello.",
      steps: [
        { says: "Ada says hello", run: says("Ada") },
        { says: "Grace says hello", run: () => hold.promise.then(says("Grace")) },
      ],
    };
    demo = await startDemo({}, { tour });
  });

  afterAll(() => demo.stop());

  beforeEach(async () => {
    hold = Promise.withResolvers();
    page = await demo.browser.context.newPage();
    await page.goto(demo.sandbox.url);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
  });

  afterEach(() => page.close());

  test("explains itself in three lines, once, and again on request", async () => {
    const welcome = page.getByRole("region", { name: "Welcome" });
    expect(await welcome.getByRole("listitem").allTextContents()).toEqual([
      "You are Ada. Become another member at the bottom left.",
      "Type / below to use the bot.",
      "Move the clock above to see what is due later: reminders, reviews, a new week.",
    ]);
    await welcome.getByRole("button", { name: "Got it" }).click();
    await page.reload();
    await page.getByRole("log", { name: "#study" }).waitFor();
    expect(await welcome.isVisible()).toBe(false);
    await page.getByRole("button", { name: "About this page" }).click();
    await welcome.getByRole("listitem").first().waitFor();
  });

  test("offers a guided run that shows its progress, and only plays on request", async () => {
    const welcome = page.getByRole("region", { name: "Welcome" });
    const status = welcome.getByRole("status");
    await status.getByText("Two members say hello.").waitFor();
    expect(await page.getByText("Hello from Ada").count()).toBe(0);
    await welcome.getByRole("button", { name: "Show me around" }).press("Enter");
    await status.getByText("2 of 2: Grace says hello…").waitFor();
    await page.getByText("Hello from Ada").waitFor();
    expect(await welcome.getByRole("progressbar", { name: "Guided run" }).isVisible()).toBe(true);
    hold.resolve();
    await page.getByText("Hello from Grace").waitFor();
    await status.getByText(/^Played\./).waitFor();
    expect(await page.locator(":focus").textContent()).toBe("Play it again");
  });
});
