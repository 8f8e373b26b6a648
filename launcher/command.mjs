import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";

/** @typedef {{ executable: string, args: string[], shell: boolean }} Command */
/** @typedef {{ code: number, stopped: boolean, output: string }} Result `stopped` when this launch was asked to end */

const STOP_SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a script on a Node and hands it this terminal.
 * @param {import("./runtime.mjs").NodeRuntime} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment] set beside this process's own
 * @returns {Promise<number>} the script's exit code, or 128 and the number of the signal that ended it
 */
export function runCommand(node, args, environment = {}) {
  const env = { ...environmentWith(node.executable), ...environment };
  const child = spawn(node.executable, args, { stdio: "inherit", env });
  stopWithParent(child);
  // Ctrl-C reaches the script from the terminal, too: it decides how to stop. Other signals reach only this process.
  return untilExit(child, (signal) => {
    if (signal !== "SIGINT") child.kill(signal);
  });
}

/**
 * Runs a command and keeps what it prints. A command that cannot be started counts as failed.
 * @param {Command} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Result>}
 */
export async function runQuietly({ executable, args, shell }, options) {
  const child = spawn(executable, args, { ...options, shell, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  let stopped = false;
  try {
    const code = await untilExit(child, () => {
      stopped = true;
      // npm would first wait for a registry that is silent; what it leaves half done, the next start does anew.
      child.kill("SIGKILL");
    });
    return { code, stopped, output };
  } catch (problem) {
    return { code: 1, stopped, output: String(problem) };
  }
}

/**
 * @param {Result} result
 * @param {string} failure what its failure means, as a sentence without its full stop
 * @throws {Error} what failed and what the command said about it
 */
export function requireSuccess({ code, stopped, output }, failure) {
  if (stopped) throw new Error("Stopped before everything was installed. The next start goes on from here.");
  if (code !== 0) throw new Error(`${failure}. It said:\n${output.trim()}`);
}

/**
 * This process's environment with the folder of an executable first in the PATH.
 * @param {string} executable
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(executable) {
  // Windows spells it `Path`, and a second spelling would be ignored.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path.dirname(executable), process.env[name]].filter((folder) => folder !== undefined);
  return { ...process.env, [name]: folders.join(path.delimiter) };
}

/**
 * npm, told to end, ends without waiting for what it runs: the script would go on alone and hold its port.
 * @param {import("node:child_process").ChildProcess} child
 */
function stopWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 500);
  child.once("close", () => clearInterval(watch));
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {(signal: NodeJS.Signals) => void} onStop what to do when this process is asked to end before the child has
 * @returns {Promise<number>} the child's exit code, or 128 and the number of the signal that ended it
 */
function untilExit(child, onStop) {
  for (const signal of STOP_SIGNALS) process.on(signal, onStop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const stopSignal of STOP_SIGNALS) process.off(stopSignal, onStop);
      resolve(signal === null ? (code ?? 1) : 128 + os.constants.signals[signal]);
    });
  });
}
