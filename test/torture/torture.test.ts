import { expect, it } from "vitest";
import { torture } from "./torture.ts";

/** `npm run torture` does it for longer. */
const KILLS = 20;
const LONGEST_MS = 30_000;
/** A busy machine starts the bot slowly. */
const TIMEOUT_MS = 180_000;

it(
  "killed again and again while Discord has trouble, the bot delivers every reminder once",
  async () => {
    const seed = process.pid;
    const report = await torture({ kills: KILLS, longestMs: LONGEST_MS, seed, say: () => {} });
    const { lost, doubled, strays, ended } = report;
    expect({ seed, lost, doubled, strays, ended }).toEqual({ seed, lost: [], doubled: [], strays: [], ended: 0 });
    expect(report.kills).toBeGreaterThan(0);
    expect(report.due).toBeGreaterThan(report.kills);
    expect(report.mostInvalid).toBeLessThan(1_000);
  },
  TIMEOUT_MS,
);
