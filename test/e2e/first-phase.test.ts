import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ComponentType, MessageFlags, Routes } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customIdOf, labelsOf, optionsOf, textOf } from "./support/acting.ts";
import { type StudyGroup, startStudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const MENU = "Read the notes, take a quiz…";
const NOTES = ["Brief", "While you read", "Key terms", "Discuss"];

let folder: string;
let group: StudyGroup;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder);
});

afterAll(async () => {
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("two members learn the first phase", () => {
  it("join, each with a time zone of their own", async () => {
    const ada = group.member("Ada");
    const offered = await ada.complete("join", "zone", "vienn");
    expect(offered[0]).toMatch(/^Europe\/Vienna/);
    const welcome = await ada.slash("join", { zone: "Europe/Vienna" });
    expect(textOf(welcome)).toContain("Welcome to Distributed System Concepts");
    expect(welcome.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(textOf(await group.member("Grace").slash("join", { zone: "kathmandu" }))).toContain("Asia/Kathmandu");
  });

  it("start the first lesson, and are asked about it when its 30 minutes have passed", async () => {
    const ada = group.member("Ada");
    const lesson = await ada.slash("learn");
    expect(textOf(lesson)).toContain("Heartbeats");
    expect(textOf(lesson)).toContain("30 minutes");
    expect(labelsOf(lesson)).toEqual(["Start", "Open the article", "Done", "Remind me"]);
    expect(optionsOf(lesson, MENU)).toEqual([...NOTES, "Quiz me", "The whole path"]);
    const started = await ada.press(lesson, "Start");
    expect(started.id).toBe(lesson.id);
    expect(textOf(started)).toContain("I'll ask how it went");
    expect(textOf(started)).toContain("Understanding how systems detect failures");
    expect(textOf(started)).toContain("Or instead");
    expect(labelsOf(started)).toEqual(["Done", "Open the article", "Remind me"]);
    expect(optionsOf(started, MENU)).toEqual([...NOTES, "Quiz me", "Start again", "The whole path"]);

    await group.clock.advance(29 * MINUTE);
    expect(ada.directMessages()).toEqual([]);
    await group.clock.advance(MINUTE);
    const [asked] = ada.directMessages();
    expect(asked && textOf(asked)).toContain("30 minutes are up. How did **Heartbeats** go?");
  });

  it("press Done in the direct message, twice without harm", async () => {
    const ada = group.member("Ada");
    const [asked] = ada.directMessages();
    if (asked === undefined) throw new Error("no direct message");
    const customId = customIdOf(asked, "Done");
    const presses = [1, 2].map(() => group.actor.press({ userId: ada.userId, messageId: asked.id, customId }));
    for (const outcome of await Promise.all(presses)) expect(outcome.kind).toBe("update");
    expect(textOf(await ada.slash("learn"))).toContain("Consensus Algorithms");
  });

  it("complete the phase, which opens the next one", async () => {
    const ada = group.member("Ada");
    const locked = await ada.slash("learn", { lesson: "leader-election" });
    expect(textOf(locked)).toContain("🔒 opens after **Consensus Algorithms**");
    expect(labelsOf(locked)).not.toContain("Done");

    const done = await ada.press(await ada.slash("learn"), "Done");
    expect(textOf(done)).toContain("Phase 1: Foundations: complete!");
    const next = await ada.press(done, "Next lesson");
    expect(textOf(next)).toContain("Leader Election");
    expect(textOf(await ada.slash("path"))).toMatch(
      /✅ Phase 1: Foundations[\s\S]*📖 Phase 2: Core Concepts[\s\S]*🔒 Phase 3/,
    );
  });

  it("are on the public leaderboard, ranked by phases", async () => {
    const grace = group.member("Grace");
    const board = await grace.slash("leaderboard");
    expect(board.flags).toBe(MessageFlags.IsComponentsV2);
    const text = textOf(board);
    expect(text).toContain("🥇 \u2068Ada\u2069 · 1 of 3 phases · 2 lessons");
    expect(text.indexOf("Ada")).toBeLessThan(text.indexOf("Grace"));
    expect(board.mentions).toEqual([]);

    const path = await grace.slash("learn");
    await grace.press(await grace.press(await grace.press(path, "Done"), "Next lesson"), "Done");
    const level = textOf(await group.member("Linus").slash("leaderboard"));
    expect(level.match(/🥇/g)).toHaveLength(2);
  });

  it("hide from it with its button, and come back", async () => {
    const ada = group.member("Ada");
    const board = await group.member("Grace").slash("leaderboard");
    const told = ada.hears(/off every board/);
    expect(labelsOf(board)).toEqual(["Hide me"]);
    const hidden = await ada.press(board, "Hide me");
    expect(hidden.id).toBe(board.id);
    expect(textOf(hidden)).not.toContain("Ada");
    expect(labelsOf(hidden)).toEqual(["Hide me"]);
    const state = await told;
    expect(state.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(labelsOf(state)).toEqual(["Show me"]);
    expect(textOf(await group.member("Linus").slash("leaderboard"))).not.toContain("Ada");
    // Pressed again, the button hides nobody a second time and brings nobody back.
    expect(textOf(await ada.press(board, "Hide me"))).not.toContain("Ada");

    const shown = await ada.press(state, "Show me");
    expect(shown.id).toBe(state.id);
    expect(labelsOf(shown)).toEqual(["Hide me"]);
    expect(textOf(await group.member("Linus").slash("leaderboard"))).toContain("Ada");
  });

  it("hide from it with the welcome, before anybody has seen them there", async () => {
    const barbara = group.member("Barbara");
    const welcome = await barbara.slash("join", { zone: "UTC" });
    expect(textOf(welcome)).toContain("/leaderboard");
    const state = await barbara.press(welcome, "Hide me");
    expect(state.id).not.toBe(welcome.id);
    expect(labelsOf(state)).toEqual(["Show me"]);
    const reminded = barbara.hears(/off every board/);
    expect(textOf(await barbara.slash("leaderboard"))).not.toContain("Barbara");
    expect((await reminded).flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(textOf(await barbara.slash("join", { zone: "UTC" }))).not.toContain("/leaderboard");
  });

  it("are not affected by a third, whose forged press is refused", async () => {
    const [ada, linus] = [group.member("Ada"), group.member("Linus")];
    await linus.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const start = customIdOf(lesson, "Start");
    const forgedIds = ["start", "done", "reopen", "turn-lesson", "turn-quiz"].map((kind) =>
      start.replace(":start:", `:${kind}:`),
    );
    const before = textOf(await ada.slash("checklist"));
    const response = await fetch(`${group.sandbox.apiUrl}/v10${Routes.channelMessages(group.channelId)}`, {
      method: "POST",
      headers: { authorization: "Bot sandbox", "content-type": "application/json" },
      body: JSON.stringify({
        content: "forged",
        components: [
          {
            type: ComponentType.ActionRow,
            components: forgedIds.map((custom_id) => ({
              type: ComponentType.Button,
              style: 1,
              label: custom_id,
              custom_id,
            })),
          },
        ],
      }),
    });
    expect(response.status).toBe(200);
    const forged = (await response.json()) as { id: string; components: [] };
    for (const customId of forgedIds) {
      const outcome = await group.actor.press({ userId: linus.userId, messageId: forged.id, customId });
      if (outcome.kind !== "message") throw new Error(`answered with ${outcome.kind}`);
      expect(outcome.message.ephemeral).toBe(true);
      expect(textOf(outcome.message.message)).toContain("belongs to another member");
    }
    expect(textOf(await ada.slash("checklist"))).toBe(before);
    // Even its owner leaves what everyone sees as it is.
    const own = await group.actor.press({ userId: ada.userId, messageId: forged.id, customId: forgedIds.at(-1) ?? "" });
    expect(own).toMatchObject({ kind: "message", message: { ephemeral: true } });
  });

  it("without a single request refused or error logged", () => {
    expect(group.refusals).toEqual([]);
    expect(group.errors).toEqual([]);
  });
});
