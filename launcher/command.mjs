import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";

/** @typedef {{ executable: string, args: string[], shell: boolean }} Command */
/** @typedef {{ code: number, stopped: boolean, output: string }} Result `stopped` if this launch was asked to end */

const STOP_SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a script on a Node and hands it this terminal.
 * @param {import("./runtime.mjs").NodeRuntime} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment] added to this process's own
 * @returns {Promise<number>} the script's exit code, or 128 and the number of the signal that ended it
 */
export function runCommand(node, args, environment = {}) {
  const env = { ...environmentWith(node.executable), ...environment };
  const child = spawn(node.executable, args, { stdio: "inherit", env });
  stopWithParent(child);
  // Ctrl-C also reaches the script from the terminal, and the script decides how to stop. Other signals only come here.
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
      // npm would keep waiting for a silent registry. The next start does half-finished work again.
      child.kill("SIGKILL");
    });
    return { code, stopped, output };
  } catch (problem) {
    return { code: 1, stopped, output: String(problem) };
  }
}

/**
 * @param {Result} result
 * @param {string} failure what it means if it failed: a sentence without a full stop
 * @throws {Error} with what failed and what the command said
 */
export function requireSuccess({ code, stopped, output }, failure) {
  if (stopped) throw new Error("Stopped before everything was installed. The next start goes on from here.");
  if (code !== 0) throw new Error(`${failure}. It said:\n${output.trim()}`);
}

/**
 * This process's environment, with the executable's folder first in the PATH.
 * @param {string} executable
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWith(executable) {
  // Windows spells it `Path`, and would ignore a second spelling.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const folders = [path.dirname(executable), process.env[name]].filter((folder) => folder !== undefined);
  return { ...process.env, [name]: folders.join(path.delimiter) };
}

/**
 * If npm is stopped, it does not wait for the script that it runs. The script would go on alone and keep its port.
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
 * @param {(signal: NodeJS.Signals) => void} onStop called if this process is asked to end before the child ends
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
