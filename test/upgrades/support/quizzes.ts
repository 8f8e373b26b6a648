import type { APIMessage } from "discord.js";
import { type Acting, createActing, labelsOf, optionsOf, textOf } from "../../e2e/support/acting.ts";
import { answer } from "../../e2e/support/quiz.ts";
import { HOME, WITH_DUE_CARDS } from "../population/cast.ts";
import type { House } from "./house.ts";
import { instantsIn, readIn } from "./instants.ts";
import { sightsOf } from "./pressing.ts";

/** The state of quizzes and review cards, found out by going on with each quiz whose message is kept. */
export type QuizFacts = {
  /** Finished quizzes: the result, and when missed questions come back. */
  ends: { member: string; right: string; comeBack: string[] }[];
  /** Unfinished quizzes: the current question, and how many were answered once it is over. */
  middles: { member: string; at: string; answered: string }[];
  /** The lesson and the difficulty of each question in a review. The most overdue comes first. */
  reviews: Record<string, string[]>;
};

const RIGHT = /\d+ of \d+ right/;
const POSITION = /question \d+ of \d+/;

export async function readQuizzes(house: House): Promise<QuizFacts> {
  const facts: QuizFacts = { ends: [], middles: [], reviews: {} };
  const quizzes: { name: string; member: Acting; message: APIMessage }[] = [];
  for (const { userId, channelId } of sightsOf(house.actor)) {
    const member = createActing(house.actor, userId, channelId);
    for (const { message, ephemeral } of member.seen()) {
      if (ephemeral && POSITION.test(textOf(message))) quizzes.push({ name: nameIn(house, userId), member, message });
    }
  }
  // In this order, because responses change the cards.
  for (const { name, member, message } of quizzes.filter((quiz) => isLast(quiz.message))) {
    const summary = textOf(await member.press(message, "See how it went"));
    facts.ends.push({ member: name, right: readIn(summary, RIGHT), comeBack: instantsIn(summary) });
  }
  for (const name of WITH_DUE_CARDS) facts.reviews[name] = await readReview(house.member(HOME, name));
  for (const { name, member, message } of quizzes.filter((quiz) => !isLast(quiz.message))) {
    const at = `${readIn(textOf(message), POSITION)}${isAsked(message) ? "" : ", answered"}`;
    const summary = textOf((await goOn(member, message)).at(-1) ?? message);
    // A member who left and erased everything has no quiz any more, and is told so.
    facts.middles.push({ member: name, at, answered: / of (\d+) right/.exec(summary)?.[1] ?? "gone" });
  }
  return facts;
}

function nameIn(house: House, userId: string): string {
  const members = house.actor.guilds().flatMap(({ id }) => house.actor.members(id));
  return members.find(({ user }) => user.id === userId)?.user.global_name ?? userId;
}

async function readReview(member: Acting): Promise<string[]> {
  const first = await member.slash("quiz");
  const shown = [first, ...(await goOn(member, first))].filter((message) => isAsked(message));
  return shown.map((message) => {
    const [lesson = "", , difficulty = ""] = textOf(message).split("\n", 1)[0]?.split(" · ") ?? [];
    return `${lesson.replace("-# ", "")}, ${difficulty}`;
  });
}

function isLast(message: APIMessage): boolean {
  return labelsOf(message).includes("See how it went");
}

function isAsked(message: APIMessage): boolean {
  const labels = labelsOf(message);
  return !labels.includes("Next question") && !isLast(message) && POSITION.test(textOf(message));
}

/** The question has left the course since, and the quiz goes on without it. */
function isGone(message: APIMessage): boolean {
  return labelsOf(message).includes("Go on");
}

/** Answers until the quiz is over. Gives every message on the way; the summary is last. */
async function goOn(member: Acting, from: APIMessage): Promise<APIMessage[]> {
  const shown: APIMessage[] = [];
  let message = from;
  while (POSITION.test(textOf(message)) || isGone(message)) {
    message = await goOnce(member, message);
    shown.push(message);
  }
  return shown;
}

async function goOnce(member: Acting, message: APIMessage): Promise<APIMessage> {
  const way = labelsOf(message).find((label) => ["Next question", "See how it went", "Go on"].includes(label));
  if (way !== undefined) return member.press(message, way);
  // Some steps are chosen already, so start over.
  const isBegun = labelsOf(message).includes("Start over") && optionsOf(message, "Choose all that apply").length === 0;
  return answer(member, isBegun ? await member.press(message, "Start over") : message);
}
