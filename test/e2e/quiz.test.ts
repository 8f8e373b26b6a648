import { type APIMessage, ComponentType } from "discord.js";
import { beforeEach, describe, expect, it } from "vitest";
import type { BankEntry } from "../../src/quiz/question.ts";
import { makeQuestion } from "../support/course.ts";
import { type Acting, customIdOf, labelsOf, optionsOf, textOf } from "./support/acting.ts";
import { openStudyGroup } from "./support/open-study-group.ts";
import { readCourses, type StudyGroup } from "./support/study-group.ts";

const ENTRY = { lessonId: "heartbeats", difficulty: "easy" } as const;
const MENU = "Choose all that apply";

const [first, second, ...others] = makeQuestion("heartbeats", "several", 0).options;
if (first === undefined || second === undefined) throw new Error("no options");
const SEVERAL: BankEntry = {
  ...makeQuestion("heartbeats", "several"),
  options: [first, { ...second, right: true }, ...others],
};
const ORDER: BankEntry = {
  ...ENTRY,
  id: "heartbeats/order",
  kind: "order",
  text: "In which order?",
  steps: ["first", "second", "third", "fourth"].map((name) => ({ text: `the ${name}`, explanation: `why ${name}` })),
};
const FAMILY: BankEntry = { ...ENTRY, id: "heartbeats/family", kind: "family", family: "vector-clock-comparison" };

let group: StudyGroup;
let ada: Acting;

beforeEach(async () => {
  const opened = await openStudyGroup();
  group = opened.group;
  ada = group.member("Ada");
  await ada.slash("join", { zone: "UTC" });
  return opened.close;
});

/** From now on the bank has only these questions. */
async function serve(...questions: BankEntry[]): Promise<void> {
  await group.restartBot((await readCourses()).map((course) => ({ ...course, questions })));
}

/** The letter before this text. */
function letterOf(message: APIMessage, text: string): string {
  const letter = new RegExp(`^\\*\\*([A-E])\\*\\* · ${text}$`, "m").exec(textOf(message))?.[1];
  if (letter === undefined) throw new Error(`“${text}” is not in:\n${textOf(message)}`);
  return letter;
}

function isDisabled(message: APIMessage, label: string): boolean {
  const wanted = customIdOf(message, label);
  const parts = (message.components ?? []).flatMap((part) =>
    part.type === ComponentType.Container ? part.components : [],
  );
  return parts
    .flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []))
    .some((part) => "custom_id" in part && part.custom_id === wanted && part.disabled === true);
}

describe("a question with several right options", () => {
  it("is answered by a menu, and explains every option", async () => {
    await serve(SEVERAL);
    const asked = await ada.slash("quiz", { lesson: "heartbeats" });
    expect(textOf(asked)).toContain("choose all that apply");
    expect(optionsOf(asked, MENU)).toEqual(["A", "B", "C", "D"]);
    const [one, two, wrong] = [0, 1, 2].map((index) => letterOf(asked, `option ${index} of several`));
    const half = await ada.choose(asked, MENU, one ?? "", wrong ?? "");
    expect(textOf(half)).toMatch(/Not quite: \*\*[A-D]\*\* and \*\*[A-D]\*\* are right./);
    expect(textOf(half)).toContain(`❌ **${wrong}** · why option 2 of several`);
    expect(textOf(half)).toContain(`✅ **${two}** · why option 1 of several`);
    expect(optionsOf(half, MENU)).toEqual([]);
    const again = await ada.slash("quiz", { lesson: "heartbeats" });
    const both = [0, 1].map((index) => letterOf(again, `option ${index} of several`));
    const right = await ada.choose(again, MENU, ...both);
    expect(textOf(right)).toContain("✅ **Right:**");
    expect(textOf(await ada.press(right, "See how it went"))).toContain("Heartbeats: 1 of 1 right");
  });
});

describe("a question about order", () => {
  it("takes letter after letter, even across restarts, and can start over", async () => {
    await serve(ORDER);
    let shown = await ada.slash("quiz", { lesson: "heartbeats" });
    const letters = ["first", "second", "third", "fourth"].map((name) => letterOf(shown, `the ${name}`));
    expect(letters).not.toEqual(["A", "B", "C", "D"]);
    expect(labelsOf(shown)).toEqual(["A", "B", "C", "D", "To the lesson"]);
    shown = await ada.press(shown, letters[3] ?? "");
    expect(textOf(shown)).toContain(`Your order: **${letters[3]}** → …`);
    expect(isDisabled(shown, letters[3] ?? "")).toBe(true);
    expect(isDisabled(shown, letters[0] ?? "")).toBe(false);
    shown = await ada.press(shown, "Start over");
    expect(labelsOf(shown)).not.toContain("Start over");
    for (const [index, letter] of letters.entries()) {
      if (index === 2) await serve(ORDER);
      // Each letter still means the same step.
      expect(letterOf(shown, "the first")).toBe(letters[0]);
      shown = await ada.press(shown, letter);
    }
    expect(textOf(shown)).toContain(`✅ **Right:** ${letters.map((letter) => `**${letter}**`).join(" → ")}`);
    expect(labelsOf(shown)).toEqual(["See how it went", "To the lesson"]);
  });

  it("after a wrong response shows the right order, and which steps were in order", async () => {
    await serve(ORDER);
    let shown = await ada.slash("quiz", { lesson: "heartbeats" });
    const steps = ["first", "second", "fourth", "third"];
    const letters = steps.map((name) => letterOf(shown, `the ${name}`));
    for (const letter of letters) shown = await ada.press(shown, letter);
    const [one, two, four, three] = letters;
    expect(textOf(shown)).toContain(`The order is **${one}** → **${two}** → **${three}** → **${four}**; yours was`);
    expect(textOf(shown)).toContain(`✅ **${two}** · why second\n▫️ **${three}** · why third`);
  });
});

describe("a generated question", () => {
  it("is a different one each time, and stays the same across a restart", async () => {
    await serve(FAMILY);
    const texts = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const asked = await ada.slash("quiz", { lesson: "heartbeats" });
      texts.add(textOf(asked));
      await group.restartBot((await readCourses()).map((course) => ({ ...course, questions: [FAMILY] })));
      const answered = await ada.press(asked, "A");
      // The same question, and below it the verdict.
      expect(textOf(answered).startsWith(textOf(asked))).toBe(true);
      await group.clock.advance(1_000);
    }
    expect(texts.size).toBe(3);
  });
});
