import { spawn } from "node:child_process";
import os from "node:os";
import path from "node:path";

/** @typedef {{ executable: string, args: string[], shell: boolean }} Command */

const FORWARDED_SIGNALS = /** @type {const} */ (["SIGTERM", "SIGHUP"]);

/**
 * Runs a script on a Node and hands it this terminal.
 * @param {import("./runtime.mjs").NodeRuntime} node
 * @param {string[]} args
 * @returns {Promise<number>} the script's exit code, or 128 and the number of the signal that ended it
 */
export function runCommand(node, args) {
  const child = spawn(node.executable, args, { stdio: "inherit", env: environmentWith(node.executable) });
  return untilExit(child);
}

/**
 * Runs a command and keeps what it prints. A command that cannot be started counts as failed.
 * @param {Command} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly({ executable, args, shell }, options) {
  const child = spawn(executable, args, { ...options, shell, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  try {
    return { code: await untilExit(child), output };
  } catch (problem) {
    return { code: 1, output: String(problem) };
  }
}

/**
 * @param {{ code: number, output: string }} result
 * @param {string} failure what its failure means, as a sentence without its full stop
 * @throws {Error} what failed and what the command said about it
 */
export function requireSuccess({ code, output }, failure) {
  if (code > 128) throw new Error("Stopped before everything was installed. The next start goes on from here.");
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
 * Ctrl-C reaches the child from the terminal: the child decides how to stop, and this process waits for it.
 * Other ends reach only this process, which hands them on.
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function untilExit(child) {
  const ignore = () => {};
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => child.kill(signal);
  process.on("SIGINT", ignore);
  for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", ignore);
      for (const forwarded of FORWARDED_SIGNALS) process.off(forwarded, forward);
      resolve(signal === null ? (code ?? 1) : 128 + os.constants.signals[signal]);
    });
  });
}
