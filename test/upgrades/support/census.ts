import { createHash } from "node:crypto";
import type { APIMessage } from "discord.js";
import { type Acting, labelsOf, optionsOf, textOf } from "../../e2e/support/acting.ts";
import type { House } from "./house.ts";
import { instantsIn, readIn } from "./instants.ts";

/**
 * What a database means, whatever its tables look like. It is read only with commands, as members would, so that it is
 * the same for every version.
 */
export type Census = {
  learners: LearnerFacts[];
  /** Members in no course: what they find from before if they join. */
  newcomers: { member: string; completed: string }[];
  boards: Record<string, string[]>;
  shelves: Record<string, CourseFacts[]>;
  drafts: Record<string, string[]>;
};

type LearnerFacts = {
  member: string;
  course: string;
  completed: string;
  ticked: string;
  /** When each is due next. */
  reminders: string[];
};

type CourseFacts = {
  course: string;
  version: string;
  learners: string;
  isArchived: boolean;
  isOpen: boolean;
  /** Each text that it has had in this server, by number, with a hash of the file. */
  texts: string[];
};

const COMPLETED = /\d+ of \d+ lessons?/;

export async function takeCensus(house: House): Promise<Census> {
  const census: Census = { learners: [], newcomers: [], boards: {}, shelves: {}, drafts: {} };
  for (const { id, name: server } of house.actor.guilds()) {
    const names = house.actor.members(id).flatMap(({ user }) => (user.bot ? [] : [user.global_name ?? ""]));
    const members = names.map((name) => ({ name, acting: house.member(server, name) }));
    const [manager] = members;
    if (manager === undefined) throw new Error(`nobody is in ${server}`);
    await readShelf(census, server, manager.acting);
    for (const { name, acting } of members) {
      const courses = await acting.complete("path", "course", "");
      for (const course of courses) census.learners.push(await readLearner(acting, `${name}, ${server}`, course));
      if (courses.length > 0) continue;
      await acting.slash("join", { zone: "UTC", course: "distributed-systems" });
      const completed = readIn(textOf(await acting.slash("path")), COMPLETED);
      census.newcomers.push({ member: `${name}, ${server}`, completed });
    }
    for (const { acting } of members) await readBoard(census, server, acting);
  }
  return census;
}

async function readLearner(acting: Acting, member: string, course: string): Promise<LearnerFacts> {
  const reminders = await acting.slash("remind list", { course });
  const due = textOf(reminders)
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .flatMap(instantsIn);
  const removable = optionsOf(reminders, "Remove…").length;
  if (removable !== due.length) throw new Error(`${due.length} reminders, but a menu of ${removable}`);
  return {
    member,
    course,
    completed: readIn(textOf(await acting.slash("path", { course })), COMPLETED),
    ticked: readIn(textOf(await acting.slash("checklist", { course })), /\d+ of \d+ lines? ticked/),
    reminders: due,
  };
}

/** Every page of the leaderboard that this member sees, once for each course. */
async function readBoard(census: Census, server: string, acting: Acting): Promise<void> {
  let shown = await acting.slash("leaderboard");
  const board = `${readIn(textOf(shown), /^-# (.+)$/m)}, ${server}`;
  if (board in census.boards) return;
  const rows: string[] = [];
  for (;;) {
    const lines = textOf(shown).matchAll(/^.*\u2068(.+)\u2069 · (\d+) of \d+ phases? · (\d+) lessons?$/gm);
    for (const [, name, phases, lessons] of lines) rows.push(`${name}: ${phases}, ${lessons}`);
    const more = labelsOf(shown).find((label) => label.startsWith("More"));
    if (more === undefined || /\((\d+)\/\1\)/.test(more)) break;
    shown = await acting.press(shown, more);
  }
  // Equal work has equal rank, so the order among equals does not matter.
  census.boards[board] = rows.toSorted();
}

async function readShelf(census: Census, server: string, manager: Acting): Promise<void> {
  const listed = textOf(await manager.slash("course list"));
  const courses: CourseFacts[] = [];
  for (const [, title = "", id = "", facts = ""] of listed.matchAll(/^\*\*(.+)\*\* · `(.+)`\n-# (.+)$/gm)) {
    const versions = await manager.complete("course export", "version", "", { course: id });
    courses.push({
      course: title,
      version: /version \d+/.exec(facts)?.[0] ?? "built in",
      learners: readIn(facts, /\d+ learners?/),
      isArchived: facts.includes("archived"),
      isOpen: facts.includes("any order"),
      texts: await Promise.all(versions.map((version) => readText(manager, id, version))),
    });
  }
  census.shelves[server] = courses;
  const waiting = listed.split("\n").find((line) => line.includes("/course publish")) ?? "";
  const ids = [...waiting.matchAll(/`([a-z0-9-]+)`/g)].map(([, id = ""]) => id);
  census.drafts[server] = await Promise.all(
    ids.map(async (course) => {
      const preview = textOf(await manager.slash("course preview", { course }));
      return `${course}: ${readIn(preview, /\d+ phases?, \d+ lessons?/)}`;
    }),
  );
}

/** The built-in course's text changes with the bot; what a server published does not. */
async function readText(manager: Acting, course: string, version: string): Promise<string> {
  const [number = ""] = version.split(/[:·]/);
  const name = `${number.trim()}${/in (?:force|use now)/.test(version) ? ", in force" : ""}`;
  if (number.trim() === "0") return name;
  return `${name}: ${await digest(await manager.slash("course export", { course, version }))}`;
}

async function digest({ attachments: [attachment] }: APIMessage): Promise<string> {
  if (attachment === undefined) throw new Error("no file came with the answer");
  const text = await (await fetch(attachment.url)).text();
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
