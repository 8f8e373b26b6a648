import path from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { findNode } from "./runtime.mjs";

/**
 * `node launcher/launch.mjs <script> [arguments]` runs a script of Lockstep on a Node that can,
 * after fetching that Node and installing the packages where they are missing.
 * Plain JavaScript, because it must run on Node 18 to be able to say more than a syntax error.
 */

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {string} line To stderr: what a command prints on stdout is its own. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

try {
  const node = await findNode(root, say);
  await installPackages(root, node, say);
  // Node keeps what it has compiled, and types it has stripped, from one start to the next.
  const compiled = process.env.NODE_COMPILE_CACHE ?? path.join(root, "node_modules", ".cache", "compiled");
  process.exitCode = await runCommand(node, process.argv.slice(2), { NODE_COMPILE_CACHE: compiled });
} catch (problem) {
  say(problem instanceof Error ? problem.message : String(problem));
  process.exitCode = 1;
}
