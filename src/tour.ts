import { type APIMessage, ComponentType } from "discord.js";
import type { Actor, Outcome, SlashInput, Tour } from "./sandbox/contract.ts";

type Plan = {
  name: string;
  zone: string;
  /** How far they are: the part of all lessons that is done. */
  done: number;
  /** How the page tells of it. */
  says: string;
  /** The weekday (1 is Monday) and local time of a weekly reminder. */
  weekly: { day: number; time: string };
  /** What they do besides. */
  besides: "start" | "quiz" | null;
};

const COHORT: readonly Plan[] = [
  {
    name: "Leslie",
    zone: "Europe/Lisbon",
    done: 1,
    says: "Leslie, in Lisbon, completes the course",
    weekly: { day: 7, time: "10:00" },
    besides: null,
  },
  {
    name: "Barbara",
    zone: "Pacific/Auckland",
    done: 0.7,
    says: "Barbara, in Auckland, reaches the last phase",
    weekly: { day: 6, time: "09:30" },
    besides: "quiz",
  },
  {
    name: "Linus",
    zone: "Asia/Kathmandu",
    done: 0.45,
    says: "Linus, in Kathmandu, is halfway",
    weekly: { day: 3, time: "20:15" },
    besides: "start",
  },
  {
    name: "Grace",
    zone: "America/New_York",
    done: 0.3,
    says: "Grace, in New York, takes a quiz on what she learned",
    weekly: { day: 2, time: "19:00" },
    besides: "quiz",
  },
  {
    name: "Ada",
    zone: "Europe/Vienna",
    done: 0,
    says: "Ada, in Vienna, joins and starts the first lesson",
    weekly: { day: 1, time: "19:00" },
    besides: "start",
  },
];

/** What answers are called by. */
const LETTERS = ["A", "B", "C", "D", "E"];

/** Above the answers of any quiz. */
const MOST_PRESSES = 40;

function* buttonsOf(parts: NonNullable<APIMessage["components"]>): Generator<{ label: string; customId: string }> {
  for (const part of parts) {
    if (part.type === ComponentType.Container) yield* buttonsOf(part.components);
    if (part.type !== ComponentType.ActionRow) continue;
    for (const button of part.components) {
      if (!("label" in button) || button.label === undefined || !("custom_id" in button) || button.disabled) continue;
      yield { label: button.label, customId: button.custom_id };
    }
  }
}

/** The menu among the parts, with its first value chosen. */
function menuOf(parts: NonNullable<APIMessage["components"]>): { customId: string; values: string[] } | null {
  const rows = parts.flatMap((part) => (part.type === ComponentType.Container ? part.components : [part]));
  for (const part of rows.flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []))) {
    if (part.type !== ComponentType.StringSelect) continue;
    return { customId: part.custom_id, values: part.options.slice(0, 1).map(({ value }) => value) };
  }
  return null;
}

/** A member of the sandbox who types commands and presses what has that label. */
class Member {
  readonly #actor: Actor;
  readonly #where: { userId: string; channelId: string };

  constructor(actor: Actor, name: string) {
    const [guild] = actor.guilds();
    const members = guild ? actor.members(guild.id) : [];
    const found = members.find(({ user, nick }) => (nick ?? user.global_name) === name);
    const [channel] = guild ? actor.channels({ guildId: guild.id }) : [];
    if (!found || !channel) throw new Error(`Nobody here is called ${name}.`);
    this.#actor = actor;
    this.#where = { userId: found.user.id, channelId: channel.id };
  }

  async use(command: Omit<SlashInput, "userId" | "channelId">): Promise<APIMessage> {
    return answerOf(await this.#actor.slash({ ...this.#where, ...command }));
  }

  async choices(name: string, focused: string): Promise<string[]> {
    const offered = await this.#actor.complete({ ...this.#where, name, options: { [focused]: "" }, focused });
    if (offered.kind === "failed") throw new Error(offered.reason);
    return offered.choices.map(({ value }) => String(value));
  }

  /** Answers the question, or a step of it, by whatever comes first, or goes on; null at the end of the quiz. */
  async answer(message: APIMessage): Promise<APIMessage | null> {
    const menu = menuOf(message.components ?? []);
    if (menu === null) return this.press(message, "Next question", "See how it went", ...LETTERS);
    return answerOf(await this.#actor.select({ userId: this.#where.userId, messageId: message.id, ...menu }));
  }

  /** Presses the first of these buttons that the message has; null where it has none of them. */
  async press(message: APIMessage, ...labels: string[]): Promise<APIMessage | null> {
    for (const { label, customId } of buttonsOf(message.components ?? [])) {
      if (!labels.includes(label)) continue;
      return answerOf(await this.#actor.press({ userId: this.#where.userId, messageId: message.id, customId }));
    }
    return null;
  }
}

function answerOf(outcome: Outcome): APIMessage {
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message.message;
  throw new Error(outcome.kind === "failed" ? outcome.reason : `The answer was no message, but ${outcome.kind}.`);
}

async function takeQuiz(member: Member, lesson: string): Promise<void> {
  let shown: APIMessage | null = await member.use({ name: "quiz", options: { lesson } });
  for (let presses = 0; shown !== null && presses < MOST_PRESSES; presses += 1) {
    shown = await member.answer(shown);
  }
}

/** Whoever has joined already is left as they are. */
async function play({ name, zone, done, weekly, besides }: Plan, actor: Actor): Promise<void> {
  const member = new Member(actor, name);
  const asked = await member.use({ name: "learn" });
  if (![...buttonsOf(asked.components ?? [])].some(({ label }) => label === "Join")) return;
  const [course] = await member.choices("join", "course");
  await member.use({ name: "join", options: { zone, ...(course === undefined ? {} : { course }) } });
  const lessons = await member.choices("learn", "lesson");
  const learned = lessons.slice(0, Math.round(done * lessons.length));
  for (const lesson of learned) await member.press(await member.use({ name: "learn", options: { lesson } }), "Done");
  await member.use({ name: "remind", subcommand: "weekly", options: weekly });
  if (besides === "start") await member.press(await member.use({ name: "learn" }), "Start");
  const latest = learned.at(-1);
  if (besides === "quiz" && latest !== undefined) await takeQuiz(member, latest);
}

/** A cohort of five in different phases and zones, played with Lockstep's real commands. */
export const tour: Tour = {
  title: "Show me a study group",
  says: "Five members join in different time zones and learn up to different phases. Only in this sandbox.",
  steps: [
    ...COHORT.map((plan) => ({ says: plan.says, run: (actor: Actor) => play(plan, actor) })),
    {
      says: "Ada asks for the leaderboard",
      run: async (actor) => {
        await new Member(actor, "Ada").use({ name: "leaderboard" });
      },
    },
  ],
};
