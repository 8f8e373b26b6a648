import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

const TOO_LARGE = 10 * 1024 * 1024 + 1;

describe.skipIf(!hasChromium)("files and context menus", () => {
  let demo: Demo;
  let page: Page;
  let folder: string;

  /** The path of a file to pick: handed over byte by byte, a large one would take the browser seconds. */
  function textFile(name: string, content: string): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "lockstep-files-"));
    demo = await startDemo();
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await demo.stop();
  });

  beforeEach(async () => {
    page = await demo.open("Ada");
  });

  afterEach(() => page.close());

  const newest = () => page.getByRole("article").last();

  async function attach(...files: string[]): Promise<void> {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Attach files" }).click();
    await (await chooser).setFiles(files);
  }

  test("a plain message takes files along, and one that was picked by mistake is taken back", async () => {
    await attach(textFile("notes.txt", "Quorums overlap."), textFile("wrong.txt", "no"));
    await attach(textFile("more.txt", "Leases expire."));
    await page.getByRole("button", { name: "Remove wrong.txt" }).click();
    const tray = page.getByRole("list", { name: "Files to send" });
    expect(await tray.getByRole("listitem").allTextContents()).toEqual(["notes.txt", "more.txt"]);
    await page.keyboard.type("My notes");
    await page.keyboard.press("Enter");
    const message = page.getByRole("article").filter({ hasText: "My notes" });
    await message.getByText("more.txt").first().waitFor();
    await message.getByText("notes.txt").first().waitFor();
    expect(await tray.count()).toBe(0);
    const sent = demo.sandbox.actor.messages(demo.channelId("study"), demo.userId("Ada")).at(-1)?.message;
    const texts = sent?.attachments.map(async ({ url }) => (await fetch(url)).text()) ?? [];
    expect(await Promise.all(texts)).toEqual(["Quorums overlap.", "Leases expire."]);
  });

  test("a file can be sent without a word, and one that is too large is not picked", async () => {
    await attach(textFile("alone.txt", "1"), textFile("big.bin", "x".repeat(TOO_LARGE)));
    await page.getByText("big.bin is larger than 10 MiB.").waitFor();
    await page.keyboard.press("Enter");
    await newest().getByText("alone.txt").first().waitFor();
  });

  test("an option takes a file, which the bot can fetch", async () => {
    await page.getByRole("textbox", { name: "Message #study" }).pressSequentially("/hand-in ");
    const field = page.getByRole("button", { name: "work" });
    await field.setInputFiles(textFile("notes.txt", "Quorums overlap."));
    await field.press("Enter");
    await newest().getByText("Took notes.txt: Quorums overlap.").waitFor();
  });

  test("a required file that is missing, or one that is too large, is reported before anything is sent", async () => {
    await page.getByRole("textbox", { name: "Message #study" }).pressSequentially("/hand-in ");
    const field = page.getByRole("button", { name: "work" });
    await page.getByRole("combobox", { name: /^Options of/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("This option is needed.").waitFor();
    await field.setInputFiles(textFile("big.bin", "x".repeat(TOO_LARGE)));
    await field.press("Enter");
    await page.getByText("big.bin is larger than 10 MiB.").waitFor();
    expect(await newest().getByText("big.bin").count()).toBe(0);
  });

  test("a form takes files, and asks for one if none was picked", async () => {
    await page.getByRole("textbox", { name: "Message #study" }).pressSequentially("/upload ");
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: "Hand in" });
    await form.getByRole("button", { name: "Submit" }).click();
    await form.getByText("Please choose one.").waitFor();
    await form.getByLabel("Files").setInputFiles([textFile("a.txt", "one"), textFile("b.txt", "three")]);
    await form.getByRole("button", { name: "Submit" }).click();
    await newest().getByText("Took a.txt (3 bytes), b.txt (5 bytes)").waitFor();
  });

  test("a message's menu offers the commands for it and for its author, by keyboard and by right click", async () => {
    const where = { userId: demo.userId("Grace"), channelId: demo.channelId("study") };
    await demo.sandbox.actor.say({ ...where, content: "Leases expire." });
    const message = page.getByRole("article").filter({ hasText: "Leases expire." }).first();
    await message.getByRole("button", { name: "Apps" }).press("Enter");
    const menu = page.getByRole("menu", { name: "Apps" });
    const box = await menu.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
    expect(await menu.getByRole("menuitem").allTextContents()).toEqual(["Keep in notes", "Thank"]);
    await page.keyboard.press("Enter");
    await newest().getByText("Kept: Leases expire.").waitFor();
    expect(await newest().getByText("used Keep in notes").isVisible()).toBe(true);
    await message.getByText("Leases expire.").click({ button: "right" });
    await menu.getByRole("menuitem", { name: "Thank" }).click();
    await newest().getByText("Thanked Grace").waitFor();
  });

  test("the members are listed with the commands for them", async () => {
    const members = page.getByRole("region", { name: "Members" });
    await members.getByRole("button", { name: "Apps for Leslie" }).press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("Apps for Leslie");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Thank" }).press("Enter");
    await newest().getByText("Thanked Leslie").waitFor();
  });
});
