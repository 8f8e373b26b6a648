import { once } from "node:events";
import { Events } from "discord.js";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium } from "../../e2e/support/browser.ts";
import { type Demo, startDemo } from "./support/demo.ts";

describe.skipIf(!hasChromium)("the wire and faults on demand", () => {
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    demo = await startDemo();
    page = await demo.open("Ada");
    await page.getByRole("button", { name: "What went over the wire" }).click();
  });

  afterAll(() => demo.stop());

  const wire = () => page.getByRole("complementary", { name: "Wire" });
  const wireRows = () => wire().getByRole("list", { name: /^Requests and events/ });
  const faults = () => wire().getByRole("group").filter({ hasText: "Faults on demand" });

  async function letHappen(kind: string, fill: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    await faults().getByLabel("What goes wrong").selectOption(kind);
    await fill();
    await faults().getByRole("button", { name: "Let it happen" }).click();
  }

  test("refusals can be looked at alone", async () => {
    await demo.slash("Ada", "learn");
    const channel = await demo.bot.client.channels.fetch(demo.channelId("study"));
    if (!channel?.isSendable()) throw new Error("the study channel cannot be written to");
    await expect(channel.send("x".repeat(2001))).rejects.toThrow();
    await wire().getByRole("button", { name: "Refused only (1)" }).press("Enter");
    await expect.poll(() => wireRows().getByRole("listitem").count()).toBe(1);
    await wireRows()
      .getByText(/^Refused: 50035/)
      .waitFor();
    expect(await wireRows().getByText(/ms$/).count()).toBe(1);
    await wire().getByRole("button", { name: "Refused only (1)" }).press("Enter");
    await wireRows().getByText("INTERACTION_CREATE").first().waitFor();
    const ids = await wireRows().locator(".wire-what").allTextContents();
    expect(ids[0]).toMatch(/^POST .*messages$/);
  });

  test("a fault is added in plain words, affects the bot, and ends on request", async () => {
    await faults().getByText("Faults on demand").click();
    await letHappen("Too many requests (429)", async () => {
      await faults().getByLabel("Seconds to wait").fill("0");
      await faults().getByLabel("How often").fill("2");
    });
    const row = faults().getByRole("listitem");
    await row.getByText("429 (user), try again in 0 s: every request, 2 times").waitFor();
    expect(demo.sandbox.actor.faults.active()).toHaveLength(1);
    await row.getByRole("button", { name: /^End: 429/ }).press("Enter");
    await faults().getByText("Nothing goes wrong at the moment.").waitFor();
    expect(demo.sandbox.actor.faults.active()).toEqual([]);
  });

  test("closed direct messages and missing permissions are listed, and all end at once", async () => {
    await letHappen("A member closes their direct messages", () => faults().getByLabel("Who").selectOption("Grace"));
    await letHappen("The bot lacks permissions in a channel", () =>
      faults().getByLabel("What it lacks").selectOption("To send messages"),
    );
    await faults().getByText("Grace has closed their direct messages").waitFor();
    await faults().getByText("The bot lacks SendMessages in #study").waitFor();
    expect(demo.sandbox.actor.directMessagesOpen(demo.userId("Grace"))).toBe(false);
    await faults().getByRole("button", { name: "End all" }).click();
    await faults().getByText("Nothing goes wrong at the moment.").waitFor();
    expect(demo.sandbox.actor.directMessagesOpen(demo.userId("Grace"))).toBe(true);
  });

  test("a connection that was closed comes back", async () => {
    const resumed = once(demo.bot.client, Events.ShardResume);
    await letHappen("Its connection is closed with a code", () => faults().getByLabel("Close code").fill("4000"));
    await resumed;
    await wireRows().getByText("RESUMED").waitFor();
    const closed = wireRows().getByRole("listitem").filter({ hasText: "gateway closed" });
    expect(await closed.locator(".wire-status").allTextContents()).toEqual(["4000"]);
  });

  test("a member who leaves disappears from the page, which stays where it is", async () => {
    await letHappen("A member leaves a server", () => faults().getByLabel("Who").selectOption("Leslie"));
    await expect
      .poll(() => faults().getByLabel("Who").getByRole("option").allTextContents())
      .toEqual(["Ada", "Grace", "Linus", "Barbara"]);
    await page.getByRole("log", { name: "#study" }).waitFor();
    const [guild] = demo.sandbox.actor.guilds();
    const left = demo.sandbox.actor.members(guild?.id ?? "").map(({ user }) => user.global_name);
    expect(left).not.toContain("Leslie");
  });

  test("a viewer of a channel that is deleted is moved to another", async () => {
    await letHappen("A channel is deleted", () => faults().getByLabel("Which channel").selectOption("#study"));
    await page.getByRole("link", { name: "study", exact: true }).waitFor({ state: "detached" });
    await page.getByRole("log", { name: "#general" }).waitFor();
    expect(await faults().getByLabel("Which channel").getByRole("option").allTextContents()).toEqual(["#general"]);
  });
});
