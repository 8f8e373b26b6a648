import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIMessage, ButtonStyle, ComponentType, MessageFlags } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeCourse } from "../support/markdown.ts";
import { type Acting, customIdOf, labelsOf, textOf } from "./support/acting.ts";
import { readCourses, type StudyGroup, startStudyGroup } from "./support/study-group.ts";

const HOME = {
  name: "Home",
  channels: ["study"],
  members: [{ name: "Ada", administrator: true }, { name: "Grace" }],
};
const AWAY = { name: "Away", channels: ["study"], members: [{ name: "Linus", administrator: true }] };

const FIRST = writeCourse("Cooking", ["Knives", "Heat"], ["Soup"]);
const SECOND = writeCourse("Cooking", ["Heat", "Salt"], ["Soup"]);

let folder: string;
let group: StudyGroup;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder, false, [HOME, AWAY]);
});

afterEach(async () => {
  expect(group.refusals).toEqual([]);
  expect(group.errors).toEqual([]);
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

async function download(message: APIMessage): Promise<string> {
  const [attachment] = message.attachments;
  if (attachment === undefined) throw new Error("no file came with the answer");
  return (await fetch(attachment.url)).text();
}

/** Presses More until the last page. */
async function readAllPages(member: Acting, first: APIMessage): Promise<{ text: string; last: APIMessage }> {
  const pages = [first];
  const pageCount = Number(/More ▶ \(1\/(\d+)\)/.exec(labelsOf(first).join("\n"))?.[1]);
  for (let last = first, page = 1; page < pageCount; page += 1) {
    last = await member.press(last, `More ▶ (${page}/${pageCount})`);
    pages.push(last);
  }
  expect(pages.length).toBeGreaterThan(1);
  return { text: pages.map(textOf).join("\n"), last: pages.at(-1) ?? first };
}

/** Posts a message for everyone with a button that otherwise only Ada sees. */
async function showToAll(customId: string): Promise<APIMessage> {
  const components = [
    { type: ComponentType.TextDisplay, content: "Anyone?" },
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, style: ButtonStyle.Success, label: "Publish", custom_id: customId }],
    },
  ];
  const response = await fetch(`${group.sandbox.apiUrl}/v10/channels/${group.channelId}/messages`, {
    method: "POST",
    headers: { authorization: "Bot sandbox", "content-type": "application/json" },
    body: JSON.stringify({ components, flags: MessageFlags.IsComponentsV2 }),
  });
  return (await response.json()) as APIMessage;
}

describe("/course", () => {
  it("imports a course with mistakes, fixes it, publishes it, updates it and goes back", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");

    const refused = await ada.slash(
      "course import",
      {},
      { file: FIRST.replace("Duration: 30 minutes", "Duration: a while") },
    );
    expect(textOf(refused)).toContain("path.md needs fixing: 1 error");
    expect(textOf(refused)).toMatch(/❌ \*\*line 8:\d+\*\* · .*a while/);
    expect(labelsOf(refused)).toEqual([]);

    const draft = await ada.slash("course import", {}, { file: FIRST });
    expect(textOf(draft)).toContain("2 phases, 3 lessons, about 1 h 30 min");
    expect(textOf(draft)).toContain("1. Knives · Article · 30 minutes");
    expect(textOf(draft)).toContain("A new course");
    expect(await grace.complete("join", "course", "cook")).toEqual([]);
    expect(textOf(await ada.slash("course preview", { course: "cooking" }))).toBe(textOf(draft));

    await group.restartBot();
    const published = await ada.press(draft, "Publish");
    expect(textOf(published)).toContain("Cooking is published: version 1");
    expect(await grace.complete("join", "course", "cook")).toEqual(["Cooking"]);
    await grace.slash("join", { zone: "UTC", course: "cooking" });
    const lesson = await grace.slash("learn");
    expect(textOf(lesson)).toContain("Knives");
    await grace.press(lesson, "Done");

    const update = await ada.slash("course import", {}, { file: SECOND });
    expect(textOf(update)).toContain("➕ **Salt** is added: phase 1, lesson 2");
    expect(textOf(update)).toContain("➖ **Knives** is removed (completed by 1; kept)");
    expect(textOf(update)).toContain("Only renamed? Write `Id: knives`");
    expect(textOf(update)).toContain("🔗 **Heat**: `example.com/0/1` → `example.com/0/0`");
    expect(textOf(update)).toContain("In it now: 1 learner.");
    expect(textOf(await grace.slash("path"))).toContain("1 of 3 lessons");
    expect(textOf(await ada.slash("course publish"))).toContain("version 2");
    expect(textOf(await grace.slash("path"))).toContain("0 of 3 lessons");

    const asked = await ada.slash("course rollback", { course: "Cooking" });
    expect(textOf(asked)).toContain("Take Cooking back to version 1?");
    expect(textOf(await ada.press(await ada.slash("course rollback", { course: "Cooking" }), "Leave it"))).toContain(
      "stays as it is: version 2",
    );
    expect(textOf(await ada.press(asked, "Back to version 1"))).toContain("back to version 1, as version 3");
    expect(textOf(await grace.slash("path"))).toContain("1 of 3 lessons");
    expect(textOf(await ada.slash("course list"))).toContain(
      "about 1 h 30 min · version 3 (the text of version 1) · guided · 1 learner",
    );
    expect(textOf(await ada.slash("course preview", { course: "cooking" }))).toContain(
      "Version 3, brought back version 1",
    );
  });

  it("says what learners lose when a lesson of the built-in course gets another id, and how to keep it", async () => {
    const ada = group.member("Ada");
    await group.member("Grace").slash("join", { zone: "UTC", course: "distributed-systems" });
    const [builtIn] = await readCourses();
    const questions = builtIn?.questions.filter(({ lessonId }) => lessonId === "heartbeats").length;
    const before = builtIn?.markdown ?? "";
    const renamed = before.replace("1. **Heartbeats**", "1. **Signs of life**");
    expect(renamed).not.toBe(before);
    const file = { file: renamed };
    const draft = await ada.slash("course import", { course: "distributed-systems" }, file);
    expect(textOf(draft)).toContain(
      `➖ **Heartbeats** is removed. **Learners lose its notes and its ${questions} questions**`,
    );
    expect(textOf(draft)).toContain("Is **Signs of life** only a new name for **Heartbeats**? Write `Id: heartbeats`");
    const kept = renamed.replace(/^(1\. \*\*Signs of life\*\*.*\n)/m, "$1   - Id: heartbeats\n");
    const again = await ada.slash("course import", { course: "distributed-systems" }, { file: kept });
    expect(textOf(again)).toContain("✏️ **Heartbeats** is now called **Signs of life**");
    expect(textOf(again)).not.toContain("Learners lose");
    expect(textOf(again)).not.toContain("**Heartbeats** is removed");
  });

  it("pages through everything that changes, in an import and before going back", async () => {
    const ada = group.member("Ada");
    const titles = Array.from({ length: 40 }, (_, index) => `Lesson ${index + 1}`);
    const first = writeCourse("Long", titles);
    const second = first.replaceAll("30 minutes", "45 minutes");
    await ada.press(await ada.slash("course import", {}, { file: first }), "Publish");
    const draft = await readAllPages(ada, await ada.slash("course import", {}, { file: second }));
    for (const title of titles) expect(draft.text).toContain(`⏱️ **${title}**: 30 minutes → 45 minutes`);
    await ada.press(draft.last, "Publish");
    const back = await readAllPages(ada, await ada.slash("course rollback", { course: "long" }));
    for (const title of titles) expect(back.text).toContain(`⏱️ **${title}**: 45 minutes → 30 minutes`);
    await ada.press(back.last, "Back to version 1");
    expect(textOf(await ada.slash("course list"))).toContain("version 3 (the text of version 1)");
    const offered = await ada.complete("course rollback", "version", "", { course: "long" });
    expect(offered.map((name) => name.replace(/ · \d.*?(?= · in|$)/, ""))).toEqual([
      "2",
      "1 · in use now, as version 3",
    ]);
    expect(textOf(await ada.slash("course import", {}, { file: second }))).toContain(
      "**What changes**, against version 3 (the text of version 1)",
    );
  });

  it("shows the author's overview, each next step and the notes when they help", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");
    const written = FIRST.replace("## Learning Path", "## Overview\n\nHow to cut *and* cook.\n\n## Learning Path")
      .replace("- Duration: 30 minutes", "- Duration: 30 minutes\n   - Next step: Cut an onion")
      .concat("\n## Notes\n\nWash the knife by hand.\n");
    await ada.press(await ada.slash("course import", {}, { file: written }), "Publish");
    const welcome = await grace.slash("join", { zone: "UTC", course: "cooking" });
    expect(textOf(welcome)).toContain("How to cut and cook.");
    const path = textOf(await grace.press(welcome, "The whole path"));
    expect(path).toContain("How to cut and cook.");
    expect(path).toMatch(/Notes of the author\nWash the knife by hand\.$/m);
    expect(textOf(await grace.press(await grace.slash("learn"), "Done"))).toContain("➡️ Cut an onion");
  });

  it("exports the file that was imported", async () => {
    const ada = group.member("Ada");
    await ada.slash("course import", {}, { file: FIRST });
    await ada.slash("course publish");
    expect(await download(await ada.slash("course export", { course: "cooking" }))).toBe(FIRST);
    const [builtIn] = await readCourses();
    expect(await download(await ada.slash("course export", { course: "distributed-systems" }))).toBe(builtIn?.markdown);
  });

  it("keeps an archived course for its learners only, until it is offered again", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");
    await grace.slash("join", { zone: "UTC", course: "distributed-systems" });
    const archived = await ada.slash("course archive", { course: "distributed-systems" });
    expect(await ada.complete("join", "course", "")).toEqual([]);
    expect(textOf(await ada.slash("join", { zone: "UTC", course: "distributed-systems" }))).toContain(
      "**Distributed System Concepts** is not offered here any more",
    );
    expect(textOf(await grace.slash("learn"))).toContain("Heartbeats");
    expect(textOf(await grace.slash("join", { zone: "Europe/Vienna" }))).toContain("**Europe/Vienna**");
    const leaving = await grace.slash("leave");
    expect(textOf(leaving)).toContain("you cannot join it again");
    const left = await grace.press(leaving, "Leave, keep my progress");
    const form = await grace.pressForModal(left, "Come back");
    expect(textOf(await grace.submit(form, { zone: "Europe/Vienna" }))).toContain("Welcome back");
    await ada.press(archived, "Offer it again");
    expect(await ada.complete("join", "course", "")).toEqual(["Distributed System Concepts"]);
  });

  it("asks for the file in a form if the command has none", async () => {
    const ada = group.member("Ada");
    const form = await ada.slashForModal("course import");
    const draft = await ada.submit(form, { course: "kitchen" }, { file: FIRST });
    expect(textOf(draft)).toContain("`kitchen`");
    await ada.press(draft, "Publish");
    const update = await ada.submit(
      await ada.slashForModal("course import", { course: "kitchen" }),
      {},
      { file: SECOND },
    );
    expect(textOf(update)).toContain("**What changes**, against version 1");
    const titled = await ada.submit(await ada.slashForModal("course import"), { course: " " }, { file: FIRST });
    expect(textOf(titled)).toContain("against version 1");
  });

  it("does not publish an import that was compared with an older version", async () => {
    const ada = group.member("Ada");
    const first = await ada.slash("course import", {}, { file: FIRST });
    await ada.press(first, "Publish");
    const second = await ada.slash("course import", {}, { file: SECOND });
    await ada.slash("course rollback", { course: "cooking" });
    const shown = await ada.slash("course preview", { course: "cooking" });
    await ada.press(second, "Publish");
    expect(textOf(await ada.press(shown, "Publish"))).toContain("was already published, as version 2");
    const third = await ada.slash("course import", {}, { file: FIRST });
    const back = await ada.slash("course rollback", { course: "cooking" });
    await ada.press(back, "Back to version 1");
    expect(textOf(await ada.press(third, "Publish"))).toContain("was published after this was shown");
    expect(textOf(await ada.slash("course publish"))).toContain("version 4");
  });

  it("offers its versions by number, and brings back or exports the one that is chosen", async () => {
    const ada = group.member("Ada");
    for (const file of [FIRST, SECOND]) await ada.press(await ada.slash("course import", {}, { file }), "Publish");
    const offered = await ada.complete("course rollback", "version", "", { course: "cooking" });
    expect(offered.map((name) => name.replace(/ · \d.*?(?= · in|$)/, ""))).toEqual(["2 · in use now", "1"]);
    const builtIn = await ada.complete("course export", "version", "", { course: "distributed-systems" });
    expect(builtIn).toEqual(["0: the built-in course · in use now"]);
    const exported = await ada.slash("course export", { course: "cooking", version: "1" });
    expect(await download(exported)).toBe(FIRST);
    const asked = await ada.slash("course rollback", { course: "cooking", version: "1" });
    expect(textOf(asked)).not.toContain("Only renamed?");
    expect(textOf(await ada.press(asked, "Back to version 1"))).toContain("is back to version 1");
    expect(textOf(await ada.slash("course rollback", { course: "cooking", version: "1" }))).toContain(
      "already has that text",
    );
    expect(textOf(await ada.slash("course export", { course: "cooking", version: "7" }))).toContain("no version “7”");
  });

  it("has reminders of its own, which are set, listed and turned off by its name", async () => {
    const ada = group.member("Ada");
    await ada.press(await ada.slash("course import", {}, { file: FIRST }), "Publish");
    for (const course of ["distributed-systems", "cooking"]) await ada.slash("join", { zone: "UTC", course });
    const distributed = { course: "distributed-systems" };
    const added = await ada.slash("remind weekly", { day: 1, time: "19:00", ...distributed });
    expect(textOf(added)).toContain("For Distributed System Concepts");
    expect(textOf(await ada.slash("remind list", { course: "cooking" }))).toContain("Nothing is planned");
    expect(textOf(await ada.slash("remind off", { course: "cooking" }))).toContain("nothing to switch off");
    expect(textOf(await ada.slash("remind list", distributed))).toContain("Mondays at 19:00");
    await ada.slash("remind once", { when: "tomorrow 08:00", course: "cooking" });
    expect(textOf(await ada.slash("remind off", distributed))).toContain("1 reminder removed");
    expect(textOf(await ada.slash("remind list", { course: "cooking" }))).toContain("at 08:00");
  });

  it("does not affect another server", async () => {
    await group.member("Ada").slash("course import", {}, { file: FIRST });
    await group.member("Ada").slash("course publish");
    const linus = group.memberOf("Away", "Linus");
    expect(await linus.complete("join", "course", "")).toEqual(["Distributed System Concepts"]);
    expect(textOf(await linus.slash("course list"))).not.toContain("Cooking");
    expect(textOf(await linus.slash("course export", { course: "cooking" }))).toContain("no course called “cooking”");
    expect(textOf(await linus.slash("course publish", { course: "cooking" }))).toContain("No import is waiting");
  });

  it("lets a server study two courses, each by name, or the one used last", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");
    await ada.slash("course import", {}, { file: FIRST });
    await ada.slash("course publish");
    const which = await grace.press(await grace.slash("learn"), "Join");
    const form = await grace.chooseForModal(which, "Choose a course", "Cooking");
    expect(textOf(await grace.submit(form, { zone: "UTC" }))).toContain("Welcome to Cooking");
    expect(textOf(await grace.slash("path", { course: "distributed-systems" }))).toContain("You are not in");
    await grace.slash("join", { zone: "UTC", course: "distributed-systems" });
    expect(textOf(await grace.slash("learn"))).toContain("Heartbeats");
    expect(await grace.complete("learn", "course", "")).toEqual(["Distributed System Concepts", "Cooking"]);
    expect(await grace.complete("learn", "lesson", "", { course: "cooking" })).toEqual([
      "Knives · Phase 1",
      "Heat · Phase 1",
      "🔒 Soup · Phase 2",
    ]);
    expect(textOf(await grace.slash("learn"))).toContain("Heartbeats");
    for (const name of ["path", "checklist", "resources"]) {
      expect(textOf(await grace.slash(name, { course: "cooking" })), name).toContain("Cooking");
    }
    expect(textOf(await grace.slash("learn"))).toContain("Knives");
  });

  it("opens a course to any order, and advises which lessons come first", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");
    await grace.slash("join", { zone: "UTC" });
    expect(textOf(await grace.slash("learn", { lesson: "gossip-protocol" }))).toContain("🔒 opens after");
    expect(textOf(await ada.slash("course mode", { course: "distributed-systems", mode: "open" }))).toContain(
      "open now",
    );
    const lesson = await grace.slash("learn", { lesson: "gossip-protocol" });
    expect(textOf(lesson)).toContain("best after **Heartbeats** and **Consensus Algorithms**");
    await grace.press(lesson, "Done");
    const path = textOf(await grace.slash("path"));
    expect(path).toContain("1 of 7 lessons");
    expect(path).toContain("best after Phase 1");
    expect(path).not.toContain("🔒");
    await grace.press(await grace.slash("learn"), "Done");
    const last = textOf(await grace.slash("learn"));
    expect(last).toContain("Consensus Algorithms");
    expect(last).not.toContain("opens");
  });

  it("is for members who may manage the server; others see no command, and their presses are refused", async () => {
    const ada = group.member("Ada");
    const grace = group.member("Grace");
    await expect(grace.slash("course list")).rejects.toThrow("no command /course");
    const draft = await ada.slash("course import", {}, { file: FIRST });
    const shown = await showToAll(customIdOf(draft, "Publish"));
    expect(textOf(await grace.press(shown, "Publish"))).toContain("Only people who can manage this server");
    expect(await ada.complete("join", "course", "cook")).toEqual([]);
    expect(textOf(await ada.press(shown, "Publish"))).toContain("Cooking is published");
  });
});
