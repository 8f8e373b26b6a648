import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasChromium, openBrowser } from "../../e2e/support/browser.ts";
import { findChannelId, findUserId, startDemoSandbox } from "./support/demo.ts";

describe.skipIf(!hasChromium)("a sandbox that stops and starts again", () => {
  test("the page says that the sandbox is gone, and goes on where it was when it is back", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
    const file = join(folder, "sandbox.json");
    const first = await startDemoSandbox({ file });
    const port = Number(new URL(first.url).port);
    const ada = findUserId(first, "Ada");
    const study = findChannelId(first, "study");
    const browser = await openBrowser();
    const page = await browser.context.newPage();
    await page.goto(`${first.url}/#as=${ada}&channel=${study}`);
    await first.actor.say({ userId: ada, channelId: study, content: "before" });
    await page.getByText("before").waitFor();
    await page.getByRole("textbox", { name: "Message #study" }).fill("half a thought");

    await first.close();
    await page.getByText("The sandbox is not there. Trying again…").waitFor();
    await page.getByRole("textbox", { name: "Message #study" }).press("Enter");
    await page.getByText("The sandbox is not there. Is it still running?").waitFor();
    expect(await page.getByRole("textbox", { name: "Message #study" }).inputValue()).toBe("half a thought");

    const second = await startDemoSandbox({ file, port });
    await page.getByText("The sandbox is not there. Trying again…").waitFor({ state: "detached" });
    await page.getByText("before").waitFor();
    await second.actor.say({ userId: ada, channelId: study, content: "after" });
    await page.getByRole("log", { name: "#study" }).getByText("after", { exact: true }).waitFor();

    await second.close();
    await page.getByText("The sandbox is not there. Trying again…").waitFor();
    const third = await startDemoSandbox({ file, port });
    await page.getByRole("button", { name: "Try now" }).click();
    await page.getByText("The sandbox is not there. Trying again…").waitFor({ state: "detached" });

    await browser.close();
    await third.close();
    await rm(folder, { recursive: true });
  });
});
