import type { Scheduler } from "fast-check";
import { createCatalog } from "../../../src/catalog/catalog.ts";
import { type Coach, createCoach } from "../../../src/coach/coach.ts";
import type { BuiltInCourse } from "../../../src/coach/courses/ports.ts";
import type { Clock, Log } from "../../../src/coach/ports.ts";
import { createDeliveryLoop, type DeliveryLoop } from "../../../src/coach/reminders/delivery-loop.ts";
import type { Deliveries } from "../../../src/coach/reminders/ports.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import type { HandClock } from "../hand-clock.ts";
import { type Discord, SendFault } from "./discord.ts";
import { type Around, wrapPort } from "./ports.ts";

/** What both processes share. */
export type World = {
  scheduler: Scheduler;
  clock: HandClock;
  discord: Discord;
  builtIns: readonly BuiltInCourse[];
  /** What is found at the address of each attachment. */
  attached: ReadonlyMap<string, string>;
  /** Runs after each call of a store, so that it sees what one transaction wrote and nothing later. */
  look(): void;
  report(problem: string): void;
};

/** One process of the bot with all its roles: coach, catalog and delivery loop. */
export type Process = {
  name: string;
  coach: Coach;
  loop: DeliveryLoop;
  /** Why its delivery loop would wake too late for what it has read; null if it would not. */
  oversleeps(): string | null;
  /** Kills the process. What it was doing stays half done. */
  kill(): void;
  /** The outcome of `work`, or `killed` if the process is killed first. */
  unlessKilled<T>(work: Promise<T>): Promise<T | "killed">;
  /** Runs something without waiting for it. */
  begin(label: string, task: () => void | Promise<void>): void;
};

export function openProcess(world: World, name: string, storage: Storage): Process {
  const { scheduler, discord, report } = world;
  let killed = false;
  const end = Promise.withResolvers<"killed">();
  const never = <T>(): Promise<T> => new Promise<T>(() => {});

  /** Makes the call at once, but its result arrives when the scheduler decides. By then it may be out of date. */
  const around: Around = async (label, call) => {
    if (killed) return never();
    const answer = call();
    world.look();
    const [settled] = await Promise.allSettled([answer]);
    world.look();
    await scheduler.schedule(Promise.resolve(), `${name} ${label}`);
    if (killed) return never();
    if (settled.status === "rejected") throw settled.reason;
    return settled.value;
  };

  function begin(label: string, task: () => void | Promise<void>): void {
    const work = scheduler.schedule(Promise.resolve(), `${name} ${label}`).then(() => (killed ? undefined : task()));
    work.catch((error: unknown) => report(`${name} ${label}: ${describe(error)}`));
  }

  const timers = new Set<{ instant: number }>();
  const clock: Clock = {
    now: world.clock.now,
    at(instant, task) {
      const timer = { instant };
      timers.add(timer);
      const cancel = world.clock.at(instant, () => {
        timers.delete(timer);
        // As with real timers, moving the clock does not wait for the tasks that it starts.
        if (!killed) begin("timer", task);
      });
      return () => {
        timers.delete(timer);
        cancel();
      };
    },
  };

  /** When the loop last read what is due next, and the result. */
  const reads = { asked: 0, unanswered: 0, latest: null as number | null };
  const watchReads = (deliveries: Deliveries): Deliveries => ({
    ...deliveries,
    async nextDueAt() {
      const own = ++reads.asked;
      reads.unanswered += 1;
      const dueAt = await deliveries.nextDueAt();
      reads.unanswered -= 1;
      if (own === reads.asked) reads.latest = dueAt;
      return dueAt;
    },
  });
  const log: Log = {
    info: () => {},
    warn: () => {},
    error({ error }, message) {
      if (!(error instanceof SendFault)) report(`${name} logged “${message}”: ${describe(error)}`);
    },
  };
  const stores = {
    shelf: wrapPort("shelf", storage.shelf, around),
    learners: wrapPort("learners", storage.learners, around),
    cohorts: wrapPort("cohorts", storage.cohorts, around),
    census: wrapPort("cohorts", storage.cohorts, around),
    quizzes: wrapPort("quizzes", storage.quizzes, around),
    deliveries: watchReads(wrapPort("deliveries", discord.watch(name, storage.deliveries, clock.now), around)),
  };
  let deliveries = 0;
  const ports = {
    clock,
    log,
    ...stores,
    catalog: wrapPort("catalog", createCatalog(world.builtIns, stores.shelf), around, ["builtIn"]),
    attachments: wrapPort(
      "attachments",
      { fetch: async (address: string) => ({ kind: "text", text: world.attached.get(address) ?? "" }) as const },
      around,
    ),
    sender: wrapPort("sender", discord.senderOf(name), around),
    directory: { displayName: async (_guildId: string, userId: string) => `Member ${userId}` },
    newDeliveryId: () => `${name}-${deliveries++}`,
    random: () => 0,
    servers: wrapPort("servers", storage.servers, around),
  };
  const loop = createDeliveryLoop(ports, name);
  return {
    name,
    coach: createCoach({ ...ports, worker: loop }),
    loop,
    oversleeps() {
      const { unanswered, latest } = reads;
      if (killed || unanswered > 0 || latest === null || latest <= clock.now()) return null;
      const wakesAt = Math.min(...[...timers].map(({ instant }) => instant));
      const isInTime = wakesAt <= Math.max(latest, clock.now() + 1000);
      return isInTime ? null : `${name} read that something is due at ${latest}, and wakes at ${wakesAt}`;
    },
    kill() {
      killed = true;
      end.resolve("killed");
    },
    unlessKilled: (work) => Promise.race([work, end.promise]),
    begin,
  };
}

export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
