import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFile } from "node:process";
import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from "discord.js";
import { type Bot, startBot } from "./bot.ts";
import type { CourseContent } from "./coach/ports.ts";
import { type Config, readConfig } from "./config.ts";
import { formatDiagnostic } from "./course/diagnostics.ts";
import { createLog } from "./log.ts";
import { openPlace, type Stoppable } from "./place.ts";
import { StartError } from "./start-error.ts";
import { readContent } from "./storage/content.ts";
import { DatabaseError } from "./storage/database-error.ts";

async function start(): Promise<Stoppable & { announce(): void }> {
  if (existsSync(".env")) loadEnvFile(".env");
  const config = readConfig(process.env);
  if ("problems" in config) {
    throw new StartError(
      ["These settings need another look:", ...config.problems.map((line) => `  ${line}`)].join("\n"),
    );
  }
  const log = createLog(config.logLevel);
  const contents = await loadCourses(config.contentFolder);
  const place = await openPlace(config, log);
  const databaseFile = join(config.dataFolder, config.discord.kind === "real" ? "lockstep.db" : "sandbox.db");
  let bot: Bot;
  try {
    bot = await startBot({ discord: place.address, databaseFile, contents, clock: place.clock, log });
  } catch (error) {
    await place.stop();
    throw describeFailure(error, config);
  }
  return {
    announce: () => announce(bot, config, contents, databaseFile, place.page),
    async stop() {
      await bot.stop();
      await place.stop();
    },
  };
}

async function loadCourses(folder: string): Promise<CourseContent[]> {
  const read = await readContent(folder);
  const diagnostics = read.flatMap((course) => course.diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new StartError([`The course in ${folder}/ needs mending:`, ...diagnostics.map(formatDiagnostic)].join("\n"));
  }
  const contents = read.flatMap(({ course, questions }) => (course === null ? [] : [{ course, questions }]));
  if (contents.length === 0)
    throw new StartError(`There is no course in ${folder}/: each stands in a folder with a path.md.`);
  return contents;
}

function describeFailure(error: unknown, { discord }: Config): unknown {
  if (error instanceof DatabaseError) return new StartError(error.message, { cause: error });
  const refused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401);
  if (refused) {
    return new StartError(
      discord.kind === "real"
        ? "Discord refused the token in DISCORD_TOKEN. The bot's page in the Developer Portal (Bot → Reset Token) gives a new one."
        : "The sandbox refused the token in DISCORD_TOKEN. It prints the one it takes when it starts.",
      { cause: error },
    );
  }
  return error;
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

/** A first Ctrl-C stops cleanly; a second one, while that takes its time, at once. */
function stopOnSignal(running: Stoppable): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      console.log("\nStopping…");
      running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

try {
  const running = await start();
  stopOnSignal(running);
  running.announce();
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
