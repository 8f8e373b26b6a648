import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { createCatalog } from "../src/catalog/catalog.ts";
import { createSystemClock } from "../src/clocks/system-clock.ts";
import { createDeliveryLoop } from "../src/coach/reminders/delivery-loop.ts";
import { openSqlite } from "../src/storage/sqlite/storage.ts";
import { median, printTable, ratio } from "./figures.ts";

/**
 * `npm run bench:deliveries`: what it costs to know what is due next, and to deliver, with many schedules and with many
 * of them held because direct messages are closed. Each figure is beside a floor of the same run: the cheapest statement
 * that reads one row by index, or one empty write transaction.
 */

const SCHEDULES = 1_000_000;
const LEARNERS = 100_000;
/** Of these learners, everything is overdue and held. */
const HELD_LEARNERS = 10_000;
const BURST = 2_000;
const NOW = Date.now();
const HOUR = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), "lockstep-deliveries-"));

/** A database with a million schedules. Those of `held` learners are overdue, and `due` channels wait for a call. */
function fill(name: string, held: number, due: number): string {
  const file = join(folder, `${name}.db`);
  openSqlite(file).close();
  const connection = new Sqlite(file);
  connection.pragma("synchronous = off");
  connection.exec(`
    begin;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${LEARNERS})
      insert into enrolments (id, guild_id, user_id, course_id, time_zone, joined_at, activated_at, direct_messages_closed_at)
      select i, '1', i, 'c', 'UTC', 0, 0, case when i <= ${held} then ${NOW} end from n;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${SCHEDULES})
      insert into schedules (enrolment_id, rule, rule_key, due_at, created_at, held_since)
      select 1 + i % ${LEARNERS}, '{"kind":"weekly","weekday":1,"time":"19:00"}', 'k' || i,
        ${NOW} + case when 1 + i % ${LEARNERS} <= ${held} then -${HOUR} else ${HOUR} + i end, 0,
        case when 1 + i % ${LEARNERS} <= ${held} then ${NOW} end from n;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${due})
      insert into schedules (guild_id, channel_id, time_zone, rule, rule_key, due_at, created_at)
      select '1', i, 'UTC', '{"kind":"moment","instant":0,"lessonId":null}', 'k', ${NOW} - 1, 0 from n where ${due} > 0;
    commit;
    analyze;
  `);
  connection.close();
  return file;
}

async function timeEach(times: number, work: () => unknown): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const begun = performance.now();
    await work();
    samples.push(performance.now() - begun);
  }
  return median(samples);
}

/** The floor: one row by its key, from the same file. */
async function timeFloor(file: string): Promise<number> {
  const connection = new Sqlite(file, { readonly: true });
  const read = connection.prepare("select due_at from schedules where id = ?");
  let id = 1;
  const floor = await timeEach(2_000, async () => {
    id += 499;
    return read.get(id);
  });
  connection.close();
  return floor;
}

async function timeNextDue(file: string): Promise<number> {
  const storage = openSqlite(file);
  const own = await timeEach(2_000, () => storage.deliveries.nextDueAt());
  storage.close();
  return own;
}

/** An empty write transaction that changes one row, committed to the disk. */
async function timeWrite(file: string): Promise<number> {
  const connection = new Sqlite(file);
  connection.pragma("synchronous = full");
  const write = connection.prepare("update enrolments set hidden = 1 - hidden where id = 1");
  const floor = await timeEach(500, async () => write.run());
  connection.close();
  return floor;
}

/** Milliseconds for each delivery of a burst to a Discord that answers at once, and the longest pause of everything else. */
async function timeBurst(file: string): Promise<{ each: number; longestPause: number }> {
  const storage = openSqlite(file);
  let id = 0;
  let sent = 0;
  const loop = createDeliveryLoop(
    {
      clock: createSystemClock(console.error),
      log: { info: () => {}, warn: console.warn, error: console.error },
      catalog: createCatalog([], storage.shelf),
      learners: storage.learners,
      deliveries: storage.deliveries,
      sender: {
        async send() {
          sent += 1;
          // As a network would, it lets everything else go on meanwhile.
          await nextTurn();
          return { kind: "sent", channelId: "c", messageId: "m" };
        },
        edit: async () => ({ kind: "failed", reason: "nothing edits here" }),
      },
      newDeliveryId: () => `bench-${id++}`,
      random: Math.random,
    },
    "bench",
  );
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  await loop.run();
  const each = (performance.now() - begun) / BURST;
  delay.disable();
  await loop.stop();
  storage.close();
  if (sent !== BURST) throw new Error(`${sent} of ${BURST} were sent`);
  return { each, longestPause: delay.max / 1e6 };
}

try {
  const rows = [["", "next due", "of one read", "each delivery", "of one write", "longest pause"]];
  for (const [name, held] of [
    ["nobody is held", 0],
    [`${(HELD_LEARNERS * SCHEDULES) / LEARNERS} of ${SCHEDULES} are held`, HELD_LEARNERS],
  ] as const) {
    const file = fill(`held-${held}`, held, BURST);
    const [read, write] = [await timeFloor(file), await timeWrite(file)];
    const { each, longestPause } = await timeBurst(file);
    const next = await timeNextDue(file);
    rows.push([
      name,
      `${next.toFixed(4)} ms`,
      ratio(next, read),
      `${each.toFixed(3)} ms`,
      ratio(each, write),
      `${longestPause.toFixed(0)} ms`,
    ]);
  }
  printTable(`${SCHEDULES} schedules, ${BURST} due at once`, rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
