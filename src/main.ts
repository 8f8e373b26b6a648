import { join } from "node:path";
import { type Bot, startBot } from "./bot.ts";
import { readContentThroughCache } from "./catalog/content-cache.ts";
import type { BuiltInCourse, CourseContent } from "./coach/courses/ports.ts";
import type { Log } from "./coach/ports.ts";
import { type Config, readConfig } from "./config.ts";
import { formatDiagnostic } from "./course/diagnostics.ts";
import { openDiscordHost, type Stoppable } from "./discord-host.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";
import { describeFailure, messageOf, StartError } from "./start-error.ts";

type Running = Stoppable & { announce(): void; lost: Bot["lost"] };

async function start(): Promise<Running> {
  const config = readSettings();
  const log = createLog(config.logLevel);
  const contents = await loadCourses(config, log);
  const host = await openDiscordHost(config, log);
  const databaseFile = join(config.dataFolder, config.discord.kind === "real" ? "lockstep.db" : "sandbox.db");
  let bot: Bot;
  try {
    bot = await startBot({ discord: host.address, databaseFile, contents, clock: host.clock, log });
  } catch (error) {
    await host.stop();
    throw describeFailure(error, config);
  }
  return {
    lost: bot.lost,
    announce: () => announce(bot, config, contents, databaseFile, host.page),
    async stop() {
      try {
        await bot.stop();
      } finally {
        await host.stop();
      }
    },
  };
}

function readSettings(): Config {
  const environment = readEnvFile();
  const config = readConfig(environment.values);
  const problems = [...environment.problems, ...("problems" in config ? config.problems : [])];
  if (!("problems" in config) && problems.length === 0) return config;
  throw new StartError(["Some settings are not valid:", ...problems.map((line) => `  ${line}`)].join("\n"));
}

function readEnvFile(): Environment {
  try {
    return readEnvironment(".env", process.env);
  } catch (error) {
    throw new StartError(`The file .env cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

async function loadCourses({ contentFolder: folder, dataFolder }: Config, log: Log): Promise<BuiltInCourse[]> {
  const cacheFile = join(dataFolder, "parsed-courses.json");
  const read = await readContentThroughCache(folder, cacheFile, (error) =>
    log.warn({ error }, "the parsed courses could not be cached for the next start"),
  ).catch((error: unknown) => {
    throw new StartError(`The courses in ${folder} cannot be read: ${messageOf(error)}.`, { cause: error });
  });
  const diagnostics = read.flatMap((course) => course.diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new StartError(
      [`The courses in ${folder}/ have errors to fix:`, ...diagnostics.map(formatDiagnostic)].join("\n"),
    );
  }
  const contents = read.flatMap(({ course, questions, notes, markdown }) =>
    course === null || markdown === null ? [] : [{ course, questions, notes, markdown }],
  );
  if (contents.length === 0)
    throw new StartError(`There is no course in ${folder}/. A course is a folder with a path.md.`);
  return contents;
}

function announce(
  bot: Bot,
  config: Config,
  contents: readonly CourseContent[],
  databaseFile: string,
  page: string | null,
): void {
  const courses = contents.map(({ course, questions }) => {
    const lessons = course.phases.reduce((sum, phase) => sum + phase.lessons.length, 0);
    return `${course.title} (${course.phases.length} phases, ${lessons} lessons, ${questions.length} questions)`;
  });
  const servers = `${bot.servers} server${bot.servers === 1 ? "" : "s"}`;
  const where =
    config.discord.kind === "real" ? `Discord, in ${servers}` : `the sandbox: a Discord on this machine, in ${servers}`;
  console.log(`${bot.name} is ready, on ${where}.`);
  for (const course of courses) console.log(`  course    ${course}`);
  console.log(`  database  ${databaseFile}`);
  if (page !== null) console.log(`\n  Open ${page} and type / to begin.`);
  console.log("  Ctrl-C stops.\n");
}

/** The first Ctrl-C stops cleanly, a second one at once. The bot also stops if Discord ends the connection for good. */
function stopOnSignals(running: Running): void {
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) process.exit(130);
    stopping = true;
    console.log("\nStopping…");
    running.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0));
  running.lost.then((reason) => {
    if (stopping) return;
    console.error(`Discord closed the connection for good: ${reason}.`);
    stop(1);
  }, console.error);
}

try {
  const running = await start();
  stopOnSignals(running);
  running.announce();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
