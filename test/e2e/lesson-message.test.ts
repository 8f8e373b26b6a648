import { type APIMessage, ComponentType, Routes } from "discord.js";
import { beforeEach, describe, expect, it } from "vitest";
import { customIdOf, labelsOf, menuOf, optionsOf, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import { readCourses, type StudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const MENU = "Read the notes, take a quiz…";

let group: StudyGroup;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  return opened.close;
});

function newestOf(messages: readonly APIMessage[]): APIMessage {
  const newest = messages.at(-1);
  if (newest === undefined) throw new Error("there is no message");
  return newest;
}

describe("Done", () => {
  it("is taken back with Undo, right away, twice, or weeks later, and what came after stays done", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const done = await ada.press(lesson, "Done");
    expect(labelsOf(done)).toEqual(["Next lesson", "Quiz me on this", "Undo"]);
    const undo = () =>
      group.actor.press({ userId: ada.userId, messageId: done.id, customId: customIdOf(done, "Undo") });
    for (const outcome of await Promise.all([undo(), undo()])) {
      expect(outcome.kind === "update" && textOf(outcome.message.message)).toContain("**Heartbeats** is not done");
    }
    expect(textOf(await ada.slash("path"))).toContain("0 of 7 lessons");

    const again = await ada.press(await ada.slash("learn"), "Done");
    await ada.press(await ada.press(again, "Next lesson"), "Done");
    await group.clock.advance(21 * DAY);
    const shown = await ada.slash("learn", { lesson: "heartbeats" });
    expect(labelsOf(shown)).toEqual(["My next lesson", "Open the article", "Mark as not done"]);
    const open = await ada.press(shown, "Mark as not done");
    expect(open.id).toBe(shown.id);
    expect(labelsOf(open)[0]).toBe("Start");
    expect(textOf(await ada.slash("path"))).toMatch(/1 of 7 lessons[\s\S]*✅ Consensus Algorithms/);
  });
});

describe("a lesson's notes", () => {
  it("open from the lesson's menu in the same message, page by page, and lead back to it", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const brief = await ada.choose(lesson, MENU, "Brief");
    expect(textOf(brief)).toContain("## Heartbeats: brief");
    const more = await ada.press(brief, labelsOf(brief)[1] ?? "");
    expect(textOf(more)).not.toBe(textOf(brief));
    expect(textOf(await ada.press(more, "◀ Back"))).toBe(textOf(brief));
    const terms = await ada.choose(more, MENU, "Key terms");
    expect(textOf(terms)).toContain("## Heartbeats: key terms");
    expect(optionsOf(terms, MENU)).toEqual(["Brief", "While you read", "Discuss", "Quiz me", "The whole path"]);
    const back = await ada.press(terms, "To the lesson");
    expect(textOf(back)).toBe(textOf(lesson));
    const asked = await ada.choose(back, MENU, "Quiz me");
    expect(textOf(asked)).toContain("question 1 of 5");
    const path = await ada.choose(await ada.press(asked, "To the lesson"), MENU, "The whole path");
    expect(textOf(path)).toContain("Phase 1: Foundations");
    expect(textOf(await ada.press(path, "My next lesson"))).toBe(textOf(lesson));
    // All of it was one message.
    const ids = [brief, more, terms, back, asked, path].map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([lesson.id]));
    expect(ada.seen()).toHaveLength(2);
  });

  it("show the lesson instead, if the menu of an old or forged message asks for what is not there", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const { custom_id: customId } = menuOf(lesson, MENU);
    const values = ["appendix", "__proto__", "quiz:1"];
    const options = values.map((value) => ({ label: value, value }));
    const response = await fetch(`${group.sandbox.apiUrl}/v10${Routes.channelMessages(group.channelId)}`, {
      method: "POST",
      headers: { authorization: "Bot sandbox", "content-type": "application/json" },
      body: JSON.stringify({
        content: "forged",
        components: [
          {
            type: ComponentType.ActionRow,
            components: [{ type: ComponentType.StringSelect, custom_id: customId, options }],
          },
        ],
      }),
    });
    const { id: messageId } = (await response.json()) as { id: string };
    for (const value of values) {
      const outcome = await group.actor.select({ userId: ada.userId, messageId, customId, values: [value] });
      if (outcome.kind !== "message") throw new Error(`answered with ${outcome.kind}`);
      expect(outcome.message.ephemeral).toBe(true);
      expect(textOf(outcome.message.message)).toBe(textOf(lesson));
    }
  });

  it("can be read of a lesson that is started, or locked, or done", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const started = await ada.press(await ada.slash("learn"), "Start");
    const notes = await ada.choose(started, MENU, "While you read");
    expect(textOf(notes)).toContain("## Heartbeats: while you read");
    await ada.press(await ada.press(notes, "To the lesson"), "Done");
    for (const lesson of ["heartbeats", "commit-protocols"]) {
      const discuss = await ada.choose(await ada.slash("learn", { lesson }), MENU, "Discuss");
      expect(textOf(discuss)).toContain(": discuss");
    }
  });

  it("that left the course are reported as gone", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    await group.restartBot((await readCourses()).map((course) => ({ ...course, notes: new Map() })));
    const gone = await ada.choose(lesson, MENU, "Brief");
    expect(textOf(gone)).toContain("There is nothing more to read here about **Heartbeats**.");
    expect(optionsOf(await ada.press(gone, "Show the lesson"), "Take a quiz…")).toEqual(["Quiz me", "The whole path"]);
  });
});

describe("a reminder", () => {
  it("stays what it is until it is acted on: the lesson and a quiz open beside it", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await group.clock.advance(30 * MINUTE);
    const timer = newestOf(ada.directMessages());
    expect(labelsOf(timer)).toEqual(["Done", "10 more minutes", "Quiz me", "My reminders"]);
    const asked = await ada.press(timer, "Quiz me");
    expect(asked.id).not.toBe(timer.id);
    const lesson = await ada.press(asked, "To the lesson");
    expect(lesson.id).toBe(asked.id);
    expect(textOf(ada.directMessages().find(({ id }) => id === timer.id) ?? timer)).toBe(textOf(timer));

    // Once it is acted on, it is the lesson's message, and everything happens there.
    const done = await ada.press(timer, "Done");
    expect(done.id).toBe(timer.id);
    expect(labelsOf(done)).toEqual(["Next lesson", "Quiz me on this", "Undo"]);
    const undone = await ada.press(done, "Undo");
    expect(undone.id).toBe(timer.id);
    expect(labelsOf(undone)[0]).toBe("Done");
    const next = await ada.press(await ada.press(undone, "Done"), "Next lesson");
    expect(next.id).toBe(timer.id);
    expect(textOf(next)).toContain("## Consensus Algorithms");
    expect(ada.directMessages()).toHaveLength(2);
  });
});
