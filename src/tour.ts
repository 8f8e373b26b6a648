import type { APIMessage } from "discord.js";
import type { Actor, Tour } from "./sandbox/contract.ts";
import { type ActingMember, memberNamed } from "./sandbox/member/acting-member.ts";
import { buttonsOf, labelsOf, menusOf, optionsOf } from "./sandbox/member/reading.ts";

type Plan = {
  name: string;
  zone: string;
  /** How many of the lessons they have completed, from 0 to 1. */
  done: number;
  /** What the page says about this step. */
  says: string;
  /** The weekday (1 is Monday) and local time of a weekly reminder. */
  weekly: { day: number; time: string };
  /** What else they do. */
  alsoDoes: "start" | "quiz" | null;
};

const COHORT: readonly Plan[] = [
  {
    name: "Leslie",
    zone: "Europe/Lisbon",
    done: 1,
    says: "Leslie, in Lisbon, completes the course",
    weekly: { day: 7, time: "10:00" },
    alsoDoes: null,
  },
  {
    name: "Barbara",
    zone: "Pacific/Auckland",
    done: 0.7,
    says: "Barbara, in Auckland, reaches the last phase",
    weekly: { day: 6, time: "09:30" },
    alsoDoes: "quiz",
  },
  {
    name: "Linus",
    zone: "Asia/Kathmandu",
    done: 0.45,
    says: "Linus, in Kathmandu, is halfway",
    weekly: { day: 3, time: "20:15" },
    alsoDoes: "start",
  },
  {
    name: "Grace",
    zone: "America/New_York",
    done: 0.3,
    says: "Grace, in New York, takes a quiz on what she learned",
    weekly: { day: 2, time: "19:00" },
    alsoDoes: "quiz",
  },
  {
    name: "Ada",
    zone: "Europe/Vienna",
    done: 0,
    says: "Ada, in Vienna, joins and starts the first lesson",
    weekly: { day: 1, time: "19:00" },
    alsoDoes: "start",
  },
];

/** The labels of the buttons that answer a question. */
const LETTERS = ["A", "B", "C", "D", "E"];

/** More presses than any quiz needs. */
const MOST_PRESSES = 40;

/** Presses the first of these buttons that the message has; null if it has none of them. */
async function pressFirst(member: ActingMember, message: APIMessage, ...labels: string[]): Promise<APIMessage | null> {
  const button = buttonsOf(message).find(({ label, disabled }) => !disabled && labels.includes(label));
  return button === undefined ? null : member.press(message, button.label);
}

/** Presses the first option or step, or goes on to the next question; null at the end of the quiz. */
async function answer(member: ActingMember, message: APIMessage): Promise<APIMessage | null> {
  for (const { placeholder = "" } of menusOf(message)) {
    return member.choose(message, placeholder, ...optionsOf(message, placeholder).slice(0, 1));
  }
  return pressFirst(member, message, "Next question", "See how it went", ...LETTERS);
}

async function takeQuiz(member: ActingMember, lesson: string): Promise<void> {
  let shown: APIMessage | null = await member.slash("quiz", { lesson });
  for (let presses = 0; shown !== null && presses < MOST_PRESSES; presses += 1) shown = await answer(member, shown);
}

/** The values that autocomplete offers before anything is typed. */
async function valuesOf(member: ActingMember, command: string, option: string): Promise<string[]> {
  return (await member.choices(command, option, "")).map(({ value }) => String(value));
}

/** Does nothing if the member has joined already. */
async function play({ name, zone, done, weekly, alsoDoes }: Plan, actor: Actor): Promise<void> {
  const member = memberNamed(actor, name);
  if (!labelsOf(await member.slash("learn")).includes("Join")) return;
  const [course] = await valuesOf(member, "join", "course");
  await member.slash("join", { zone, ...(course === undefined ? {} : { course }) });
  const lessons = await valuesOf(member, "learn", "lesson");
  const learned = lessons.slice(0, Math.round(done * lessons.length));
  for (const lesson of learned) await pressFirst(member, await member.slash("learn", { lesson }), "Done");
  await member.slash("remind weekly", weekly);
  if (alsoDoes === "start") await pressFirst(member, await member.slash("learn"), "Start");
  const latest = learned.at(-1);
  if (alsoDoes === "quiz" && latest !== undefined) await takeQuiz(member, latest);
}

/** Five members in different phases and time zones, played with Lockstep's real commands. */
export const tour: Tour = {
  title: "Show me a study group",
  says: "Five members join in different time zones and learn up to different phases. Only in this sandbox.",
  steps: [
    ...COHORT.map((plan) => ({ says: plan.says, run: (actor: Actor) => play(plan, actor) })),
    {
      says: "Ada asks for the leaderboard",
      run: async (actor) => {
        await memberNamed(actor, "Ada").slash("leaderboard");
      },
    },
  ],
};
