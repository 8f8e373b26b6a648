import { MessageFlags } from "discord.js";
import { beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { labelsOf, optionsOf, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import { answer, VERDICT } from "./support/quiz.ts";
import { readCourses, type StudyGroup } from "./support/study-group.ts";

const DAY = 86_400_000;

/** The commands that a help names, in its order. */
const namedIn = (help: string) => [...help.matchAll(/^`?\/([a-z]+)`? · /gm)].map(([, name]) => name);

let group: StudyGroup;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  return opened.close;
});

describe("before joining", () => {
  it.each([
    ["learn", {}],
    ["path", {}],
    ["checklist", {}],
    ["quiz", {}],
    ["resources", {}],
    ["leave", {}],
    ["remind list", {}],
    ["remind off", {}],
    ["remind once", { when: "tomorrow" }],
    ["remind weekly", { day: 1, time: "19:00" }],
  ])("/%s offers to join, privately", async (name, options) => {
    const answer = await group.member("Ada").slash(name, options);
    expect(textOf(answer)).toContain("not in a course here yet");
    expect(labelsOf(answer)).toEqual(["Join"]);
    expect(answer.flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
  });

  it("Join asks for a time zone in a form, and suggests near ones", async () => {
    const ada = group.member("Ada");
    const form = await ada.pressForModal(await ada.slash("learn"), "Join");
    const unsure = await ada.submit(form, { zone: "Europe/Viena" });
    expect(textOf(unsure)).toContain("I am not sure which time zone “Europe/Viena” means");
    const [vienna = ""] = optionsOf(unsure, "Choose your time zone");
    expect(vienna).toMatch(/^Europe\/Vienna \(/);
    const joined = await ada.choose(unsure, "Choose your time zone", vienna);
    expect(textOf(joined)).toContain("Welcome to Distributed System Concepts");
  });

  it("the leaderboard is empty and says how to begin", async () => {
    expect(textOf(await group.member("Ada").slash("leaderboard"))).toContain("Nobody is on the board yet");
  });

  it("autocomplete offers no lesson", async () => {
    expect(await group.member("Ada").complete("learn", "lesson", "")).toEqual([]);
  });
});

describe("/join", () => {
  it("refuses an unknown course with a sentence that names the known one", async () => {
    const answer = await group.member("Ada").slash("join", { zone: "UTC", course: "underwater-basket-weaving" });
    expect(textOf(answer)).toContain("no course called “underwater-basket-weaving”");
    expect(textOf(answer)).toContain("Distributed System Concepts");
  });

  it("changes the zone the second time", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "Europe/Vienna" });
    expect(textOf(await ada.slash("join", { zone: "America/New_York" }))).toContain("**America/New_York**");
  });
});

describe("/leave", () => {
  it("asks once; staying changes nothing, leaving keeps progress, erasing does not", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.press(await ada.slash("learn"), "Done");
    expect(textOf(await ada.press(await ada.slash("leave"), "Stay"))).toContain("Good to have you");
    const left = await ada.press(await ada.slash("leave"), "Leave, keep my progress");
    expect(textOf(left)).toContain("Your progress is kept");
    expect(textOf(await ada.slash("learn"))).toContain("You have left **Distributed System Concepts**");
    const back = await ada.slash("join", { zone: "UTC" });
    expect(textOf(back)).toContain("Welcome back");
    expect(textOf(back)).toContain("1 of 7 lessons");
    await ada.press(await ada.slash("leave"), "Leave and erase");
    expect(textOf(await ada.slash("join", { zone: "UTC" }))).toContain("Welcome to Distributed System Concepts");
    expect(textOf(await ada.slash("path"))).toContain("0 of 7 lessons");
  });
});

describe("/checklist", () => {
  it("ticks lessons, extras and videos; phase lines tick themselves; unticking takes it back", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const list = await ada.slash("checklist");
    expect(optionsOf(list, "Tick…")).toEqual([
      "Heartbeats",
      "Consensus Algorithms",
      "Distributed Systems Guide",
      "Consensus Algorithms",
      "Fault Tolerance",
      "Distributed Systems",
      "Consensus Algorithms",
      "Supplementary materials reviewed",
    ]);
    expect(optionsOf(list, "Untick…")).toEqual([]);
    const ticked = await ada.choose(list, "Tick…", "Heartbeats", "Consensus Algorithms", "Fault Tolerance");
    expect(ticked.id).toBe(list.id);
    expect(textOf(ticked)).toContain("✅ Phase 1 completed");
    expect(optionsOf(ticked, "Tick…")).toContain("Leader Election");
    const unticked = await ada.choose(ticked, "Untick…", "Heartbeats");
    expect(textOf(unticked)).toContain("⬜ Phase 1 completed");
    expect(textOf(unticked)).toContain("✅ Fault Tolerance");
  });

  it("from an old message ticks what it says, and unticks nothing", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const old = await ada.slash("checklist");
    await ada.press(await ada.slash("learn"), "Done");
    await group.clock.advance(3 * DAY);
    const now = await ada.choose(old, "Tick…", "Fault Tolerance");
    expect(textOf(now)).toContain("✅ Heartbeats");
    expect(textOf(now)).toContain("✅ Fault Tolerance");
  });
});

describe("/quiz", () => {
  it("asks, explains after each response, counts only the first response, and sums up", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const first = await ada.slash("quiz", { lesson: "heartbeats" });
    expect(textOf(first)).toMatch(/question 1 of 5/);
    let step = first;
    for (let position = 1; position <= 5; position += 1) {
      const answered = await answer(ada, step);
      expect(textOf(answered)).toMatch(VERDICT);
      step = await ada.press(answered, position === 5 ? "See how it went" : "Next question");
    }
    expect(textOf(step)).toMatch(/Heartbeats: [0-5] of 5 right/);
  });

  it("brings a missed question back in a review days later", async () => {
    // A family would come back as another instance.
    const written = (await readCourses()).map((course) => ({
      ...course,
      questions: course.questions.filter(({ kind }) => kind !== "family"),
    }));
    await group.restartBot(written);
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const question = await ada.slash("quiz", { lesson: "heartbeats" });
    const asked = textOf(question).split("\n")[1] ?? "";
    expect(textOf(await answer(ada, question))).toMatch(VERDICT);
    await group.clock.advance(4 * DAY);
    const review = await ada.slash("quiz");
    expect(textOf(review)).toContain("question 1 of");
    expect(textOf(review)).toContain(asked);
  });
});

describe("/remind", () => {
  it("plans weekly and once, lists, removes one, and switches all off", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "Europe/Vienna" });
    expect(textOf(await ada.slash("remind list"))).toContain("Nothing is planned");
    expect(textOf(await ada.slash("remind weekly", { day: 1, time: "7pm" }))).toContain(
      "I'll remind you **Mondays at 19:00**",
    );
    expect(textOf(await ada.slash("remind weekly", { day: 1, time: "19:00" }))).toContain("already have that reminder");
    await ada.slash("remind once", { when: "tomorrow 08:00" });
    const list = await ada.slash("remind list");
    expect(optionsOf(list, "Remove…")).toHaveLength(2);
    const shorter = await ada.choose(list, "Remove…", "Mondays at 19:00");
    expect(optionsOf(shorter, "Remove…")).toHaveLength(1);
    expect(textOf(await ada.slash("remind off"))).toContain("All quiet for Distributed System Concepts: 1 reminder");
    expect(textOf(await ada.slash("remind off"))).toContain("nothing to switch off");
  });

  it("tells three reminders for once apart by their date and time", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "Europe/Vienna" });
    for (const when of ["in 2 hours", "in 3 hours", "in 4 hours"]) await ada.slash("remind once", { when });
    const options = optionsOf(await ada.slash("remind list"), "Remove…");
    expect(new Set(options).size).toBe(3);
    for (const option of options) expect(option).toMatch(/^\w{3}, \d+ \w{3,4} \d{4} at \d\d:\d\d$/);
  });

  it("of somebody who has done every lesson lead to a quiz, or stop", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    await ada.slash("remind weekly", { day: 1, time: "19:00" });
    let done = await ada.press(await ada.slash("learn"), "Done");
    for (let lesson = 2; lesson <= 7; lesson += 1) done = await ada.press(await ada.press(done, "Next lesson"), "Done");
    await group.clock.advance(7 * DAY);
    const [reminder] = ada.directMessages();
    if (reminder === undefined) throw new Error("no reminder");
    expect(labelsOf(reminder)).toEqual(["Quiz me", "Stop my reminders", "My reminders"]);
    expect(textOf(await ada.press(reminder, "Quiz me"))).toContain("question 1 of 5");
    expect(textOf(await ada.press(reminder, "Stop my reminders"))).toContain("1 reminder removed");
    await group.clock.advance(30 * DAY);
    expect(ada.directMessages()).toHaveLength(2);
  });

  it("refuses times that are past or unreadable, and repeats nothing that could ping", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    expect(textOf(await ada.slash("remind once", { when: "yesterday 10:00" }))).toContain(
      "has passed already in UTC time",
    );
    const unread = await ada.slash("remind once", { when: "@everyone **soon**" });
    expect(textOf(unread)).toContain("could not read");
    expect(unread.mention_everyone).toBe(false);
  });

  it("Remind me on a lesson asks when, and the reminder names the lesson", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const form = await ada.pressForModal(await ada.slash("learn"), "Remind me");
    const planned = await ada.submit(form, { when: "in 2 hours" });
    expect(textOf(planned)).toContain("for Heartbeats");
    await group.clock.advance(2 * 3_600_000);
    const [reminder] = ada.directMessages();
    expect(reminder && textOf(reminder)).toContain("Up next: **Heartbeats** (30 minutes)");
    const started = reminder && (await ada.press(reminder, "Start"));
    expect(started && textOf(started)).toContain("Enjoy **Heartbeats**");
  });
});

describe("/resources, /help and the end", () => {
  it("lists the extras and videos with their links", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    const text = textOf(await ada.slash("resources"));
    expect(text).toContain("(<https://raft.github.io/>)");
    expect(text).toContain("Martin Kleppmann");
    expect(text).not.toContain("[Channel/Source]");
  });

  it("names every command to a manager who has yet to join: those that work now, and those that joining adds", async () => {
    const text = textOf(await group.member("Ada").slash("help"));
    const [now = "", after = ""] = text.split("Once you are in a course");
    expect(namedIn(now)).toEqual(["join", "leaderboard", "course", "help"]);
    expect([...namedIn(now), ...namedIn(after)].toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });

  it("names to a learner what they can use: not how to join, and nothing for managers", async () => {
    const grace = group.member("Grace");
    await grace.slash("join", { zone: "UTC" });
    const help = await grace.slash("help");
    const learners = ["learn", "path", "checklist", "quiz", "remind", "leaderboard", "resources", "leave", "help"];
    expect(namedIn(textOf(help))).toEqual(learners);
    expect(textOf(help)).toContain("/join changes your time zone");
    expect(textOf(await grace.press(help, "My next lesson"))).toContain("## Heartbeats");
  });

  it("celebrates the whole course, and has a real page after it", async () => {
    const ada = group.member("Ada");
    await ada.slash("join", { zone: "UTC" });
    let done = await ada.press(await ada.slash("learn"), "Done");
    for (let lesson = 2; lesson <= 7; lesson += 1) done = await ada.press(await ada.press(done, "Next lesson"), "Done");
    expect(textOf(done)).toContain("🎓 Distributed System Concepts: complete!");
    expect(textOf(await ada.slash("learn"))).toContain("All 7 lessons are done");
    expect(textOf(await ada.slash("path"))).toContain("7 of 7 lessons");
  });
});
