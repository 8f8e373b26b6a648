import { existsSync } from "node:fs";
import path from "node:path";
import { runCommand, runQuietly } from "../launcher/command.mjs";

/** `npm test` runs every check that needs no running bot, then the tests. Arguments go to vitest. */

type Gate = { name: string; command: readonly string[] };

const PAGE_TYPES = "src/sandbox/page/client/tsconfig.json";

const gates: readonly Gate[] = [
  { name: "Lockfile", command: ["scripts/lockfile.mjs", "--check"] },
  { name: "Types", command: ["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"] },
  // The page runs in a browser, with other globals and other types.
  ...(existsSync(PAGE_TYPES)
    ? [{ name: "Types of the page", command: ["node_modules/typescript/bin/tsc", "--project", PAGE_TYPES] }]
    : []),
  { name: "Lint and format", command: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"] },
  { name: "Arrows between rooms", command: ["node_modules/dependency-cruiser/bin/dependency-cruiser.mjs", "."] },
  { name: "Dead code", command: ["node_modules/knip/bin/knip.js"] },
];

async function passes({ name, command }: Gate): Promise<boolean> {
  const { code, output } = await runQuietly({ executable: process.execPath, args: [...command], shell: false }, {});
  console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n\n${output.trim()}\n`);
  return code === 0;
}

process.chdir(path.dirname(import.meta.dirname));
const results = await Promise.all(gates.map(passes));
if (results.includes(false)) {
  const failed = gates.filter((_gate, index) => !results[index]).map((gate) => gate.name);
  console.log(`The tests did not run, because this failed: ${failed.join(", ")}.`);
  process.exitCode = 1;
} else {
  const node = { executable: process.execPath, version: process.versions.node };
  process.exitCode = await runCommand(node, ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2)]);
}
