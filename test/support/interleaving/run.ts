import type { Scheduler } from "fast-check";
import { ruleKey } from "../../../src/reminders/rule-key.ts";
import { START } from "../coach.ts";
import { createHandClock } from "../hand-clock.ts";
import { findLost, type Record } from "./acknowledged.ts";
import type { Act, Lane } from "./acts.ts";
import { createDiscord, type SendEnd } from "./discord.ts";
import { performForCourse, performForLearner } from "./perform.ts";
import { nextTurn } from "./ports.ts";
import { describe, openProcess, type Process, type World } from "./process.ts";
import { BUILT_INS, TEXTS, type Town } from "./town.ts";
import { createWitness } from "./witness.ts";

/** Longer than a send may take. */
const SEND_CAP_MS = 31_000;
/** Longer than a lease, and than the longest wait for another attempt. */
const LONG_MS = 3_700_000;
/** How many times the clock may have to move before nothing is waiting any more. */
const MOST_MOVES = 20;

const witness = createWitness(BUILT_INS);

/**
 * Runs the lanes at the same time, in the order that the scheduler picks, and then the delivery loops until nothing is
 * due. Checks the rows after each step and at the end. Resolves to everything that was wrong.
 */
export async function runInterleaved(
  town: Town,
  scheduler: Scheduler,
  { lanes, ends }: { lanes: readonly Lane[]; ends: readonly SendEnd[] },
): Promise<string[]> {
  town.reset();
  const problems: string[] = [];
  const report = (problem: string) => void problems.push(problem);
  const clock = createHandClock(START);
  const discord = createDiscord(report);
  discord.endSends(ends);
  const seen = town.seen();
  let before = town.rows.changed() ?? town.rows.read();
  let step = 0;
  let turn = 0;

  const world: World = {
    scheduler,
    clock,
    discord,
    builtIns: BUILT_INS,
    attached: TEXTS,
    report,
    look() {
      const after = town.rows.changed();
      if (after === null) return;
      witness.judge(before, after, clock.now(), report);
      before = after;
    },
  };
  let starts = 0;
  const start = (place: 0 | 1): Process => {
    const opened = openProcess(world, `${place === 0 ? "left" : "right"}-${starts++}`, town.storages[place]);
    opened.begin("starts", opened.loop.run);
    return opened;
  };
  const processes: [Process, Process] = [start(0), start(1)];
  const records: Record[] = [];

  async function perform(place: 0 | 1, act: Act): Promise<void> {
    const own = processes[place];
    switch (act.kind) {
      case "move":
        return clock.advance(act.milliseconds);
      case "run":
        return void (await own.unlessKilled(own.loop.run()));
      case "look":
        return void (await own.unlessKilled(own.loop.look()));
      case "kill":
        own.kill();
        processes[place] = start(place);
        return;
      default: {
        const begun = step++;
        const work = "member" in act ? performForLearner(own.coach, act, seen) : performForCourse(own.coach, act);
        const outcome = await own.unlessKilled(work);
        // A join can fail after it was written, because another act undid it before it was shown.
        const isUnknown = outcome === "killed" || (outcome === null && act.kind === "join");
        const said = outcome === "killed" || isUnknown ? null : (outcome ?? []);
        records.push({ act, process: own.name, begun, ended: said === null ? Number.POSITIVE_INFINITY : step++, said });
      }
    }
  }

  let waiting = lanes.length;
  async function follow({ process, acts }: Lane): Promise<void> {
    for (const act of acts) {
      await scheduler.schedule(Promise.resolve(), act.kind);
      try {
        await perform(process, act);
      } catch (error) {
        report(`${JSON.stringify(act)}: ${describe(error)}`);
      }
    }
    waiting -= 1;
  }

  /** Runs the waiting steps one at a time until there are none. */
  async function drain(): Promise<void> {
    for (let idle = 0; idle < 4; idle += 1) {
      while (scheduler.count() > 0) {
        idle = 0;
        await scheduler.waitNext(1);
        // Not after each step, so that a store that gives up the event loop inside a transaction is noticed.
        if (turn++ % 2 === 1) continue;
        await nextTurn();
        for (const { oversleeps } of processes) {
          const problem = oversleeps();
          if (problem !== null) report(problem);
        }
      }
      await nextTurn();
    }
  }

  const followed = Promise.all(lanes.map(follow));
  await drain();
  for (let move = 0; waiting > 0 && move < MOST_MOVES; move += 1) {
    await clock.advance(SEND_CAP_MS);
    await drain();
  }
  if (waiting > 0) return [...problems, `${waiting} lanes wait for something that never comes`];
  await followed;

  discord.endSends([]);
  await comeToRest();
  const rows = town.rows.read();
  const reminded = new Set(
    rows.deliveries.flatMap(({ enrolmentId, occurrences }) =>
      occurrences.map(({ rule }) => `${enrolmentId}/${ruleKey(rule)}`),
    ),
  );
  for (const lost of findLost(records, rows, (rule, enrolmentId) => reminded.has(`${enrolmentId}/${ruleKey(rule)}`))) {
    report(lost);
  }
  for (const { id, sentAt, messageId } of rows.deliveries) {
    if (sentAt === null) report(`${id} was never sent`);
    else if (messageId !== null && !discord.posted.has(id)) report(`${id} was never posted`);
  }
  for (const opened of processes) opened.kill();
  return problems;

  /** From now on every send arrives, and nothing calls the loops: their timers alone must deliver what is due. */
  async function comeToRest(): Promise<void> {
    for (let move = 0; move < 3; move += 1) {
      await clock.advance(SEND_CAP_MS);
      await drain();
    }
    for (let move = 0; move < 3; move += 1) {
      await wakeOnTime();
    }
    await clock.advance(LONG_MS);
    await drain();
    judgeDue("once the loops have run");
    for (const { id, userId } of town.rows.read().enrolments.filter(({ closedAt }) => closedAt !== null)) {
      const retried = processes[0].coach.reminders.retryDirectMessages({ userId, enrolmentId: id });
      await drain();
      const outcome = await retried;
      if (outcome.ok && outcome.value.outcome !== "open") report(`enrolment ${id} stays ${outcome.value.outcome}`);
    }
    judgeDue("once everybody can be reached");
  }

  /** Moves to the next due instant. What is due then must go out, and not later. */
  async function wakeOnTime(): Promise<void> {
    const dueAt = await town.storages[0].deliveries.nextDueAt();
    if (dueAt === null) return;
    // A loop waits at least a second, so it may wake up to a second late.
    await clock.moveTo(Math.max(dueAt, clock.now()) + 1000);
    await drain();
    const next = await town.storages[0].deliveries.nextDueAt();
    if (next !== null && next <= dueAt) report(`what was due at ${dueAt} is not on its way at ${clock.now()}`);
  }

  function judgeDue(when: string): void {
    const { enrolments, schedules } = town.rows.read();
    for (const { enrolmentId, key, dueAt } of schedules) {
      const learner = enrolments.find(({ id }) => id === enrolmentId);
      const cannotBeReached = learner?.closedAt != null || learner?.leftAt != null;
      if (dueAt <= clock.now() && !cannotBeReached) report(`${key} of ${enrolmentId} is still due at ${dueAt} ${when}`);
    }
  }
}
