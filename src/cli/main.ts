import { parseArgs } from "node:util";
import { check } from "./check.ts";

const USAGE = `Usage: lockstep check [folder or file]…

  check   Looks for mistakes in courses and their questions; by default in content/.`;

/** Resolves to the exit code: 2 for a command line that makes no sense. */
async function run(words: string[]): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h" } },
    });
    const [command, ...paths] = positionals;
    if (values.help === true) {
      console.log(USAGE);
      return 0;
    }
    if (command === "check") return await check(paths.length > 0 ? paths : ["content"], console.log);
    console.error(USAGE);
    return 2;
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")))
      throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = await run(process.argv.slice(2));
