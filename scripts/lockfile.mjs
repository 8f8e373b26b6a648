import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly } from "../launcher/command.mjs";
import { npmCommand } from "../launcher/npm.mjs";
import { addEntries, describeEntry, findGaps, findLockfileProblems } from "./lockfile-entries.mjs";

/**
 * If the registry lacks a platform's optional package, npm leaves it out of package-lock.json and then refuses its own
 * lockfile: `Missing: … from lock file`. This script adds what is missing. Run it after a dependency has changed. With
 * --check it only looks, offline, and fails if something is wrong.
 */

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const lockfilePath = path.join(root, "package-lock.json");

/** @param {string} file */
async function readJson(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/**
 * @param {import("./lockfile-entries.mjs").Gap} gap
 * @returns {Promise<object | undefined>} the registry's manifest, or nothing if it does not have this version
 */
async function askRegistry({ name, version }) {
  const npm = npmCommand(process.execPath, ["view", `${name}@${version}`, "--json", "--loglevel=silent"]);
  const { code, output } = await runQuietly(npm, { cwd: root });
  const reply = output.trim() === "" ? {} : JSON.parse(output);
  if (code === 0) return reply;
  if (reply.error?.code === "E404") return undefined;
  throw new Error(`The registry could not be asked for ${name}@${version}: ${reply.error?.summary ?? output}`);
}

async function complete() {
  const lockfile = await readJson(lockfilePath);
  const entries = new Map();
  for (const gap of findGaps(lockfile)) {
    entries.set(gap.folder, describeEntry(gap, await askRegistry(gap)));
    console.log(`Added ${gap.folder} ${gap.version}`);
  }
  await writeFile(lockfilePath, `${JSON.stringify(addEntries(lockfile, entries), undefined, 2)}\n`);
}

if (!process.argv.includes("--check")) await complete();
const manifests = new Map([["", await readJson(path.join(root, "package.json"))]]);
for (const workspace of manifests.get("").workspaces) {
  manifests.set(workspace, await readJson(path.join(root, workspace, "package.json")));
}
const problems = findLockfileProblems(await readJson(lockfilePath), manifests);
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
