import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { environmentWith, requireSuccess, runQuietly } from "./command.mjs";
import { holdLock } from "./lock.mjs";
import { npmCommand } from "./npm.mjs";

/**
 * Installs what package-lock.json says into node_modules, unless it is already there.
 * @param {string} root
 * @param {import("./runtime.mjs").NodeRuntime} node
 * @param {(line: string) => void} say
 */
export async function installPackages(root, node, say) {
  const stamp = path.join(root, "node_modules", ".lockstep-stamp");
  const wanted = await describeInstall(root, node);
  const isInstalled = async () => existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted;
  if (await isInstalled()) return;

  await holdLock(path.join(root, ".node"), say, async () => {
    if (await isInstalled()) return;
    say("Installing the packages that package-lock.json names.");
    // No package needs its install script: native code comes prebuilt in the package.
    const options = [
      "--ignore-scripts",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    const npm = npmCommand(node.executable, ["ci", ...options]);
    const installed = await runQuietly(npm, { cwd: root, env: environmentWith(node.executable) });
    requireSuccess(installed, "The packages could not be installed");
    await writeFile(stamp, wanted);
  });
}

/**
 * What an install depends on: the lockfile, the Node that will load the packages, and the system.
 * @param {string} root
 * @param {import("./runtime.mjs").NodeRuntime} node
 */
async function describeInstall(root, node) {
  const lockfile = await readFile(path.join(root, "package-lock.json"));
  const [major] = node.version.split(".");
  return `${createHash("sha256").update(lockfile).digest("hex")} node-${major} ${process.platform}-${process.arch}\n`;
}
