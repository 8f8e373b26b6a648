import { beforeEach, describe, expect, it } from "vitest";
import { writeCourse } from "../support/markdown.ts";
import { type Acting, labelsOf, optionsOf, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import { readCourses, type StudyGroup } from "./support/study-group.ts";

const DAY = 86_400_000;

let group: StudyGroup;
let ada: Acting;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  ada = group.member("Ada");
  return opened.close;
});

/** Publishes a second course. Ada may manage the server. */
async function bringCooking() {
  await ada.slash("course import", {}, { file: writeCourse("Cooking", ["Knives"]) });
  await ada.slash("course publish");
}

describe("a member who left and kept their progress", () => {
  beforeEach(async () => {
    await ada.slash("join", { zone: "Europe/Vienna" });
    await ada.press(await ada.slash("learn"), "Done");
  });

  const leave = async () => ada.press(await ada.slash("leave"), "Leave, keep my progress");

  it("finds their reminders again when they return, and hears nothing in between", async () => {
    await ada.slash("remind weekly", { day: 2, time: "19:00" });
    await ada.slash("remind once", { when: "in 2 days" });
    expect(textOf(await leave())).toContain(
      "Your progress is kept in case you come back, and 2 reminders wait until then.",
    );
    await group.clock.advance(15 * DAY);
    expect(ada.directMessages()).toEqual([]);

    const back = textOf(await ada.slash("join", { zone: "Europe/Vienna" }));
    expect(back).toContain("Your progress is as you left it.");
    expect(back).toContain("1 reminder goes on.");
    expect(back).toContain("1 reminder came due while you were away, and is over.");
    expect(optionsOf(await ada.slash("remind list"), "Remove…")).toEqual(["Tuesdays at 19:00"]);
    await group.clock.advance(7 * DAY);
    expect(ada.directMessages().map(textOf)).toEqual([expect.stringContaining("It is study time")]);
  });

  it("can come back or erase it from wherever they learn that it is kept", async () => {
    const left = await leave();
    expect(labelsOf(left)).toEqual(["Come back", "Erase my progress…"]);
    for (const command of ["learn", "path", "quiz", "remind list"]) {
      const told = await ada.slash(command);
      expect(textOf(told)).toContain("You have left **Distributed System Concepts**. Your progress is kept.");
      expect(labelsOf(told)).toEqual(["Come back", "Erase my progress…"]);
    }
    const form = await ada.pressForModal(await ada.slash("learn"), "Come back");
    expect(textOf(await ada.submit(form, { zone: "Europe/Vienna" }))).toContain("Welcome back!");
    // The old message shows the question of whether to leave, since they are in again.
    expect(textOf(await ada.press(left, "Erase my progress…"))).toContain("Leave Distributed System Concepts?");
  });

  it("is asked once before it is erased, and twice is no harm", async () => {
    const left = await leave();
    const asked = await ada.press(left, "Erase my progress…");
    expect(textOf(asked)).toContain("1 of 7 lessons");
    expect(textOf(asked)).toContain("What you erase cannot be brought back.");
    const again = await ada.slash("leave");
    expect(textOf(again)).toBe(textOf(asked));
    expect(textOf(await ada.press(again, "Erase my progress"))).toContain("nothing is kept");
    expect(textOf(await ada.press(asked, "Erase my progress"))).toContain("progress that was erased");
    expect(textOf(await ada.slash("leave"))).toContain("not in a course here yet");
    expect(textOf(await ada.slash("join", { zone: "UTC" }))).toContain("Welcome to Distributed System Concepts");
  });

  it("reads on an old card that its progress was erased, and where they are now, after they joined again", async () => {
    const old = await ada.slash("learn");
    await ada.press(await ada.slash("leave"), "Leave and erase");
    await ada.slash("join", { zone: "UTC" });
    expect(textOf(await ada.press(old, "Done"))).toContain("This message is about progress that was erased.");
    expect(textOf(await ada.slash("path"))).toContain("0 of 7 lessons");
  });

  it("chooses between several courses, and finds each in the suggestions of /leave", async () => {
    await bringCooking();
    await leave();
    await ada.slash("join", { zone: "UTC", course: "cooking" });
    expect(await ada.complete("leave", "course", "")).toEqual([
      "Cooking",
      "Distributed System Concepts · left, progress kept",
    ]);
    expect(textOf(await ada.slash("leave", { course: "distributed-systems" }))).toContain(
      "You have left Distributed System Concepts",
    );
    await ada.press(await ada.slash("leave"), "Leave, keep my progress");
    const choice = await ada.slash("leave");
    expect(optionsOf(choice, "Choose a course")).toEqual(["Cooking", "Distributed System Concepts"]);
    const chosen = await ada.choose(choice, "Choose a course", "Distributed System Concepts");
    await ada.press(chosen, "Erase my progress");
    expect(textOf(await ada.slash("leave"))).toContain("You have left Cooking");
  });

  it("can erase it when the course is not here any more", async () => {
    await group.restartBot((await readCourses()).filter(({ course }) => course.id !== "distributed-systems"));
    const gone = await ada.slash("learn");
    expect(textOf(gone)).toContain("Your course is not here at the moment. Your progress is kept");
    const asked = await ada.press(gone, "Erase my progress…");
    expect(labelsOf(asked)).toEqual(["Erase my progress"]);
    expect(textOf(await ada.press(asked, "Erase my progress"))).toContain("nothing is kept");
  });
});

describe("with every course archived", () => {
  it("/learn, Join and /join say that there is no course to join, before they ask for anything", async () => {
    const early = await group.member("Grace").slash("learn");
    await ada.slash("course archive", { course: "distributed-systems" });
    const grace = group.member("Grace");
    const none = "There is no course to join here at the moment.";
    for (const told of [
      await grace.slash("learn"),
      await grace.press(early, "Join"),
      await grace.slash("join", { zone: "UTC" }),
      await grace.slash("leaderboard"),
    ]) {
      expect(textOf(told)).toContain(none);
      expect(labelsOf(told)).toEqual([]);
    }
  });
});

describe("a second course", () => {
  it("joined from another zone leaves the first one's reminders at their hour, and says so", async () => {
    await ada.slash("join", { zone: "Europe/Vienna" });
    await ada.slash("remind weekly", { day: 2, time: "19:00" });
    const hours = async () => textOf(await ada.slash("remind list", { course: "distributed-systems" }));
    const before = await hours();
    await bringCooking();
    const joined = textOf(await ada.slash("join", { zone: "Asia/Tokyo", course: "cooking" }));
    expect(joined).toContain("Your time zone is **Asia/Tokyo**.");
    expect(joined).toContain("stay in the time zone of their course: Distributed System Concepts (Europe/Vienna)");
    expect(await hours()).toBe(before);
    const moved = textOf(await ada.slash("join", { zone: "Asia/Tokyo", course: "cooking" }));
    expect(moved).toContain("every course that you are in here");
    expect(await hours()).toContain("Asia/Tokyo time");
  });
});
