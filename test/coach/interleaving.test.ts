import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lanes, sendEnds } from "../support/interleaving/acts.ts";
import { runInterleaved } from "../support/interleaving/run.ts";
import { openTown, type Town } from "../support/interleaving/town.ts";

/** A torture run sets far more. */
const RUNS = Number(process.env.LOCKSTEP_INTERLEAVINGS ?? 400);
const TIME_FOR_A_FAILURE_TO_SHRINK_MS = 600_000;

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

describe("two processes on one database", () => {
  it(
    "keep every promise in whatever order their steps come",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), lanes, sendEnds, async (scheduler, given, ends) => {
          expect(await runInterleaved(town, scheduler, { lanes: given, ends })).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    },
    TIME_FOR_A_FAILURE_TO_SHRINK_MS + RUNS * 1000,
  );
});
