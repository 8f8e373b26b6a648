import { type APIMessage, ButtonStyle, ComponentType } from "discord.js";
import { beforeEach, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import type { BuiltInCourse } from "../../src/coach/courses/ports.ts";
import { pressablesIn } from "../../src/sandbox/messages/parts.ts";
import { makeCourse, makeLesson } from "../support/course.ts";
import { type Acting, labelsOf, menusOf, optionsOf, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import type { StudyGroup } from "./support/study-group.ts";

/** One lesson with a title, and nothing else: no link, duration, focus, notes, questions, extras or checklist. */
const BARE: BuiltInCourse = {
  course: makeCourse([[makeLesson("knots", { title: "Knots", link: null, duration: null })]], {
    id: "bare",
    title: "Bare Course",
  }),
  questions: [],
  notes: new Map(),
  markdown: "",
};

/** What a member must not read or press in a course that has none of it. */
const NOTHING_BEHIND =
  /quiz|question|extra|resource|checklist|brief|notes|key terms|path|alternate|0 minutes|no duration given|null|undefined/i;
/** What is said when a button leads to nothing. */
const LED_TO_NOTHING = /nothing more to read|no questions|has none|There are no|went wrong|older version/i;

let group: StudyGroup;
let ada: Acting;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  await group.restartBot([BARE]);
  ada = group.member("Grace");
  return opened.close;
});

/** Everything that is written on a message: its texts, its buttons and its menus. */
function writtenOn(message: APIMessage): string {
  const menus = menusOf(message).flatMap(({ placeholder = "" }) => [placeholder, ...optionsOf(message, placeholder)]);
  return [textOf(message), ...labelsOf(message), ...menus].join("\n");
}

function primariesOf(message: APIMessage): string[] {
  return [...pressablesIn(message.components ?? [])].flatMap((part) =>
    part.type === ComponentType.Button &&
    "label" in part &&
    (part.style === ButtonStyle.Primary || part.style === ButtonStyle.Success)
      ? [part.label ?? ""]
      : [],
  );
}

type Step = { label: string; take(message: APIMessage): Promise<APIMessage> };

function stepsOn(message: APIMessage): Step[] {
  return [
    ...labelsOf(message).map((label): Step => ({ label, take: (from) => press(from, label) })),
    ...menusOf(message).flatMap(({ placeholder = "" }) =>
      optionsOf(message, placeholder).map(
        (option): Step => ({
          label: `${placeholder} ${option}`,
          take: (from) => ada.choose(from, placeholder, option),
        }),
      ),
    ),
  ];
}

async function press(message: APIMessage, label: string): Promise<APIMessage> {
  const outcome = await ada.outcome(message, label);
  if (outcome.kind === "message" || outcome.kind === "update") return outcome.message.message;
  if (outcome.kind !== "modal") throw new Error(`“${label}” was answered with ${outcome.kind}`);
  const asksForZone = JSON.stringify(outcome.modal).includes('"zone"');
  const answer = asksForZone ? { zone: "UTC" } : { when: "tomorrow 19:00" };
  return ada.submit(outcome.modal, answer);
}

/** Presses everything on a message, and on what comes of that, `depth` presses deep. Each starts from a fresh message. */
async function explore(open: () => Promise<APIMessage>, depth: number, seen: Map<string, string>): Promise<void> {
  const message = await open();
  for (const { label, take } of depth === 0 ? [] : stepsOn(message)) {
    const key = `${label} on ${textOf(message).replaceAll(/<t:\d+/g, "<t:")}`;
    if (seen.has(key)) continue;
    seen.set(key, "");
    const from = await open();
    const after = await take(from);
    seen.set(key, writtenOn(after));
    await explore(async () => take(await open()), depth - 1, seen);
  }
}

const OPENING: readonly [string, Record<string, string | number>][] = [
  ["learn", {}],
  ["learn", { lesson: "knots" }],
  ["path", {}],
  ["checklist", {}],
  ["leaderboard", {}],
  ["leave", {}],
  ["help", {}],
  ["remind list", {}],
  ["remind weekly", { day: 1, time: "19:00" }],
  ["remind once", { when: "tomorrow 08:00" }],
];

describe("a course of one lesson and nothing else", () => {
  it("is joined, read, started, done, undone and finished without a word about what it does not have", async () => {
    const welcome = await ada.slash("join", { zone: "UTC" });
    expect(labelsOf(welcome)).toEqual(["First lesson", "Hide me"]);
    const lesson = await ada.press(welcome, "First lesson");
    expect(labelsOf(lesson)).toEqual(["Start", "Done", "Remind me"]);
    const started = await ada.press(lesson, "Start");
    expect(labelsOf(started)).toEqual(["Done", "Remind me"]);
    const done = await ada.press(started, "Done");
    expect(labelsOf(done)).toEqual(["Undo"]);
    const undone = await ada.press(done, "Undo");
    expect(labelsOf(undone)).toEqual(["Done", "Remind me"]);
    await ada.press(undone, "Done");
    const finished = await ada.slash("learn");
    expect(labelsOf(finished)).toEqual([]);
    const shown = await ada.slash("learn", { lesson: "knots" });
    expect(labelsOf(shown)).toEqual(["Mark as not done"]);
    for (const message of [welcome, lesson, started, done, undone, finished, shown]) {
      expect(menusOf(message)).toEqual([]);
      expect(writtenOn(message)).not.toMatch(NOTHING_BEHIND);
    }
  });

  it("answers the commands about what it does not have with a sentence, and leaves them out of the help", async () => {
    await ada.slash("join", { zone: "UTC" });
    for (const [name, said] of [
      ["quiz", "There are no questions to ask yet"],
      ["resources", "Bare Course has no resources besides its lessons"],
    ] as const) {
      const answer = await ada.slash(name);
      expect(textOf(answer)).toContain(said);
      expect(labelsOf(answer)).toEqual([]);
    }
    expect(await ada.complete("quiz", "lesson", "")).toEqual([]);
    expect(textOf(await ada.slash("quiz", { lesson: "knots" }))).toBe("**Knots** has no questions yet.");
    const help = textOf(await ada.slash("help"));
    expect([...help.matchAll(/^`?\/([a-z]+)`? · /gm)].map(([, name]) => name)).toEqual(
      commands.map(({ name }) => name).filter((name) => !["join", "quiz", "resources", "course"].includes(name)),
    );
    expect(labelsOf(await ada.slash("checklist"))).toEqual([]);
  });

  it("reminds without an offer to quiz, and has one way on", async () => {
    await ada.slash("join", { zone: "UTC" });
    await ada.slash("remind once", { when: "in 1 hour" });
    await group.clock.advance(3_600_000);
    const [called] = ada.directMessages();
    if (called === undefined) throw new Error("no direct message");
    expect(labelsOf(called)).toEqual(["Start", "Show the lesson", "My reminders"]);
    const shown = await ada.press(called, "Show the lesson");
    expect(shown.id).not.toBe(called.id);
    const started = await ada.press(called, "Start");
    expect(started.id).toBe(called.id);
    for (const message of [called, shown, started]) {
      expect(primariesOf(message)).toHaveLength(1);
      expect(writtenOn(message)).not.toMatch(NOTHING_BEHIND);
    }
  });

  it("has no button or menu, two presses deep from any command, that leads to nothing", async () => {
    await ada.slash("join", { zone: "UTC" });
    const seen = new Map<string, string>();
    for (const done of [false, true]) {
      for (const [name, options] of OPENING) {
        const open = async () => {
          // Earlier presses changed what this member has done, or left the course.
          await ada.slash("join", { zone: "UTC" });
          await ada.press(await ada.slash("leave"), "Leave and erase");
          await ada.slash("join", { zone: "UTC" });
          if (done) await ada.choose(await ada.slash("checklist"), "Tick…", "Knots");
          return ada.slash(name, options);
        };
        expect(primariesOf(await open()).length, name).toBeLessThanOrEqual(1);
        await explore(open, 2, seen);
      }
    }
    const pressed = new Set([...seen.keys()].map((step) => step.split(" on ")[0]));
    for (const label of ["Start", "Done", "Undo", "Mark as not done", "Remind me", "Hide me", "My next lesson"]) {
      expect(pressed).toContain(label);
    }
    for (const [step, said] of seen) expect(said, step).not.toMatch(LED_TO_NOTHING);
  });
});
