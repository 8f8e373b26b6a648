import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

/** Findings that make the page unusable for somebody, each with its place. */
async function findBarriers(page: Page): Promise<string[]> {
  // The page's policy forbids injected scripts, but does not apply to the browser driver.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
}

describe.skipIf(!hasChromium).each(["dark", "light"] as const)("in %s colours nothing bars the way", (colours) => {
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    const tour = { title: "Show me", says: "A member says hello.", steps: [] };
    demo = await startDemo({ colours }, { tour });
    for (const name of ["rich", "learn", "write"]) await demo.slash("Ada", name);
    page = await demo.open("Ada");
    await page.getByRole("button", { name: "Done" }).waitFor();
  });

  afterAll(() => demo.stop());

  test("the colours are those the system asks for", async () => {
    expect(await page.locator("html").getAttribute("data-theme")).toBe(colours);
  });

  test("with messages of every kind, the welcome and the next timer", async () => {
    const cancel = demo.sandbox.clock.at(demo.sandbox.clock.now() + 60_000, () => undefined);
    await page.getByRole("button", { name: /^Next timer/ }).waitFor();
    await page.getByRole("button", { name: "About this page" }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Show me" }).click();
    await page.getByText(/^Played\./).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Got it" }).click();
    cancel();
  });

  test("with the wire and its faults", async () => {
    await page.getByRole("button", { name: "What went over the wire" }).click();
    const wire = page.getByRole("complementary", { name: "Wire" });
    await wire.getByText("Faults on demand").press("Enter");
    await wire.getByLabel("What goes wrong").selectOption("Too many requests (429)");
    demo.sandbox.actor.faults.add({ kind: "latency", milliseconds: 1, jitterMs: 0, seed: 0 });
    await wire.getByText("1 to 1 ms late: every request").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await wire.getByRole("button", { name: "Refused only" }).click();
    expect(await findBarriers(page)).toEqual([]);
    demo.sandbox.actor.faults.clearAll();
    await page.keyboard.press("Escape");
    expect(await wire.isVisible()).toBe(false);
  });

  test("with a message's menu, and a form that takes files", async () => {
    await page.getByRole("article").first().getByRole("button", { name: "Apps" }).press("Enter");
    await page.getByRole("menu", { name: "Apps" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Message #study" }).pressSequentially("/upload ");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Hand in" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Message #study" }).pressSequentially("/hand-in ");
    await page.getByRole("button", { name: "work" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("with the command picker, and with a command being written", async () => {
    const composer = page.getByRole("textbox", { name: "Message #study" });
    await composer.pressSequentially("/");
    await page.getByRole("listbox", { name: "Commands" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await composer.pressSequentially("join ");
    await page.getByRole("option", { name: "Europe/Vienna" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("with files that go with the next message", async () => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach files" }).press("Enter");
    await (await chooser).setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("notes") });
    const takeBack = page.getByRole("button", { name: "Remove notes.txt" });
    await takeBack.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await takeBack.press("Enter");
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("Message #study");
  });

  test("with a select's list, the member menu and a modal", async () => {
    await page.getByRole("combobox", { name: "Tick what is done" }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Acting as/ }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Note" }).click();
    await page.getByRole("dialog", { name: "A note" }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
  });

  test("on a narrow screen with its channels open", async () => {
    await page.setViewportSize({ width: 375, height: 700 });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("button", { name: /^Channels/ }).click();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "About this page" }).click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    await page.getByRole("button", { name: "What went over the wire" }).click();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(375);
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Got it" }).click();
  });

  test("a press by keyboard leaves the focus where it was", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Note" }).focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Done.").waitFor();
    await expect.poll(() => page.locator(":focus").textContent()).toBe("Note");
  });
});
