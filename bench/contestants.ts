import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import type { Sandbox } from "../src/sandbox/contract.ts";
import { type BotProcess, ROOT, startBotProcess } from "./bot-process.ts";

/** A bot that is measured. The floor is always first, and the results of the others are multiples of it. */
export type Contestant = {
  name: string;
  /** The slash commands that are timed. */
  commands: readonly string[];
  /** Whether it is a Lockstep, whose members join a course. */
  coaches: boolean;
  start(sandbox: Sandbox, dataFolder: string): Promise<BotProcess>;
};

const PackageSchema = z.object({ scripts: z.object({ start: z.string() }) });

/** The floor, this Lockstep, and the Lockstep in each of the other folders. */
export function listContestants(otherTrees: readonly string[]): Contestant[] {
  return [
    {
      name: "floor",
      commands: ["ping"],
      coaches: false,
      start: (sandbox, dataFolder) => startBotProcess(["bench/floor-bot.ts"], sandbox.apiUrl, dataFolder),
    },
    lockstepIn(ROOT, "Lockstep"),
    ...otherTrees.map((tree) => lockstepIn(resolve(tree), `in ${basename(resolve(tree))}`)),
  ];
}

function lockstepIn(tree: string, name: string): Contestant {
  const args = readStartArguments(tree);
  return {
    name,
    commands: ["learn", "checklist", "leaderboard"],
    coaches: true,
    start: (sandbox, dataFolder) => startBotProcess(args, sandbox.apiUrl, dataFolder, tree),
  };
}

/** Starts it as `npm start` in that folder would, without the launcher. */
function readStartArguments(tree: string): string[] {
  const text = readFileSync(join(tree, "package.json"), "utf8");
  const [node, launcher, ...args] = PackageSchema.parse(JSON.parse(text)).scripts.start.split(" ");
  if (node !== "node" || launcher !== "launcher/launch.mjs") throw new Error(`${tree} is not a Lockstep`);
  return args;
}
