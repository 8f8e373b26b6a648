import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inCopy, READERS, readFacts, readSecondEdition, withBot } from "./support/copies.ts";
import { DATABASE_FILE } from "./support/house.ts";
import { openForms, readForms } from "./support/open-forms.ts";
import { type Attempt, attempt, attemptsAt, submit, wrongWith } from "./support/pressing.ts";
import type { QuizFacts } from "./support/quizzes.ts";

/** Each folder here with a database was kept by an earlier version. Its README says which one. */
const kept = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, DATABASE_FILE)),
);

/** Each round does one thing with each message, on a new copy, because a press may change the message. */
async function pressEverything(folder: string, inOrder: (attempts: Attempt[]) => Attempt[]): Promise<string[]> {
  const wrong: string[] = [];
  for (let round = 0, rounds = 1; round < rounds; round += 1) {
    rounds = await withBot(folder, async ({ actor }) => {
      const byMessage = attemptsAt(actor);
      for (const one of inOrder(byMessage.flatMap((attempts) => attempts[round] ?? []))) {
        const problem = await attempt(actor, one);
        if (problem !== null) wrong.push(problem);
      }
      return Math.max(...byMessage.map(({ length }) => length));
    });
  }
  return wrong;
}

it("a database of an earlier version is kept", () => {
  expect(kept.length).toBeGreaterThan(0);
});

describe.each(kept)("the database %s", { timeout: 60_000 }, (name) => {
  const folder = join(import.meta.dirname, name);

  it.each(["census", "arrivals"] as const)("still has the same meaning: %s", async (which) => {
    expect(await withBot<unknown>(folder, READERS[which])).toEqual((await readFacts(folder))[which]);
  });

  it("still has the same meaning: quizzes, but for questions that left the course", async () => {
    const { quizzes } = await readFacts(folder);
    const edition = await readSecondEdition(folder);
    expect(await withBot(folder, READERS.quizzes)).toEqual(edition ?? quizzes);
    if (edition === null) return;
    const whole = ({ ends, middles }: QuizFacts) => [
      ends.map(({ member, right }) => [member, right]),
      middles.map(({ member, at }) => [member, at]),
    ];
    expect(whole(edition)).toEqual(whole(quizzes));
    for (const [index, { comeBack }] of edition.ends.entries()) {
      expect(quizzes.ends[index]?.comeBack).toEqual(expect.arrayContaining(comeBack));
    }
    for (const [index, { answered }] of edition.middles.entries()) {
      // A quiz of which no question is left ends without a count.
      expect(Number(answered) || 0).toBeLessThanOrEqual(Number(quizzes.middles[index]?.answered) || 0);
    }
  });

  it("answers every button, menu and form of every message", async () => {
    expect(await pressEverything(folder, (attempts) => attempts)).toEqual([]);
  });

  it("answers them too if the last message is pressed first", async () => {
    expect(await pressEverything(folder, (attempts) => attempts.toReversed())).toEqual([]);
  });

  it("answers the forms that were open when the bot was stopped", async () => {
    const outcomes = await inCopy(folder, async (house) => {
      const opened = await openForms(house, await readForms(folder));
      await house.startBot();
      return Promise.all(opened.map(({ userId, modal }) => submit(house.actor, userId, modal)));
    });
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.map(wrongWith).filter((problem) => problem !== null)).toEqual([]);
  });
});
