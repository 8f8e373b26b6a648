import { labelsOf, optionsOf } from "../../e2e/support/acting.ts";
import { BUILT_IN, COOKING, KNITTING, moreOf } from "./courses.ts";
import { completeLessons, type Play } from "./play.ts";

const LESSON_MENU = "Read the notes, take a quiz…";

const IN_BUILT_IN = { course: BUILT_IN };

const ZONES: Record<string, string> = {
  Grace: "America/New_York",
  Linus: "Asia/Kathmandu",
  Barbara: "Pacific/Auckland",
  Donald: "Europe/Vienna",
  Frances: "Europe/London",
};

/** Everybody but Niklaus joins, and each gets to a different lesson. */
export async function joinAll({ member, away }: Play, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await member(name).slash("join", { zone: ZONES[name] ?? "UTC", ...IN_BUILT_IN });
  }
  await member("Hedy").slash("join", { zone: "UTC", course: COOKING });
  await member("Edith").slash("join", { zone: "Europe/Paris", course: KNITTING });
  await away("Grace").slash("join", { zone: "America/New_York", ...IN_BUILT_IN });
  await away("Emmy").slash("join", { zone: "Europe/Berlin", ...IN_BUILT_IN });
}

/** What members see before they join. */
export async function standAtTheDoor({ member, leaveOpen }: Play): Promise<void> {
  const niklaus = member("Niklaus");
  await niklaus.slash("learn");
  await niklaus.slash("path", { course: COOKING });
  await niklaus.slash("join", { zone: "Viena", course: COOKING });
  await niklaus.slash("help");
  const choosing = await niklaus.press(await niklaus.slash("learn"), "Join");
  const again = await niklaus.press(await niklaus.slash("checklist"), "Join");
  leaveOpen(niklaus, await niklaus.chooseForModal(again, "Choose a course", "Cooking"), choosing);
}

/** Learners in every state but those of quizzes and reminders. */
export async function study(play: Play): Promise<void> {
  await finishTheCourse(play);
  await leaveAndReturn(play);
  await lookAround(play);
  await useTheChecklist(play);
  const hedy = play.member("Hedy");
  await completeLessons(hedy, 2);
  await hedy.slash("learn");
  await hedy.slash("learn", { lesson: "bread" });
  await hedy.slash("path", IN_BUILT_IN);
  const edith = play.member("Edith");
  await completeLessons(edith, 1);
  await edith.slash("leave", { course: KNITTING });
  await completeLessons(play.away("Grace"), 1);
  await play.away("Emmy").slash("learn");
}

async function finishTheCourse({ member }: Play): Promise<void> {
  const leslie = member("Leslie");
  await completeLessons(leslie, 7);
  await leslie.slash("learn");
  await leslie.slash("path");
  const checklist = await leslie.slash("checklist");
  await leslie.choose(checklist, "Tick…", ...optionsOf(checklist, "Tick…").slice(0, 3));
}

async function leaveAndReturn({ member, leaveOpen }: Play): Promise<void> {
  const margaret = member("Margaret");
  await completeLessons(margaret, 3);
  await margaret.slash("learn");
  await margaret.slash("checklist");
  await margaret.slash("leave");
  await margaret.press(await margaret.slash("leave"), "Leave, keep my progress");

  const edsger = member("Edsger");
  await completeLessons(edsger, 1);
  const lesson = await edsger.slash("learn");
  leaveOpen(edsger, await edsger.pressForModal(lesson, "Remind me"), lesson);
  await edsger.slash("checklist");
  await edsger.slash("resources");
  await edsger.slash("quiz", { lesson: "heartbeats" });
  await edsger.slash("remind weekly", { day: 3, time: "18:00" });
  await edsger.slash("remind list");
  await edsger.press(await edsger.slash("leave"), "Leave and erase");

  const radia = member("Radia");
  await completeLessons(radia, 2);
  await radia.press(await radia.slash("leave"), "Leave, keep my progress");
  await radia.slash("join", { zone: "Europe/Madrid", ...IN_BUILT_IN });
  await radia.press(await radia.slash("leave"), "Stay");
  await radia.slash("leave");
}

/** Messages that change nothing: lessons in each state, notes, the path, resources, the leaderboard. */
async function lookAround({ member, away, leaveOpen }: Play): Promise<void> {
  const grace = member("Grace");
  await grace.slash("learn");
  await grace.slash("learn", { lesson: "commit-protocols" });
  await grace.slash("path");
  const lesson = await grace.slash("learn");
  leaveOpen(grace, await grace.pressForModal(lesson, "Remind me"), lesson);
  await grace.choose(await grace.slash("learn"), LESSON_MENU, "Brief");
  await grace.choose(await grace.slash("learn"), LESSON_MENU, "Quiz me");
  const notes = await grace.choose(await grace.slash("learn"), LESSON_MENU, "Key terms");
  const more = labelsOf(notes).filter((label) => label.startsWith("More"));
  if (more.length > 0) await grace.press(notes, moreOf(more));
  const resources = await grace.slash("resources");
  const pages = labelsOf(resources).filter((label) => label.startsWith("More"));
  if (pages.length > 0) await grace.press(await grace.slash("resources"), moreOf(pages));
  await grace.press(await grace.slash("resources"), "Checklist");

  const linus = member("Linus");
  await linus.press(await linus.slash("learn"), "Start");
  await linus.slash("learn");

  const tony = member("Tony");
  await completeLessons(tony, 2);
  await tony.press(await tony.slash("leaderboard"), "Hide me");

  const ada = member("Ada");
  await completeLessons(ada, 1);
  await ada.slash("leaderboard");
  const board = await ada.slash("leaderboard");
  await ada.press(board, moreOf(labelsOf(board)));
  await away("Sophie").slash("leaderboard");
}

async function useTheChecklist({ member }: Play): Promise<void> {
  const ken = member("Ken");
  await completeLessons(ken, 3);
  await ken.slash("learn", { lesson: "heartbeats" });
  const checklist = await ken.slash("checklist");
  const ticked = await ken.choose(checklist, "Tick…", ...optionsOf(checklist, "Tick…").slice(-3));
  await ken.choose(ticked, "Untick…", "Leader Election");
  await ken.slash("checklist");
}
