import path from "node:path";

/**
 * The command that runs npm on a given Node: the npm that started this launch, or else the one on the PATH.
 * @param {string} node the executable to run it with
 * @param {string[]} args
 * @returns {import("./command.mjs").Command}
 */
export function npmCommand(node, args) {
  const script = process.env.npm_execpath;
  if (script !== undefined && /^npm-cli\.c?js$/.test(path.basename(script))) {
    return { executable: node, args: [script, ...args], shell: false };
  }
  // On Windows npm is a batch file, and only a shell can start it.
  return { executable: "npm", args, shell: process.platform === "win32" };
}
