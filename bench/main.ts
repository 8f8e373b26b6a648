import { parseArgs } from "node:util";
import { z } from "zod";
import { listContestants } from "./contestants.ts";
import { measureCalls } from "./measure-calls.ts";
import { measureLoad } from "./measure-load.ts";
import { measureMemory } from "./measure-memory.ts";
import { measureStarts } from "./measure-starts.ts";

/**
 * `npm run bench` measures Lockstep beside a floor: a discord.js bot whose reply never changes. Both are measured in turn
 * in the same run, because machines are noisy. So compare the ratios. Options:
 *
 * - `--only calls,load,start,memory`: only these parts.
 * - `--calls N`, `--warm-up N`: how many calls of each command. `--starts N`. `--servers 1,1000`: how many, for memory.
 * - `--tree <folder>`: also measures the Lockstep in this folder; may be given several times.
 */

const count = z.coerce.number<string>().int().min(1);
const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(item));

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "calls,load,start,memory" },
    calls: { type: "string", default: "2000" },
    "warm-up": { type: "string", default: "3000" },
    starts: { type: "string", default: "5" },
    servers: { type: "string", default: "1,1000,2500" },
    tree: { type: "string", multiple: true, default: [] },
  },
});
const only = list(z.enum(["calls", "load", "start", "memory"])).parse(values.only);
const calls = count.parse(values.calls);
const warmUp = count.parse(values["warm-up"]);
const starts = count.parse(values.starts);
const servers = list(count).parse(values.servers);
const contestants = listContestants(values.tree);

if (only.includes("calls")) await measureCalls(contestants, { calls, warmUp });
if (only.includes("load")) await measureLoad(contestants, { calls, warmUp });
if (only.includes("start")) await measureStarts(contestants, starts);
if (only.includes("memory")) await measureMemory(contestants, { servers, starts });
