import path from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./command.mjs";
import { installPackages } from "./packages.mjs";
import { findNode } from "./runtime.mjs";

/**
 * `node launcher/launch.mjs <script> [arguments]` runs a script of Lockstep on a Node that is new enough.
 * It first fetches that Node and installs the packages, if they are missing.
 * It is plain JavaScript, so that Node 18 can run it and say more than a syntax error.
 */

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {string} line Goes to stderr, because stdout belongs to the command. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

try {
  const node = await findNode(root, say);
  await installPackages(root, node, say);
  // Node keeps compiled code and stripped types from one start to the next.
  const compiled = process.env.NODE_COMPILE_CACHE ?? path.join(root, "node_modules", ".cache", "compiled");
  process.exitCode = await runCommand(node, process.argv.slice(2), { NODE_COMPILE_CACHE: compiled });
} catch (problem) {
  say(problem instanceof Error ? problem.message : String(problem));
  process.exitCode = 1;
}
