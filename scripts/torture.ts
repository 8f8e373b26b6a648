import { parseArgs } from "node:util";
import { z } from "zod";
import { type Report, torture } from "../test/torture/torture.ts";

/**
 * `npm run torture -- --kills 500 --minutes 20 --seed 1`: kills the bot at random while reminders fall due and Discord has
 * trouble, and counts what was lost and what came twice. Ends after so many kills or minutes, whichever comes first.
 */

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "500" },
    minutes: { type: "string", default: "20" },
    seed: { type: "string" },
  },
});
const settings = z
  .object({
    kills: z.coerce.number().int().min(1),
    minutes: z.coerce.number().positive(),
    seed: z.coerce.number().int(),
  })
  .parse({ ...values, seed: values.seed ?? String(process.pid) });

function print(report: Report): void {
  const made = [...report.trouble].map(([kind, count]) => `${count} × ${kind}`).toSorted();
  const lines: [string, string | number][] = [
    ["kills", `${report.kills} in ${report.seconds} s`],
    ["trouble", made.join(", ") || "none"],
    ["occurrences due", report.due],
    ["messages", report.messages],
    ["lost", report.lost.length],
    ["doubled", report.doubled.length],
    ["strays", report.strays.length],
    ["given up", report.ended],
    ["most attempts", report.mostAttempts],
    ["searches of a history", report.searches],
    ["invalid requests", `${report.invalid}, at most ${report.mostInvalid} in ten minutes (Discord allows 10,000)`],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(24)}${value}`);
  for (const line of [...report.lost, ...report.doubled, ...report.strays]) console.log(`  wrong: ${line}`);
}

console.log(`seed ${settings.seed}`);
const report = await torture({
  kills: settings.kills,
  longestMs: settings.minutes * 60_000,
  seed: settings.seed,
  say: (line) => console.log(line),
});
print(report);
process.exitCode = report.lost.length + report.doubled.length + report.strays.length === 0 ? 0 : 1;
