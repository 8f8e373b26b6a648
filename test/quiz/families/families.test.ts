import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../../src/quiz/families/families.ts";
import { generate } from "../../../src/quiz/families/family.ts";
import { FAMILY_NAMES } from "../../../src/quiz/families/names.ts";
import { BankEntrySchema, QUESTION_LIMITS } from "../../../src/quiz/question.ts";
import { wholeLength } from "../../../src/quiz/whole-length.ts";
import { instancesOf, rightTexts, SEEDS } from "./support.ts";

/** In characters. Discord on a phone wraps longer lines of a code block. */
const PHONE_WIDTH = 32;

describe.each(FAMILY_NAMES)("the family %s", (name) => {
  it("makes 10,000 valid questions: one right option, no option twice, every text short enough", () => {
    const faults: unknown[] = [];
    let checked = 0;
    for (const { seed, instance } of instancesOf(name)) {
      const question = BankEntrySchema.safeParse({
        id: "lesson/family",
        lessonId: "lesson",
        difficulty: "easy",
        ...instance,
      });
      if (!question.success) faults.push({ seed, error: question.error.message });
      if (rightTexts(instance).length !== 1) faults.push({ seed, right: rightTexts(instance) });
      const texts = instance.kind === "choice" ? instance.options.map(({ text }) => text.toLowerCase()) : [];
      if (new Set(texts).size !== texts.length) faults.push({ seed, texts });
      if (wholeLength(instance) > QUESTION_LIMITS.whole) faults.push({ seed, length: wholeLength(instance) });
      if (/undefined|NaN|null|Infinity|\[object/.test(JSON.stringify(instance))) faults.push({ seed, instance });
      checked += 1;
    }
    expect(faults.slice(0, 3)).toEqual([]);
    expect(checked).toBe(SEEDS);
  });

  it("draws nothing too wide for a phone", () => {
    const tooLong: unknown[] = [];
    for (const { seed, instance } of instancesOf(name)) {
      const parts = instance.kind === "choice" ? instance.options : instance.steps;
      const texts = [instance.text, ...parts.flatMap(({ text, explanation }) => [text, explanation])];
      const blocks = texts.flatMap((text) =>
        [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block = ""]) => block),
      );
      // Each fence is opened and closed, so that the pattern above misses none.
      expect(blocks.length * 2, `seed ${seed}`).toBe(texts.join("\n").split("```").length - 1);
      const lines = blocks.flatMap((block) => block.split("\n")).filter(({ length }) => length > PHONE_WIDTH);
      if (lines.length > 0) tooLong.push({ seed, lines });
    }
    expect(tooLong.slice(0, 3)).toEqual([]);
  });

  it("makes the same instance from the same seed, and different ones from different seeds", () => {
    const texts = new Set<string>();
    for (let seed = 0; seed < 200; seed += 1) {
      const first = generate(FAMILIES[name], seed);
      expect(generate(FAMILIES[name], seed)).toEqual(first);
      texts.add(first.text);
    }
    expect(texts.size).toBeGreaterThan(20);
  });

  it("puts the right answer at every position about equally often", () => {
    const counts = new Map<string, number>();
    let expected = 0;
    for (const { instance } of instancesOf(name)) {
      if (instance.kind !== "choice") continue;
      const key = `${instance.options.length}/${instance.options.findIndex(({ right }) => right)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      expected += 1;
    }
    for (const count of [2, 3, 4]) {
      const shares = Array.from({ length: count }, (_, index) => counts.get(`${count}/${index}`) ?? 0);
      const all = shares.reduce((sum, share) => sum + share, 0);
      if (all < 500) continue;
      for (const share of shares) expect(share / all).toBeGreaterThan(0.8 / count);
    }
    expect(expected).toBe(SEEDS);
  });
});
