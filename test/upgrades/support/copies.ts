import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arrivals, letArrive } from "./arrivals.ts";
import { type Census, takeCensus } from "./census.ts";
import { type House, openHouse } from "./house.ts";
import { type QuizFacts, readQuizzes } from "./quizzes.ts";

/** What a kept database means. The version that filled it stored this beside it. */
export type Facts = { census: Census; quizzes: QuizFacts; arrivals: Arrivals };

export const FACTS_FILE = "expected.json";

/** How to read each of them. Each needs a copy of its own, because reading changes the database, too. */
export const READERS: { [Name in keyof Facts]: (house: House) => Promise<Facts[Name]> } = {
  census: takeCensus,
  quizzes: readQuizzes,
  arrivals: letArrive,
};

/** Opens a copy of the folder, with the sandbox running and no bot yet. Fails if anything went wrong meanwhile. */
export async function inCopy<Result>(folder: string, act: (house: House) => Promise<Result>): Promise<Result> {
  const copy = await mkdtemp(join(tmpdir(), "lockstep-upgrade-"));
  try {
    await cp(folder, copy, { recursive: true });
    const house = await openHouse(copy);
    try {
      const result = await act(house);
      if (house.troubles.length > 0) throw new Error(house.troubles.join("\n"));
      return result;
    } finally {
      await house.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The same, with a bot of this version on the database. */
export function withBot<Result>(folder: string, act: (house: House) => Promise<Result>): Promise<Result> {
  return inCopy(folder, async (house) => {
    await house.startBot();
    return act(house);
  });
}

export async function readFacts(folder: string): Promise<Facts> {
  return JSON.parse(await readFile(join(folder, FACTS_FILE), "utf8")) as Facts;
}

/**
 * What the quizzes of a database from before the second edition of the course mean with it: the questions that left the
 * course are missing (see the migration `retired_questions`). Null if the database is newer.
 */
export async function readSecondEdition(folder: string): Promise<QuizFacts | null> {
  const file = join(folder, "second-edition.json");
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as QuizFacts) : null;
}
