import { beforeEach, describe, expect, it } from "vitest";
import { type Acting, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import type { StudyGroup } from "./support/study-group.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let group: StudyGroup;
let ada: Acting;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  ada = group.member("Ada");
  await ada.slash("join", { zone: "UTC" });
  return opened.close;
});

const newest = () => {
  const last = ada.directMessages().at(-1);
  if (last === undefined) throw new Error("no direct message");
  return last;
};

/** What the menu of a lesson with notes and questions says. */
const MENU = "Read the notes, take a quiz…";

describe("a lesson that was started three weeks ago", () => {
  beforeEach(async () => {
    await ada.press(await ada.slash("learn"), "Start");
    await group.clock.advance(21 * DAY);
    expect(ada.directMessages()).toHaveLength(1);
  });

  it("is timed again from /learn, once for two presses, and the question says how long the timer ran", async () => {
    const lesson = await ada.slash("learn");
    const other = await ada.slash("learn");
    const again = await ada.choose(lesson, MENU, "Start again");
    expect(textOf(again)).toContain("Timer set again for **Heartbeats**.");
    expect(textOf(again)).toContain("I'll ask how it went");
    expect(textOf(await ada.choose(other, MENU, "Start again"))).toContain("The timer of **Heartbeats** is running.");
    await group.clock.advance(30 * MINUTE);
    expect(ada.directMessages()).toHaveLength(2);
    expect(textOf(newest())).toContain("30 minutes are up. How did **Heartbeats** go?");
  });

  it("is timed again from a reminder", async () => {
    await ada.slash("remind once", { when: "in 2 hours" });
    await group.clock.advance(120 * MINUTE);
    const again = await ada.press(newest(), "Start");
    expect(textOf(again)).toContain("Timer set again for **Heartbeats**.");
    await group.clock.advance(30 * MINUTE);
    expect(textOf(newest())).toContain("30 minutes are up.");
  });

  it("says that ten minutes are up after ten more minutes", async () => {
    await ada.press(newest(), "10 more minutes");
    await group.clock.advance(10 * MINUTE);
    expect(textOf(newest())).toContain("10 minutes are up. How did **Heartbeats** go?");
  });
});
