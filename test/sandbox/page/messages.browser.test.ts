import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo, TOKEN } from "./support/demo.ts";

describe.skipIf(!hasChromium)("messages and what is in them", () => {
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

  /** The lesson that Ada just asked for. */
  async function askForLesson(): Promise<Locator> {
    await demo.slash("Ada", "learn");
    const lesson = page.getByRole("article").filter({ hasText: "Heartbeats" }).last();
    await lesson.getByRole("button", { name: "Done" }).waitFor();
    return lesson;
  }

  test("an ephemeral response is marked, nobody else sees it, and it goes away when it is dismissed", async () => {
    const grace = await demo.open("Grace");
    const lesson = await askForLesson();
    await demo.sandbox.actor.say({
      userId: demo.userId("Ada"),
      channelId: demo.channelId("study"),
      content: "after it",
    });
    await grace.getByText("after it").waitFor();
    expect(await grace.getByText("Heartbeats").count()).toBe(0);
    await lesson.getByText("Only you can see this").waitFor();
    const before = await page.getByText("Heartbeats").count();
    await lesson.getByRole("button", { name: "Dismiss message" }).click();
    await expect.poll(() => page.getByText("Heartbeats").count()).toBe(before - 1);
    await grace.close();
  });

  test("a pressed button updates its message, and a disabled one cannot be pressed", async () => {
    const lesson = await askForLesson();
    await lesson.getByRole("button", { name: "Done" }).click();
    await lesson.getByText("Done.").waitFor();
    expect(await lesson.getByRole("button", { name: "Done" }).isDisabled()).toBe(true);
    await lesson.getByText("(edited)").waitFor();
  });

  test("a press visibly waits for its response, and says so if there is none", async () => {
    const lesson = await askForLesson();
    const mute = lesson.getByRole("button", { name: "Mute" });
    await mute.click();
    await expect.poll(() => mute.getAttribute("aria-busy")).toBe("true");
    await demo.sandbox.clock.advance(3000, { waitForOpenInteractions: false });
    await lesson.getByText("This interaction failed").waitFor();
    expect(await mute.getAttribute("aria-busy")).toBeNull();
    await lesson.getByRole("button", { name: "Done" }).click();
    await lesson.getByText("Done.").waitFor();
    expect(await lesson.getByText("This interaction failed").count()).toBe(0);
  });

  test("a press that the bot only acknowledges stops waiting, and has not failed", async () => {
    const lesson = await askForLesson();
    const later = lesson.getByRole("button", { name: "Later" });
    await later.click();
    await expect.poll(() => later.getAttribute("aria-busy")).toBe("true");
    await expect.poll(() => later.getAttribute("aria-busy"), { timeout: 10_000 }).toBeNull();
    expect(await lesson.getByText("This interaction failed").count()).toBe(0);
  });

  test("a select shows its options with what they mean, and a choice is made by keyboard", async () => {
    const lesson = await askForLesson();
    const select = lesson.getByRole("combobox", { name: "Another lesson" });
    await select.focus();
    await select.press("ArrowDown");
    const options = page.getByRole("listbox", { name: "Another lesson" }).getByRole("option");
    expect(await options.allTextContents()).toEqual(["Gossip15 minutes", "Quorums"]);
    await select.press("q");
    await select.press("Enter");
    await page.getByText("Chosen: quorums").waitFor();
  });

  test("a select opens to the side that has room for all of its options", async () => {
    const lesson = await askForLesson();
    const select = lesson.getByRole("combobox", { name: "Tick what is done" });
    const before = page.viewportSize() ?? { width: 1280, height: 800 };
    const { y, height } = (await select.boundingBox()) ?? { y: 0, height: 0 };
    // The page ends just below the select.
    await page.setViewportSize({ ...before, height: Math.round(y + height + 130) });
    await select.click();
    const options = page.getByRole("listbox", { name: "Tick what is done" }).getByRole("option");
    const seen = await options.evaluateAll((all) =>
      all.map((option) => {
        const { x, y, width, height } = option.getBoundingClientRect();
        return option.contains(option.ownerDocument.elementFromPoint(x + width / 2, y + height / 2));
      }),
    );
    await select.press("Escape");
    await page.setViewportSize(before);
    expect(seen).toEqual([true, true, true]);
  });

  test("a select of several sends them when its list is left, and nothing after Escape", async () => {
    const lesson = await askForLesson();
    const select = lesson.getByRole("combobox", { name: "Tick what is done" });
    await select.click();
    await page.getByRole("option", { name: "Read" }).click();
    await select.press("Escape");
    expect(await select.textContent()).toBe("Tick what is done");
    await select.click();
    await page.getByRole("option", { name: "Read" }).click();
    await page.getByRole("option", { name: "Noted" }).click();
    await page.getByText("Choose up to 3").waitFor();
    await page.getByRole("button", { name: "Done" }).last().click();
    await page.getByText("Chosen: read, noted").waitFor();
    expect(await page.getByText("Chosen: read", { exact: true }).count()).toBe(0);
  });

  test("a modal says what is missing, keeps what was typed, and sends it", async () => {
    const lesson = await askForLesson();
    await lesson.getByRole("button", { name: "Note" }).click();
    const dialog = page.getByRole("dialog", { name: "A note" });
    await dialog.getByRole("button", { name: "Submit" }).click();
    await dialog.getByText("This is needed.").waitFor();
    const title = dialog.getByRole("textbox", { name: "Title" });
    await title.pressSequentially("Timeouts");
    const mood = dialog.getByRole("combobox", { name: "Mood" });
    await mood.press("ArrowDown");
    await mood.press("ArrowDown");
    await mood.press("Escape");
    expect(await dialog.isVisible()).toBe(true);
    await mood.press("ArrowDown");
    await mood.press("End");
    await mood.press("Enter");
    expect(await title.inputValue()).toBe("Timeouts");
    await dialog.getByRole("button", { name: "Submit" }).click();
    await page.getByText("Timeouts: tired").waitFor();
    await dialog.waitFor({ state: "detached" });
  });

  test("markdown, files, pictures and embeds are drawn, and a picture on another site is named but not loaded", async () => {
    await demo.slash("Ada", "rich");
    const rich = page.getByRole("article").last();
    await rich.getByRole("listitem").filter({ hasText: "two" }).waitFor();
    const opacity = () => rich.getByText("secret").evaluate((node) => node.computedStyleMap().get("opacity").value);
    const spoiler = rich.getByRole("button", { name: "Spoiler, press to reveal" });
    expect(await opacity()).toBe(0);
    await spoiler.press("Enter");
    await expect.poll(opacity).toBe(1);
    expect(await rich.getByRole("link", { name: "notes.txt" }).getAttribute("download")).toBe("notes.txt");
    await rich.getByText("Three").waitFor();
    await rich.getByText("This picture is on another site").waitFor();
    const picture = rich.getByRole("button", { name: "Open picture: A dot" });
    await expect.poll(() => picture.getByRole("img").evaluate((node) => node.naturalWidth)).toBe(1);
    await picture.click();
    await page.getByRole("dialog", { name: "A dot" }).getByRole("img", { name: "A dot" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  test("text that looks like HTML stays text", async () => {
    const content = "<img src=x onerror=alert(1)> <script>alert(2)</script>";
    await demo.sandbox.actor.say({ userId: demo.userId("Ada"), channelId: demo.channelId("study"), content });
    await page.getByText(content).waitFor();
  });

  test("messages of one author go together until another writes", async () => {
    const say = (member: string, content: string) =>
      demo.sandbox.actor.say({ userId: demo.userId(member), channelId: demo.channelId("study"), content });
    await say("Grace", "first");
    await say("Grace", "second");
    await say("Linus", "third");
    await page.getByText("third").waitFor();
    const heads = (text: string) =>
      page.getByRole("article").filter({ hasText: text }).last().locator(".message-author").allTextContents();
    expect(await heads("first")).toEqual(["Grace"]);
    expect(await heads("second")).toEqual([]);
    expect(await heads("third")).toEqual(["Linus"]);
  });

  test("a message taller than the page opens at its beginning, when it comes and when it changes", async () => {
    const tall = (word: string) => Array.from({ length: 60 }, (_, index) => `${word} ${index + 1}`).join("\n");
    const write = async (method: "POST" | "PATCH", path: string, content: string) => {
      const response = await fetch(`${demo.sandbox.apiUrl}/v10/channels/${demo.channelId("study")}/messages${path}`, {
        method,
        headers: { authorization: `Bot ${TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify({ content }),
      });
      return ((await response.json()) as { id: string }).id;
    };
    const log = page.getByRole("log");
    const topOf = async (text: string) => {
      const [message, list] = await Promise.all([
        page.getByRole("article").filter({ hasText: text }).last().boundingBox(),
        log.boundingBox(),
      ]);
      return Math.round((message?.y ?? Number.NaN) - (list?.y ?? Number.NaN));
    };
    const id = await write("POST", "", tall("line"));
    await expect.poll(() => topOf("line 60")).toBe(0);
    // Who reads on is left where they are, until the message changes.
    await log.evaluate((node) => node.scrollBy(0, 300));
    await expect.poll(() => topOf("line 60")).toBe(-300);
    await write("PATCH", `/${id}`, tall("row"));
    await expect.poll(() => topOf("row 60")).toBe(0);
    const say = { userId: demo.userId("Grace"), channelId: demo.channelId("study"), content: "a short answer" };
    await demo.sandbox.actor.say(say);
    await page.getByText("a short answer").waitFor();
    await expect
      .poll(() => log.evaluate((node) => Math.round(node.scrollHeight - node.scrollTop - node.clientHeight)))
      .toBe(0);
  });

  test("no request went to another machine", () => {
    expect(demo.browser.requests.length).toBeGreaterThan(0);
    expect(demo.browser.requests.filter((address) => !address.startsWith(`${demo.sandbox.url}/`))).toEqual([]);
  });
});
