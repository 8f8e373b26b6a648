import type { APIMessage } from "discord.js";
import { takesSeveral } from "../../../src/quiz/grade.ts";
import { type Acting, labelsOf } from "../../e2e/support/acting.ts";
import { answer } from "../../e2e/support/quiz.ts";
import { readCourses } from "../../e2e/support/study-group.ts";
import type { Contents } from "../support/house.ts";
import { completeLessons, type Play } from "./play.ts";

type Entry = Contents[number]["questions"][number];

const LESSONS = ["heartbeats", "consensus-algorithms", "leader-election"];

const KINDS: Record<string, (entry: Entry) => boolean> = {
  one: (entry) => entry.kind === "choice" && !takesSeveral(entry),
  several: (entry) => entry.kind === "choice" && takesSeveral(entry),
  order: (entry) => entry.kind === "order",
  family: (entry) => entry.kind === "family",
};

/** For a while, only questions of one kind are asked. */
async function only(kind: string): Promise<Contents> {
  const wanted = KINDS[kind];
  if (wanted === undefined) throw new Error(`questions of no kind: ${kind}`);
  return (await readCourses()).map((course) => ({ ...course, questions: course.questions.filter(wanted) }));
}

/** Quizzes of every kind of question, in every state: asked, in the middle, answered, over. */
export async function askQuizzes({ house, member }: Play): Promise<void> {
  const frances = member("Frances");
  await completeLessons(frances, 3);
  for (const kind of Object.keys(KINDS)) {
    await house.startBot(await only(kind));
    const lesson = kind === "family" ? "commit-protocols" : "heartbeats";
    await frances.slash("quiz", { lesson });
    await answer(frances, await frances.slash("quiz", { lesson }));
    await answerSome(frances, lesson, 2);
  }
  await house.startBot(await only("order"));
  const ordered = await frances.slash("quiz", { lesson: "consensus-algorithms" });
  await frances.press(await frances.press(ordered, "B"), "A");
  await house.startBot();
  for (const lesson of LESSONS) await answerAll(frances, await frances.slash("quiz", { lesson }));
  const last = await answerAllButTheEnd(frances, await frances.slash("quiz", { lesson: "heartbeats" }));
  if (!labelsOf(last).includes("See how it went")) throw new Error("the last question is not the one that is shown");
}

/** On a later day: cards that are due come back, and are answered or left as they are. */
export async function review({ member }: Play): Promise<void> {
  const frances = member("Frances");
  await frances.slash("quiz");
  await answerSome(frances, null, 1);
  await member("Leslie").slash("quiz", { lesson: "gossip-protocol" });
  await answerAll(member("Leslie"), await member("Leslie").slash("quiz"));
}

/** Answers this many questions and leaves the quiz at the next one. */
async function answerSome(member: Acting, lesson: string | null, count: number): Promise<void> {
  let shown = await member.slash("quiz", lesson === null ? {} : { lesson });
  for (let answered = 0; answered < count; answered += 1) {
    shown = await answer(member, shown);
    if (!labelsOf(shown).includes("Next question")) return;
    shown = await member.press(shown, "Next question");
  }
}

async function answerAllButTheEnd(member: Acting, first: APIMessage): Promise<APIMessage> {
  let shown = await answer(member, first);
  while (labelsOf(shown).includes("Next question")) {
    shown = await answer(member, await member.press(shown, "Next question"));
  }
  return shown;
}

async function answerAll(member: Acting, first: APIMessage): Promise<void> {
  await member.press(await answerAllButTheEnd(member, first), "See how it went");
}
