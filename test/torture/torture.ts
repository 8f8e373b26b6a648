import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSystemClock } from "../../src/clocks/system-clock.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { type BotProcess, spawnBot } from "../e2e/support/bot-process.ts";
import { audit, type Findings } from "./audit.ts";
import { openBook } from "./book.ts";
import { createDice } from "./dice.ts";
import { createTrouble } from "./trouble.ts";

export type Torture = {
  /** How often the bot is killed, unless the time is up before. */
  kills: number;
  /** How long that may take, in milliseconds. What is due then still has to arrive, which is not counted. */
  longestMs: number;
  seed: number;
  /** Hears what happens. */
  say(line: string): void;
};

export type Report = Findings & {
  kills: number;
  seconds: number;
  /** How often each kind of trouble was made. */
  trouble: ReadonlyMap<string, number>;
  /** How often a channel's history was searched before a message was sent again. */
  searches: number;
  /** Answers of 401, 403 and 429, and the most of them in ten minutes. */
  invalid: number;
  mostInvalid: number;
};

const MEMBERS = 40;
const SECOND = 1_000;
const MINUTE = 60_000;
/**
 * How often the clock may move at the end before what has not arrived is lost. Opening 40 direct messages at the bot's
 * pace, under Discord's limit, takes more than a hundred moves.
 */
const MOST_MOVES = 1_000;
/** Discord shuts a bot out after 10,000 invalid requests in so long. */
const INVALID_WINDOW_MS = 10 * MINUTE;

/**
 * The bot in a process of its own, on a sandbox in this one. Reminders fall due while it is killed again and again, in the
 * middle of whatever it does, and while Discord has all kinds of trouble. The sandbox's clock jumps ahead now and then, so
 * that leases and nonces run out. In the end everything is well for a while, and all that was due has to be there, once.
 */
export async function torture({ kills: mostKills, longestMs, seed, say }: Torture): Promise<Report> {
  const time = createSystemClock((error) => say(String(error)));
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      time.at(time.now() + milliseconds, resolve);
    });
  const dice = createDice(seed);
  const folder = await mkdtemp(join(tmpdir(), "lockstep-torture-"));
  const databaseFile = join(folder, "sandbox.db");
  const sandbox = await createSandbox({
    port: 0,
    file: null,
    application: { name: "Lockstep", token: "sandbox" },
    page: false,
    guilds: [
      {
        name: "Study group",
        channels: ["study"],
        members: Array.from({ length: MEMBERS }, (_, index) => ({ name: `Member ${index}` })),
      },
    ],
    // Bots are killed and started again faster than Discord lets them. New direct messages are opened too fast at times.
    rateLimits: { identifiesPerFiveSeconds: 1_000, directMessages: { opened: 6, perMilliseconds: 5 * SECOND } },
  });
  const [guild] = sandbox.actor.guilds();
  const guildId = guild?.id ?? "";
  const userIds = sandbox.actor.members(guildId).flatMap(({ user }) => (user.bot ? [] : [user.id]));
  const book = await openBook(databaseFile, guildId, userIds, sandbox.clock.now());
  const trouble = createTrouble(sandbox, dice);
  const invalid: number[] = [];
  let searches = 0;
  sandbox.actor.on((event) => {
    if (event.kind !== "wire") return;
    const { what, status } = event.entry;
    if (what === "GET /channels/{channel}/messages") searches += 1;
    if (status !== null && [401, 403, 429].includes(status)) invalid.push(time.now());
  });

  const begun = time.now();
  let bot: BotProcess | null = null;
  let kills = 0;

  const start = () => {
    bot = spawnBot({
      LOCKSTEP_DATA: folder,
      DISCORD_API: sandbox.apiUrl,
      DISCORD_TOKEN: "sandbox",
      LOG_LEVEL: "error",
    });
    return bot;
  };

  async function live(own: BotProcess): Promise<void> {
    for (let count = dice.between(2, 6); count > 0; count -= 1) {
      const aheadMs = dice.pick([dice.between(-30 * SECOND, 0), dice.between(0, 3 * SECOND), dice.between(0, MINUTE)]);
      await book.remind(dice.pick(userIds), Math.trunc(sandbox.clock.now()) + aheadMs);
    }
    trouble.stir();
    // Either it may start in peace, or it is killed while it starts.
    if (dice.chance(0.7)) await Promise.race([own.printed(/is ready/).catch(() => null), wait(15 * SECOND)]);
    await wait(dice.between(0, 1_500));
    if (dice.chance(0.3)) trouble.shake();
    if (dice.chance(0.4)) await jump(dice.between(30, 150) * SECOND);
    await wait(dice.between(0, 700));
  }

  const jump = (milliseconds: number) => sandbox.clock.advance(milliseconds, { waitForOpenInteractions: false });

  /** All is well now. The clock moves on until nothing waits any more. */
  async function comeToRest(): Promise<void> {
    trouble.end();
    const own = start();
    await own.printed(/is ready/);
    for (let move = 0; move < MOST_MOVES; move += 1) {
      if ((await book.nextDueAt()) === null) break;
      for (let look = 0; look < 20; look += 1) {
        const dueAt = await book.nextDueAt();
        if (dueAt === null || dueAt > sandbox.clock.now()) break;
        await wait(100);
      }
      const dueAt = await book.nextDueAt();
      if (dueAt !== null) await jump(Math.max(dueAt - sandbox.clock.now(), 0) + 2 * SECOND);
      await wait(100);
    }
    await own.signal("SIGTERM");
  }

  try {
    while (kills < mostKills && time.now() - begun < longestMs) {
      const own = start();
      await live(own);
      await own.signal("SIGKILL");
      bot = null;
      kills += 1;
      if (dice.chance(0.25)) await jump(dice.between(1, 10) * MINUTE);
      else if (dice.chance(0.1)) await jump(dice.between(20, 120) * MINUTE);
      if (kills % 25 === 0)
        say(`${kills} kills, ${book.due.length} due, ${Math.round((time.now() - begun) / SECOND)} s`);
    }
    const seconds = Math.round((time.now() - begun) / SECOND);
    await comeToRest();
    bot = null;
    return {
      ...audit(sandbox, book, databaseFile, userIds),
      kills,
      seconds,
      trouble: trouble.made,
      searches,
      invalid: invalid.length,
      mostInvalid: Math.max(0, ...invalid.map((from) => countBetween(invalid, from, from + INVALID_WINDOW_MS))),
    };
  } finally {
    await (bot as BotProcess | null)?.signal("SIGKILL");
    book.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function countBetween(instants: readonly number[], from: number, to: number): number {
  return instants.filter((instant) => instant >= from && instant < to).length;
}
