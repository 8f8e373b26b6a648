import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageFlags } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { labelsOf, textOf } from "./support/acting.ts";
import { answer, VERDICT } from "./support/quiz.ts";
import { readCourses, type StudyGroup, startStudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let folder: string;
let group: StudyGroup;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-"));
  group = await startStudyGroup(folder);
});

afterEach(async () => {
  await group.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a restart", () => {
  it("in the middle of a lesson keeps the timer, and it rings on time", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await group.clock.advance(10 * MINUTE);
    await group.restartBot();
    await group.clock.advance(19 * MINUTE);
    expect(ada.directMessages()).toEqual([]);
    await group.clock.advance(MINUTE);
    expect(ada.directMessages().map(textOf)).toEqual([expect.stringContaining("How did **Heartbeats** go?")]);
  });

  it("after the timer fell due sends it at once, and says that it is late", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    await group.stopBot();
    await group.clock.advance(3 * DAY);
    await group.restartBot();
    const [late] = ada.directMessages();
    expect(late && textOf(late)).toContain("so it comes late");
    expect(late && labelsOf(late)).toContain("Done");
    await group.restartBot();
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("leaves every button working, days later", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const quiz = await ada.slash("quiz", { lesson: "heartbeats" });
    const leaving = await ada.slash("leave");
    await group.clock.advance(3 * DAY);
    await group.restartBot();
    expect(textOf(await ada.press(lesson, "Done"))).toContain("Heartbeats: done");
    expect(textOf(await answer(ada, quiz))).toMatch(VERDICT);
    expect(textOf(await ada.press(leaving, "Stay"))).toContain("Good to have you");
  });

  it("with a course that lost a started lesson says so and shows the next one", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const lesson = await ada.slash("learn");
    const quiz = await ada.slash("quiz", { lesson: "heartbeats" });
    const changed = (await readCourses()).map(({ course, questions, notes, markdown }) => ({
      markdown,
      notes,
      course: {
        ...course,
        phases: course.phases.map((phase) => ({
          ...phase,
          lessons: phase.lessons.filter(({ id }) => id !== "heartbeats"),
        })),
      },
      questions: questions.filter(({ lessonId }) => lessonId !== "heartbeats"),
    }));
    await group.restartBot(changed);
    const gone = await ada.press(lesson, "Done");
    expect(textOf(gone)).toContain("It may have been removed");
    expect(textOf(await ada.press(gone, "My next lesson"))).toContain("Consensus Algorithms");
    expect(textOf(await answer(ada, quiz))).toContain("That quiz is no longer there");
  });
});

describe("closed direct messages", () => {
  it("keep the reminder, which the next command mentions and Try again sends once they are open", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Start");
    group.actor.setDirectMessagesOpen(ada.userId, false);
    await group.clock.advance(30 * MINUTE);
    expect(ada.directMessages()).toEqual([]);

    const told = ada.hears(/could not send you a direct message/);
    await ada.slash("path");
    const notice = await told;
    expect(notice.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
    expect(textOf(notice)).toContain("the timer of Heartbeats");
    expect(textOf(await ada.press(notice, "Try again"))).toContain("Still closed");

    group.actor.setDirectMessagesOpen(ada.userId, true);
    expect(textOf(await ada.press(notice, "Try again"))).toContain("are open");
    expect(ada.directMessages()).toHaveLength(1);
  });
});
