import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { SETTINGS } from "./config.ts";

/** Settings that only `npm run sandbox` reads. They are known here so that one `.env` file works for both. */
const SANDBOX_SETTINGS = ["SANDBOX_FILE", "SANDBOX_TOKEN"];
const KNOWN = new Set([...SETTINGS, ...SANDBOX_SETTINGS]);

export type Environment = { values: Record<string, string | undefined>; problems: string[] };

/** The settings of a `.env` file and of the environment, which wins. A misspelt name in the file is a problem. */
export function readEnvironment(file: string, environment: Record<string, string | undefined>): Environment {
  if (!existsSync(file)) return { values: environment, problems: [] };
  // Windows editors put a byte order mark first, which would become part of the first name.
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const read = parseEnv(text);
  const unreadable = text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#") && !line.includes("="))
    .map(({ number }) => `${file}:${number} is not a setting: each line is NAME=value`);
  const unknown = Object.keys(read)
    .filter((name) => /^(DISCORD|LOCKSTEP|SANDBOX)_/.test(name) && !KNOWN.has(name))
    .map((name) => `${name} in ${file} is not a setting of Lockstep: see the table in README.md`);
  return { values: { ...read, ...environment }, problems: [...unreadable, ...unknown] };
}
