import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { takesSeveral } from "../src/quiz/grade.ts";
import type { BankEntry } from "../src/quiz/question.ts";
import { openBrowser } from "../test/e2e/support/browser.ts";
import { answer } from "../test/e2e/support/quiz.ts";
import { readCourses, type StudyGroup, startStudyGroup } from "../test/e2e/support/study-group.ts";

/**
 * `npm run screenshots` takes pictures of the main states of every command on the sandbox's page, into
 * `docs/screenshots/`. Emoji need a font that has them (Debian: fonts-noto-color-emoji).
 */

const DOCS = join(import.meta.dirname, "../docs/screenshots");
const MINUTE = 60_000;
/** The menu of a lesson. */
const MENU = "Read the notes, take a quiz…";
/** The pictures show what Ada sees. */
const ZONE = "Europe/Vienna";

const LOOKS = [
  { name: "dark", colours: "dark", width: 1280, height: 800 },
  { name: "light", colours: "light", width: 1280, height: 800 },
  { name: "phone", colours: "dark", width: 375, height: 780 },
] as const;

/** What the page shows in each picture: the channel, or the member's direct messages. */
type Scene = {
  name: string;
  place: "channel" | "direct";
  play(group: StudyGroup): Promise<unknown>;
  /** Opens something for the picture, and closes it afterwards. */
  open?(page: Page): Promise<unknown>;
  close?(page: Page): Promise<unknown>;
};

const SCENES: readonly Scene[] = [
  {
    name: "welcome",
    place: "channel",
    play: (group) => group.member("Ada").slash("help"),
    close: (page) => page.getByRole("button", { name: "Got it" }).click(),
  },
  {
    name: "join",
    place: "channel",
    play: (group) => group.member("Ada").slash("join", { zone: ZONE }),
  },
  { name: "learn", place: "channel", play: (group) => group.member("Ada").slash("learn") },
  {
    name: "start",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.press(await ada.slash("learn"), "Start");
    },
  },
  { name: "timer", place: "direct", play: (group) => group.clock.advance(30 * MINUTE) },
  {
    name: "done",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.press(await ada.slash("learn"), "Done");
      await ada.press(await ada.slash("learn"), "Done");
    },
  },
  { name: "path", place: "channel", play: (group) => group.member("Ada").slash("path") },
  { name: "checklist", place: "channel", play: (group) => group.member("Ada").slash("checklist") },
  {
    name: "quiz",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      const asked = await ada.slash("quiz", { lesson: "heartbeats" });
      await ada.press(asked, "A");
      await ada.slash("quiz", { lesson: "consensus-algorithms" });
    },
  },
  {
    name: "brief",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.choose(await ada.slash("learn", { lesson: "commit-protocols" }), MENU, "Brief");
    },
  },
  {
    name: "terms",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.choose(await ada.slash("learn", { lesson: "gossip-protocol" }), MENU, "Key terms");
    },
  },
  {
    name: "quiz-several",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await serveQuestions(group, (entry) => entry.kind === "choice" && takesSeveral(entry));
      await answer(ada, await ada.slash("quiz", { lesson: "heartbeats" }));
      await ada.slash("quiz", { lesson: "consensus-algorithms" });
    },
  },
  {
    name: "quiz-order",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await serveQuestions(group, ({ kind }) => kind === "order");
      await answer(ada, await ada.slash("quiz", { lesson: "heartbeats" }));
      await ada.press(await ada.slash("quiz", { lesson: "consensus-algorithms" }), "B");
    },
  },
  {
    name: "quiz-generated",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await serveQuestions(group, ({ kind }) => kind === "family");
      await answer(ada, await ada.slash("quiz", { lesson: "commit-protocols" }));
      await serveQuestions(group, (entry) => entry.kind === "family" && entry.family === "lamport-timestamp");
      await ada.slash("quiz", { lesson: "advanced-concepts" });
      await serveQuestions(group);
    },
  },
  {
    name: "remind",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.slash("remind weekly", { day: 1, time: "19:00" });
      await ada.slash("remind once", { when: "tomorrow 08:00" });
      await ada.slash("remind list");
    },
  },
  {
    name: "leaderboard",
    place: "channel",
    play: async (group) => {
      const progress = { Grace: 2, Linus: 1, Barbara: 5, Leslie: 0 };
      for (const [name, lessons] of Object.entries(progress)) {
        const member = group.member(name);
        await member.slash("join", { zone: "UTC" });
        for (let lesson = 0; lesson < lessons; lesson += 1) await member.press(await member.slash("learn"), "Done");
      }
      await group.member("Ada").slash("leaderboard");
    },
  },
  {
    name: "wire",
    place: "channel",
    play: async (group) => {
      const { faults } = group.actor;
      faults.add({ kind: "rate-limit", scope: "user", retryAfterMs: 0, times: 1 });
      await group.member("Ada").slash("path");
      faults.add({ kind: "closed-direct-messages", userId: group.member("Grace").userId });
    },
    async open(page) {
      await page.getByRole("button", { name: "What went over the wire" }).click();
      await page.getByText("Faults on demand").click();
    },
    close: (page) =>
      page.getByRole("complementary", { name: "Wire" }).getByRole("button", { name: "Close", exact: true }).click(),
  },
  {
    name: "lesson-locked",
    place: "channel",
    play: (group) => group.member("Ada").slash("learn", { lesson: "commit-protocols" }),
  },
  { name: "resources", place: "channel", play: (group) => group.member("Ada").slash("resources") },
  { name: "help", place: "channel", play: (group) => group.member("Ada").slash("help") },
  { name: "leave", place: "channel", play: (group) => group.member("Ada").slash("leave") },
  {
    name: "not-joined",
    place: "channel",
    play: async (group) => {
      const ada = group.member("Ada");
      await ada.press(await ada.slash("leave"), "Leave, keep my progress");
      await ada.slash("learn");
    },
  },
];

const folder = await mkdtemp(join(tmpdir(), "lockstep-screenshots-"));
const group = await startStudyGroup(folder, true);
const browsers = await Promise.all(
  LOOKS.map(async (look) => ({ look, browser: await openBrowser({ ...look, timeZone: ZONE }) })),
);
try {
  await mkdir(DOCS, { recursive: true });
  const pages = await Promise.all(
    browsers.map(async ({ look, browser }) => ({ look, page: await browser.context.newPage() })),
  );
  const ada = group.member("Ada");
  for (const scene of SCENES) {
    await scene.play(group);
    const channelId = scene.place === "channel" ? group.channelId : group.actor.channels({ userId: ada.userId })[0]?.id;
    for (const { look, page } of pages) {
      await page.goto(`${group.sandbox.url}/#as=${ada.userId}&channel=${channelId}`);
      await showNewest(page);
      await scene.open?.(page);
      await page.screenshot({ path: join(DOCS, `${scene.name}-${look.name}.png`) });
      await scene.close?.(page);
    }
    console.log(`docs/screenshots/${scene.name}-*.png`);
  }
} finally {
  await Promise.all(browsers.map(({ browser }) => browser.close()));
  await group.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Makes the bot ask only the wanted questions. Without `wanted` it asks all of them again. */
async function serveQuestions(group: StudyGroup, wanted: (entry: BankEntry) => boolean = () => true): Promise<void> {
  const courses = await readCourses();
  await group.restartBot(courses.map((course) => ({ ...course, questions: course.questions.filter(wanted) })));
}

async function showNewest(page: Page): Promise<void> {
  // The thing under the pointer would look different.
  await page.mouse.move(0, 0);
  const newest = page.getByRole("log").getByRole("article").last();
  await newest.waitFor();
  await newest.scrollIntoViewIfNeeded();
}
