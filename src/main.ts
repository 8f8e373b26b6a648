import { join } from "node:path";
import { inspect } from "node:util";
import { type Bot, startBot } from "./bot.ts";
import { readContentThroughCache } from "./catalog/content-cache.ts";
import { createSystemClock } from "./clocks/system-clock.ts";
import type { BuiltInCourse, CourseContent } from "./coach/courses/ports.ts";
import type { Log } from "./coach/ports.ts";
import { type Config, readConfig } from "./config.ts";
import { formatDiagnostic } from "./course/diagnostics.ts";
import { openDiscordHost } from "./discord-host.ts";
import { createLife, type Ending, type Life } from "./ending.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { createLog } from "./log.ts";
import { createOutlast } from "./outage.ts";
import { describeFailure, describeLoss, describeOutage, messageOf, StartError } from "./start-error.ts";
import { lockDatabase } from "./storage/sqlite/file-lock.ts";

/** Messages on their way are given up after 10 s, but replies to members may take a while. */
const LONGEST_STOP_MS = 60_000;

/** Runs the bot until it has to end; resolves to the exit code. What was opened is closed in reverse order. */
async function run(): Promise<number> {
  const config = readSettings();
  const log = createLog(config.logLevel);
  const life = createLife(log);
  const stops: (() => unknown)[] = [];
  let ending: Ending;
  try {
    await start(config, log, life, stops);
    ending = await life.ending;
  } catch (error) {
    // Whoever stops the bot while it starts is not told what could not be done any more.
    if (!life.signal.aborted) life.end({ exitCode: 1, because: reportOf(describeFailure(error, config)) });
    ending = await life.ending;
  }
  if (ending.because !== null) console.error(ending.because);
  else console.log("\nStopping…");
  return (await stopAll(stops, log)) ? ending.exitCode : 1;
}

async function start(config: Config, log: Log, life: Life, stops: (() => unknown)[]): Promise<void> {
  const contents = await loadCourses(config, log);
  const databaseFile = join(config.dataFolder, config.discord.kind === "real" ? "lockstep.db" : "sandbox.db");
  stops.push(lockDatabase(databaseFile).release);
  const host = await openDiscordHost(config, log);
  stops.push(host.stop);
  const bot = await startBot({
    discord: host.address,
    databaseFile,
    contents,
    clock: host.clock,
    log,
    signal: life.signal,
    outlast: createOutlast({
      // Discord's outages pass in real time, whatever a sandbox's clock shows.
      clock: createSystemClock((error) => log.error({ error }, "a timer's task failed")),
      signal: life.signal,
      describe: (error) => describeOutage(error, config),
      say: (line) => console.error(line),
    }),
  });
  stops.push(bot.stop);
  bot.lost.then((error) => life.end({ exitCode: 1, because: describeLoss(error, config) }), console.error);
  if (!life.signal.aborted) announce(bot, config, contents, databaseFile, host.page);
}

/** In reverse order of opening. Whether all went well. */
async function stopAll(stops: (() => unknown)[], log: Log): Promise<boolean> {
  // After an error that nothing caught, something may never end.
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
  let wentWell = true;
  for (const stop of stops.reverse()) {
    try {
      await stop();
    } catch (error) {
      wentWell = false;
      log.error({ error }, "something could not be stopped");
    }
  }
  return wentWell;
}

/** A failed start in a sentence, or with its stack if it is a bug. */
function reportOf(error: unknown): string {
  return error instanceof StartError ? error.message : inspect(error);
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

try {
  process.exit(await run());
} catch (error) {
  console.error(reportOf(error));
  process.exit(1);
}
