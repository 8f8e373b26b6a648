import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

/** Findings that keep somebody from using the page, each with where it is. */
async function findBarriers(page: Page): Promise<string[]> {
  // The page's policy refuses scripts put into it; the tester's own way in is not bound by it.
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
    demo = await startDemo({ colours });
    for (const name of ["rich", "learn", "write"]) await demo.slash("Ada", name);
    page = await demo.open("Ada");
    await page.getByRole("button", { name: "Done" }).waitFor();
  });

  afterAll(() => demo.stop());

  test("the colours are those the system asks for", async () => {
    expect(await page.locator("html").getAttribute("data-theme")).toBe(colours);
  });

  test("with messages of every kind and the wire", async () => {
    await page.getByRole("button", { name: "What went over the wire" }).click();
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
