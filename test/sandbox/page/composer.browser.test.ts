import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

describe.skipIf(!hasChromium)("the composer", () => {
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

  const composer = () => page.getByRole("textbox", { name: "Message #study" });
  const commands = () => page.getByRole("listbox", { name: "Commands" });

  test("plain text becomes a message that everyone sees", async () => {
    const grace = await demo.open("Grace");
    await composer().fill("Good **morning**");
    await composer().press("Enter");
    await grace
      .getByRole("article", { name: /^Ada at/ })
      .getByText("Good morning")
      .waitFor();
    expect(await composer().inputValue()).toBe("");
    await grace.close();
  });

  test("a slash shows every command, each subcommand separately, and typing narrows them down", async () => {
    await composer().pressSequentially("/");
    const names = commands().locator(".option-label");
    await names.first().waitFor();
    expect(await names.allTextContents()).toEqual([
      "/hand-in",
      "/join",
      "/learn",
      "/remind weekly",
      "/remind list",
      "/rich",
      "/silent",
      "/think",
      "/upload",
      "/write",
    ]);
    await composer().pressSequentially("rem");
    expect(await names.allTextContents()).toEqual(["/remind weekly", "/remind list"]);
    await composer().press("Escape");
    await commands().waitFor({ state: "hidden" });
    expect(await composer().inputValue()).toBe("/rem");
  });

  test("a command without options is picked with one Enter and sent with the next", async () => {
    await composer().pressSequentially("/learn");
    await composer().press("Enter");
    await page.getByRole("group", { name: "/learn" }).waitFor();
    await page.keyboard.press("Enter");
    const answer = page.getByRole("article", { name: /^coach at .*only you can see this/i });
    await answer.getByRole("heading", { name: "Heartbeats" }).waitFor();
    expect(await answer.locator(".message-context").textContent()).toBe("Ada used /learn");
    await composer().waitFor();
  });

  test("autocomplete sends the bot what is typed, and the chosen suggestion is sent", async () => {
    await composer().pressSequentially("/join ");
    const zone = page.getByRole("combobox", { name: "timezone" });
    await zone.pressSequentially("ber");
    await page.getByRole("option", { name: "Europe/Berlin" }).waitFor();
    await page.keyboard.press("Enter");
    expect(await zone.inputValue()).toBe("Europe/Berlin");
    await page.keyboard.press("Enter");
    await page.getByText("Joined in Europe/Berlin").waitFor();
  });

  test("a required option is asked for, and an optional one is added by its name", async () => {
    await composer().pressSequentially("/remind weekly ");
    const day = page.getByRole("combobox", { name: "day" });
    await day.press("Escape");
    await composer().pressSequentially("/remind weekly ");
    await day.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("This option is needed.").waitFor();
    await day.pressSequentially("some day");
    await day.press("Enter");
    await page.getByText("Choose one from the list.").waitFor();
    expect(await day.getAttribute("aria-invalid")).toBe("true");
    await day.fill("tue");
    await day.press("Enter");
    await page.keyboard.type("min");
    await page.keyboard.press("Enter");
    const minutes = page.getByRole("textbox", { name: "minutes" });
    await minutes.fill("500");
    await minutes.press("Enter");
    await page.getByText("Enter 120 or less.").waitFor();
    await minutes.fill("45");
    await minutes.press("Tab");
    await page.keyboard.type("wi");
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "with" }).pressSequentially("gra");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    const answer = page.getByRole("article").filter({ hasText: /Day 2, 45 minutes, with grace, in 3 hours/ });
    await answer.waitFor();
    expect(await answer.locator(".message-context").textContent()).toBe("Ada used /remind weekly");
    expect(await page.getByText("Sending command…").count()).toBe(0);
  });

  test("Escape leaves a command, and nothing is sent", async () => {
    const before = demo.sandbox.actor.messages(demo.channelId("study"), demo.userId("Ada")).length;
    await composer().pressSequentially("/join ");
    await page.getByRole("combobox", { name: "timezone" }).waitFor();
    await page.keyboard.press("Escape");
    await composer().waitFor();
    expect(await composer().inputValue()).toBe("");
    expect(demo.sandbox.actor.messages(demo.channelId("study"), demo.userId("Ada"))).toHaveLength(before);
  });

  test("a command without a response says so, and the line can be dismissed", async () => {
    await composer().pressSequentially("/silent");
    await composer().press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("Sending command…").waitFor();
    await demo.sandbox.clock.advance(3000, { waitForOpenInteractions: false });
    await page.getByText("The application did not respond").waitFor();
    await page.getByRole("article").last().getByRole("button", { name: "Dismiss message" }).click();
    await page.getByText("The application did not respond").waitFor({ state: "detached" });
  });

  test("a response that takes long is shown as thinking, then as it ends up", async () => {
    await composer().pressSequentially("/think");
    await composer().press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText(/^coach is thinking…$/i).waitFor();
    await expect.poll(() => page.getByText("Sending command…").count()).toBe(0);
    await demo.bot.answer();
    await page.getByText("Here it is.").waitFor();
    expect(await page.getByText(/^coach is thinking…$/i).count()).toBe(0);
  });
});
