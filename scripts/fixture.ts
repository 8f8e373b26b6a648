import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GUILDS } from "../test/upgrades/population/cast.ts";
import { populate } from "../test/upgrades/population/populate.ts";
import { FACTS_FILE, type Facts, READERS, withBot } from "../test/upgrades/support/copies.ts";
import { DATABASE_FILE, DISCORD_FILE, openHouse } from "../test/upgrades/support/house.ts";
import { FORMS_FILE } from "../test/upgrades/support/open-forms.ts";
import { attemptsAt } from "../test/upgrades/support/pressing.ts";

/**
 * `npm run fixture -- <name>`: fills a database with this version and keeps it in `test/upgrades/<name>/`, where every
 * later version is tested on it. Run it before a change to the tables or to what messages look like.
 */

const ROOT = join(import.meta.dirname, "..");
/** The number of the newest migration, then what is new in it. */
const NAME = /^\d{4}-[a-z0-9-]+$/;

const [name = ""] = process.argv.slice(2);
const target = join(ROOT, "test/upgrades", name);
if (!NAME.test(name) || existsSync(target)) {
  console.error(
    `Give a new name, such as 0002-courses-and-answers: npm run fixture -- <name>${name === "" ? "" : `. This one cannot be used: ${name}`}`,
  );
  process.exit(1);
}

const folder = await mkdtemp(join(tmpdir(), "lockstep-fixture-"));
try {
  const house = await openHouse(folder, GUILDS);
  const { forms } = await populate(house).finally(() => house.close());
  // The week has an outage of Discord on purpose.
  const troubles = house.troubles.filter((line) => !line.includes("502: Bad Gateway"));
  if (troubles.length > 0) throw new Error(troubles.join("\n"));

  const facts: Facts = {
    census: await withBot(folder, READERS.census),
    quizzes: await withBot(folder, READERS.quizzes),
    arrivals: await withBot(folder, READERS.arrivals),
  };
  const acts = await withBot(folder, async ({ actor }) => attemptsAt(actor).map(({ length }) => length));
  await mkdir(target);
  for (const file of [DATABASE_FILE, DISCORD_FILE]) await copyFile(join(folder, file), join(target, file));
  await writeJson(FACTS_FILE, facts);
  await writeJson(FORMS_FILE, forms);
  await writeFile(join(target, "README.md"), describe(facts, acts, forms.length));
  console.log(`Kept in test/upgrades/${name}/. Commit it, and never change it.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(join(target, file), `${JSON.stringify(value, null, 2)}\n`);
}

function describe({ census, quizzes, arrivals }: Facts, acts: readonly number[], forms: number): string {
  const commit = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  const { learners, newcomers, shelves, drafts } = census;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const reminders = sum(learners.map((learner) => learner.reminders.length));
  return `# ${name}

A study group's week, kept by the version at commit ${commit} with \`npm run fixture\`. Never change anything in this folder.

- \`${DATABASE_FILE}\`: the bot's database.
- \`${DISCORD_FILE}\`: the sandbox's Discord, with every message that the bot sent. Its clock is paused.
- \`${FORMS_FILE}\`: the forms that were open on somebody's screen.
- \`${FACTS_FILE}\`: what the database means, as that version's own commands show it.

What is in it:

- ${learners.length} active enrolments in ${Object.keys(census.shelves).length} servers, and ${newcomers.length} members who are in no course: one left and kept their progress, one erased it, one never joined.
- ${sum(Object.values(shelves).map(({ length }) => length))} courses, counted in each server that offers them, with ${sum(Object.values(shelves).flatMap((courses) => courses.map(({ texts }) => texts.length)))} texts; ${sum(Object.values(drafts).map(({ length }) => length))} imports that are not published.
- ${reminders} reminders and timers, and deliveries that could not be sent: ${sum(Object.values(arrivals).map(({ length }) => length))} occurrences arrive within hours after a start.
- ${quizzes.ends.length} finished and ${quizzes.middles.length} unfinished quizzes with every kind of question, and their review cards.
- ${acts.length} messages, ${acts.filter((count) => count > 0).length} of them with buttons or menus: ${sum(acts)} things to press or choose. ${forms} open forms.
`;
}
