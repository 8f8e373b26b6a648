import { parseArgs } from "node:util";
import { createCourseJsonSchema } from "../course/json-schema.ts";
import { check } from "./check.ts";
import { FORMATS } from "./formats.ts";
import { createCourse } from "./new.ts";
import { show } from "./show.ts";

const USAGE = `Usage: lockstep check [folder or file]… [--format human|json|github]
       lockstep show <folder or file>
       lockstep new "<title>" [--id <id>] [--into <folder>]
       lockstep schema

  check   Finds mistakes in courses and their questions; by default in content/.
  show    Prints a course as a tree, with the minutes of each phase and in all.
  new     Writes a course for you to fill in; by default into content/. It overwrites nothing.
  schema  Prints the JSON Schema of a parsed course.`;

class UsageError extends Error {}

/** Resolves to the exit code: 2 if the command line is not valid. */
async function run(words: string[]): Promise<number> {
  try {
    return await runCommand(words);
  } catch (error) {
    if (!(error instanceof UsageError || isParseError(error))) throw error;
    console.error(error.message === "" ? USAGE : `${error.message}\n\n${USAGE}`);
    return 2;
  }
}

async function runCommand([command, ...rest]: string[]): Promise<number> {
  const help = { type: "boolean", short: "h" } as const;
  const text = { type: "string" } as const;
  switch (command) {
    case "check": {
      const { positionals, values } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { help, format: text },
      });
      if (values.help === true) return printUsage();
      const given = values.format ?? "human";
      const format = FORMATS.find((each) => each === given);
      if (format === undefined) throw new UsageError(`“${given}” is not a format: use one of ${FORMATS.join(", ")}.`);
      return check(positionals.length > 0 ? positionals : ["content"], format, console.log);
    }
    case "show": {
      const { positionals, values } = parseArgs({ args: rest, allowPositionals: true, options: { help } });
      if (values.help === true) return printUsage();
      return show(takeOnly(positionals, "Name one folder or file to show."), console.log);
    }
    case "new": {
      const { positionals, values } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { help, id: text, into: text },
      });
      if (values.help === true) return printUsage();
      const title = takeOnly(positionals, "Give the course one title, in quotation marks.");
      return createCourse({ title, id: values.id, into: values.into ?? "content" }, console.log);
    }
    case "schema": {
      const { values } = parseArgs({ args: rest, options: { help } });
      if (values.help === true) return printUsage();
      console.log(JSON.stringify(createCourseJsonSchema(), null, 2));
      return 0;
    }
    case "--help":
    case "-h":
      return printUsage();
    default:
      throw new UsageError(command === undefined ? "" : `“${command}” is not a command.`);
  }
}

function takeOnly([first, ...others]: readonly string[], message: string): string {
  if (first === undefined || others.length > 0) throw new UsageError(message);
  return first;
}

function printUsage(): number {
  console.log(USAGE);
  return 0;
}

function isParseError(error: unknown): error is TypeError {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

process.exitCode = await run(process.argv.slice(2));
