import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createDeliveryLoop } from "../../src/coach/reminders/delivery-loop.ts";
import { openDatabase } from "../../src/storage/sqlite/database.ts";
import { createStorage } from "../../src/storage/sqlite/storage.ts";
import { DAY, expectValue, HOUR, joinAs, MINUTE, START } from "../support/coach.ts";
import { makeDatabasePath } from "../support/database.ts";
import { type HeldCoach, makePair } from "../support/interleaving/pair.ts";
import { nextTurn } from "../support/interleaving/ports.ts";

const MANY = 1000;
const SECOND = 1000;

/** Two processes have to start, which takes long on a machine that is busy with other tests. */
const LONGEST_START_MS = 60_000;

/** One schedule for each of so many channels, all due at `START`, in one transaction. */
async function scheduleMany(file: string): Promise<string[]> {
  const database = openDatabase(file);
  const { serverSchedules, close } = createStorage(database);
  const channels = Array.from({ length: MANY }, (_, index) => `channel-${index}`);
  const written: Promise<void>[] = [];
  await database.write(() => {
    for (const channelId of channels) {
      const rule = { kind: "moment", instant: START, lessonId: null } as const;
      const owner = { guildId: "1", channelId, courseId: null, timeZone: "UTC" };
      written.push(serverSchedules.set({ ...owner, rule, dueAt: START, now: START }));
    }
  });
  await Promise.all(written);
  close();
  return channels.toSorted();
}

/** A learner whose timer for the lesson `a` is due in half an hour. */
async function startLesson(test: HeldCoach, userId = "1") {
  const who = await joinAs(test, userId);
  expectValue(await test.coach.learning.startLesson({ ...who, lessonId: "a" }));
  return who;
}

/** The second loop begins while sends of the first are on their way: what it finds unsent is in good hands. */
async function runBoth(left: HeldCoach, right: HeldCoach): Promise<void> {
  const begun = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  left.endSendsWith(async () => {
    begun.resolve();
    await arrived.promise;
    return { kind: "sent", channelId: "c", messageId: "m" };
  });
  const first = createDeliveryLoop(left.ports, "first").run();
  await begun.promise;
  const second = createDeliveryLoop(right.ports, "second").run();
  // The second goes as far as it can, and then the first goes on beside it.
  await nextTurn();
  arrived.resolve();
  await Promise.all([first, second]);
}

describe("two loops on one database", () => {
  it("send each of 1,000 deliveries once, to a Discord that ignores nonces", async () => {
    const { left, right, file } = makePair();
    const channels = await scheduleMany(file);
    await runBoth(left, right);
    const posted = [...left.sent, ...right.sent].map(({ recipient }) =>
      recipient.kind === "channel" ? recipient.channelId : "",
    );
    expect(posted.toSorted()).toEqual(channels);
    expect(left.sent.length).toBeGreaterThan(0);
    expect(right.sent.length).toBeGreaterThan(0);
  });

  it("send one message to each of thirty members", async () => {
    const { left, right, clock } = makePair();
    for (let member = 0; member < 30; member += 1) await startLesson(left, `${member}`);
    await Promise.all([left.loop.stop(), right.loop.stop()]);
    await clock.advance(HOUR);
    await runBoth(left, right);
    const members = [...left.reminders(), ...right.reminders()].map(({ message }) => message.enrolment.userId);
    expect(members.toSorted()).toEqual(Array.from({ length: 30 }, (_, member) => `${member}`).toSorted());
  });

  it(
    "of two processes send each of 1,000 deliveries once",
    async () => {
      const file = makeDatabasePath();
      const channels = await scheduleMany(file);
      const script = fileURLToPath(new URL("processes/deliver-all.ts", import.meta.url));
      const workers = ["left", "right"].map((name) =>
        spawn(process.execPath, [script, file, name], { stdio: ["pipe", "pipe", "inherit"] }),
      );
      await Promise.all(workers.map(({ stdout }) => once(stdout, "data")));
      for (const { stdin } of workers) stdin.write("go");
      const printed = await Promise.all(workers.map(({ stdout }) => text(stdout)));
      const posted = printed.flatMap((channelIds) => z.array(z.string()).parse(JSON.parse(channelIds)));
      expect(posted.toSorted()).toEqual(channels);
    },
    LONGEST_START_MS,
  );
});

describe("a lease", () => {
  it("of a worker that died before it sent runs out, and another worker sends the same delivery", async () => {
    const { left, right, clock } = makePair();
    await startLesson(left);
    await clock.moveTo(START + 29 * MINUTE);
    const dead = left.holdCall("learners.byId");
    const claim = left.holdAnswer("deliveries.claim");
    const dying = clock.advance(MINUTE);
    await claim.reached;
    const [kept] = await right.storage.deliveries.keptFor(1);
    claim.release();
    await dead.reached;
    // A dead process has no timers.
    const stopped = left.loop.stop();

    await right.loop.look();
    await right.loop.run();
    expect(right.sent).toEqual([]);
    await clock.moveTo(START + 31 * MINUTE - 1);
    expect(right.sent).toEqual([]);
    await clock.moveTo(START + 31 * MINUTE);
    expect(right.sent.map(({ id }) => id)).toEqual([kept?.id]);
    // Not even if it was not dead, only slow.
    dead.release();
    await Promise.all([stopped, dying]);
    expect(left.sent).toEqual([]);
  });

  it("is longer than the longest send: a send that hangs is given up and tried again under the same id", async () => {
    const { left, right, clock } = makePair();
    await startLesson(left);
    await left.loop.stop();
    await clock.moveTo(START + 30 * MINUTE);
    const asked: string[] = [];
    const sending = Promise.withResolvers<void>();
    right.endSendsWith(({ id }) => {
      asked.push(id);
      sending.resolve();
      return new Promise(() => {});
    });
    const running = right.loop.run();
    await sending.promise;
    await clock.advance(29 * SECOND);
    expect(await right.storage.deliveries.keptFor(1)).toMatchObject([{ attempts: 1 }]);
    await clock.advance(SECOND);
    await running;
    expect(await right.storage.deliveries.keptFor(1)).toMatchObject([{ id: asked[0], attempts: 1 }]);

    right.endSendsWith(() => ({ kind: "sent", channelId: "c", messageId: "m" }));
    await clock.advance(MINUTE);
    expect(right.sent.map(({ id }) => id)).toEqual(asked);
    expect(await right.storage.deliveries.nextDueAt()).toBeNull();
  });
});

describe("a delivery loop", () => {
  it("sleeps until the instant that it read last, even if an older read ends later", async () => {
    const { left, clock } = makePair();
    const who = await joinAs(left, "1");
    const older = left.holdAnswer("deliveries.nextDueAt");
    const arming = left.loop.arm();
    await older.reached;
    expectValue(await left.coach.learning.startLesson({ ...who, lessonId: "a" }));
    older.release();
    await arming;
    await clock.advance(30 * MINUTE);
    expect(left.sent).toHaveLength(1);
  });

  it("notices what another process scheduled when it looks", async () => {
    const { left, right, clock } = makePair();
    await left.loop.run();
    await startLesson(right);
    await right.loop.stop();
    expect(clock.waiting()).toBe(0);
    await left.loop.look();
    await clock.advance(30 * MINUTE);
    expect(left.sent).toHaveLength(1);
  });

  it("delivers what fell due without a timer when it looks", async () => {
    const { left, right, clock } = makePair();
    await startLesson(right);
    await right.loop.stop();
    await clock.advance(DAY);
    await left.loop.look();
    expect(left.sent).toHaveLength(1);
  });

  it("sends in the same run what an earlier delivery held back", async () => {
    const { left, clock } = makePair();
    const who = await startLesson(left);
    left.endSendsWith(() => ({ kind: "failed", reason: "502" }));
    await clock.advance(30 * MINUTE);
    expectValue(await left.coach.reminders.addOnceReminder({ ...who, when: "in 1 minute", lessonId: null }));
    await left.loop.stop();
    await clock.advance(HOUR);

    left.endSendsWith(() => ({ kind: "sent", channelId: "c", messageId: "m" }));
    const [first, second] = [left.holdAnswer("deliveries.claim"), left.holdAnswer("deliveries.claim")];
    const marked = left.holdAnswer("deliveries.markSent");
    const running = createDeliveryLoop(left.ports, "later").run();
    first.release();
    // While the first is on its way, nothing more can be claimed. The result of that claim comes after it has arrived.
    await Promise.all([second.reached, marked.reached]);
    marked.release();
    await nextTurn();
    second.release();
    await running;
    expect(left.sent).toHaveLength(2);
  });
});
