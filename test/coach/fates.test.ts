import { describe, expect, it } from "vitest";
import { MOST_ATTEMPTS, NONCE_WINDOW_MS } from "../../src/coach/reminders/attempt.ts";
import { createDeliveryLoop, LONGEST_STOP_MS } from "../../src/coach/reminders/delivery-loop.ts";
import type { SendOutcome } from "../../src/coach/reminders/ports.ts";
import { DAY, expectValue, GUILD, HOUR, joinAs, MINUTE, makeCoach, START, type TestCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { nextTurn } from "../support/interleaving/ports.ts";

const SENT = { kind: "sent", channelId: "c", messageId: "m" } as const;
const FAILED = { kind: "failed", reason: "502" } as const;
const content = { course: makeCourse([["a", "b"]]), questions: [] };

async function remindIn(test: TestCoach, who: { userId: string; enrolmentId: number }, minutes: number) {
  expectValue(await test.coach.reminders.addOnceReminder({ ...who, when: `in ${minutes} minutes`, lessonId: null }));
}

/** The instants that each message named, and those that it said were missed, in minutes after the start. */
function said(test: TestCoach) {
  const inMinutes = (given: readonly { dueAt: number }[]) => given.map(({ dueAt }) => (dueAt - START) / MINUTE);
  return test.reminders().map(({ message }) => [inMinutes(message.occurrences), inMinutes(message.missed)]);
}

describe("a delivery that cannot succeed", () => {
  it.each([
    ["refused", { kind: "refused", reason: "400 50035" }],
    ["gone", { kind: "gone", reason: "400 50033" }],
  ] as const)("ends at once (%s), and the learner's next message names what it missed", async (fate, outcome) => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    const logged: unknown[] = [];
    test.ports.log.warn = (fields) => void logged.push(fields);
    await remindIn(test, who, 10);
    let tries = 0;
    test.endSendsWith(() => {
      tries += 1;
      return outcome;
    });
    await test.clock.advance(DAY);
    expect(tries).toBe(1);
    expect(logged).toMatchObject([{ fate, reason: outcome.reason, occurrences: 1, ended: { [fate]: 1 } }]);
    expect(await test.storage.deliveries.keptFor(who.enrolmentId)).toEqual([]);

    test.endSendsWith(() => SENT);
    // Whoever acts has an account, whatever Discord said.
    await test.coach.reminders.takeNotice({ guildId: GUILD, userId: "1" });
    await remindIn(test, who, 10);
    await test.clock.advance(HOUR);
    await remindIn(test, who, 10);
    await test.clock.advance(HOUR);
    expect(said(test)).toEqual([
      [[DAY / MINUTE + 10], [10]],
      [[DAY / MINUTE + 70], []],
    ]);
  });

  it("is given up after so many attempts, and what it missed is not lost if the next one has nothing to say", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await remindIn(test, who, 10);
    let tries = 0;
    test.endSendsWith(() => {
      tries += 1;
      return FAILED;
    });
    await test.clock.advance(5 * DAY);
    expect(tries).toBe(MOST_ATTEMPTS);
    test.endSendsWith(() => FAILED);
    await test.coach.learning.startLesson({ ...who, lessonId: "a" });
    await test.clock.advance(30 * MINUTE);
    await test.coach.learning.completeLesson({ ...who, lessonId: "a" });
    await test.clock.advance(HOUR);
    test.endSendsWith(() => SENT);
    await remindIn(test, who, 1);
    await test.clock.advance(HOUR);
    expect(said(test).map(([, missed]) => missed)).toEqual([[10]]);
  });

  it("to an account that is gone is not followed by others until the member acts", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      await test.coach.reminders.addWeeklyReminder({ ...who, weekday, time: "19:00" });
    }
    let tries = 0;
    test.endSendsWith(() => {
      tries += 1;
      return { kind: "gone", reason: "50033" };
    });
    await test.clock.advance(30 * DAY);
    expect(tries).toBe(1);
    expect(await test.storage.deliveries.nextDueAt()).toBeNull();
  });
});

describe("a member with whom the bot shares no server", () => {
  it("gets what was kept as soon as they act in the server again, without being told that anything is closed", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await remindIn(test, who, 10);
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "no-server" }));
    await test.clock.advance(HOUR);
    expect(await test.storage.deliveries.nextDueAt()).toBeNull();
    test.endSendsWith(() => SENT);
    expect(await test.coach.reminders.takeNotice({ guildId: GUILD, userId: "1" })).toBeNull();
    expect(said(test)).toEqual([[[10], []]]);
  });

  it("is told so, and not that anything is closed, if they press something in old direct messages", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await remindIn(test, who, 10);
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "no-server" }));
    await test.clock.advance(HOUR);
    expect(await test.coach.reminders.takeNotice(who)).toMatchObject({ why: "no-server", deliveries: [{}] });
    expect(expectValue(await test.coach.reminders.retryDirectMessages(who)).outcome).toBe("no-server");
  });
});

describe("an attempt", () => {
  it("within the nonce's window goes under the same nonce; after it, the history is searched from the first one", async () => {
    const test = makeCoach([content]);
    await remindIn(test, await joinAs(test, "1"), 10);
    const looked: (number | null)[] = [];
    test.endSendsWith(({ lookSince }) => {
      looked.push(lookSince);
      return looked.length < 4 ? FAILED : SENT;
    });
    await test.clock.advance(HOUR);
    expect(NONCE_WINDOW_MS).toBeGreaterThan(MINUTE);
    const first = START + 10 * MINUTE;
    expect(looked).toEqual([null, null, first, first]);
  });

  it.each([
    [false, null],
    [true, START + 10 * MINUTE],
  ])("that was put off leaves no doubt unless something was sent (%s)", async (mayHaveArrived, lookSince) => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await remindIn(test, who, 10);
    const looked: (number | null)[] = [];
    test.endSendsWith((sending): SendOutcome => {
      looked.push(sending.lookSince);
      if (looked.length > 1) return SENT;
      return { kind: "postponed", reason: "429", until: test.clock.now() + 10 * MINUTE, mayHaveArrived };
    });
    await test.clock.advance(HOUR);
    expect(looked).toEqual([null, lookSince]);
    // It was not an attempt that failed, and the message says that it is late.
    expect(test.sent.map(({ message }) => (message.now - START) / MINUTE)).toEqual([20]);
  });

  it("that cannot be written down is not made, so that a full disk repeats nothing", async () => {
    const test = makeCoach([content]);
    await remindIn(test, await joinAs(test, "1"), 10);
    await test.loop.stop();
    await test.clock.advance(HOUR);
    let isFull = false;
    const full = async () => {
      throw new Error("SQLITE_FULL");
    };
    const { deliveries } = test.storage;
    const ports = {
      ...test.ports,
      deliveries: {
        ...deliveries,
        claim: (input: Parameters<typeof deliveries.claim>[0]) => (isFull ? full() : deliveries.claim(input)),
        markSent: full,
        markFailed: full,
      },
    };
    const loop = createDeliveryLoop(ports, "on a full disk");
    test.endSendsWith(() => {
      isFull = true;
      return SENT;
    });
    await loop.run();
    expect(test.sent).toHaveLength(1);
    for (let hours = 0; hours < 5; hours += 1) {
      await test.clock.advance(HOUR);
      await loop.look();
    }
    await loop.stop();
    expect(test.sent).toHaveLength(1);
  });
});

describe("a message that is held", () => {
  it("holds up no other, not even what falls due later", async () => {
    const test = makeCoach([content]);
    const [slow, quick] = [await joinAs(test, "1"), await joinAs(test, "2")];
    await remindIn(test, slow, 10);
    await remindIn(test, quick, 11);
    const held = Promise.withResolvers<SendOutcome>();
    test.endSendsWith(({ recipient }) =>
      recipient.kind === "member" && recipient.userId === "1" ? held.promise : SENT,
    );
    const first = test.clock.advance(10 * MINUTE);
    await expect.poll(() => test.clock.waiting()).toBeGreaterThan(1);
    await nextTurn();
    // The hand clock waits for what it starts, so the next minute passes beside it.
    await test.clock.moveTo(START + 10 * MINUTE + 20_000);
    await Promise.race([test.clock.moveTo(START + 11 * MINUTE), nextTurn()]);
    await expect.poll(() => said(test)).toEqual([[[11], []]]);
    held.resolve(SENT);
    await first;
  });

  it("does not hold up a learner who presses Try again", async () => {
    const test = makeCoach([content]);
    const [slow, quick] = [await joinAs(test, "1"), await joinAs(test, "2")];
    await remindIn(test, quick, 10);
    test.endSendsWith(() => ({ kind: "unreachable", refusal: "closed" }));
    await test.clock.advance(10 * MINUTE);
    await remindIn(test, slow, 1);
    const held = Promise.withResolvers<SendOutcome>();
    test.endSendsWith(({ recipient }) =>
      recipient.kind === "member" && recipient.userId === "1" ? held.promise : SENT,
    );
    const sending = test.clock.advance(MINUTE);
    await nextTurn();
    expect(expectValue(await test.coach.reminders.retryDirectMessages(quick)).outcome).toBe("open");
    expect(said(test)).toEqual([[[10], []]]);
    held.resolve(SENT);
    await sending;
    expect(said(test)).toHaveLength(2);
  });

  it("is given up when the bot stops, after a deadline, and nothing is sent or written any more", async () => {
    const test = makeCoach([content]);
    const who = await joinAs(test, "1");
    await remindIn(test, who, 10);
    await test.loop.stop();
    await test.clock.advance(HOUR);
    const loop = createDeliveryLoop(test.ports, "stopping");
    let signal: AbortSignal | null = null;
    test.endSendsWith((sending) => {
      signal = sending.signal;
      return new Promise(() => {});
    });
    const running = loop.run();
    await expect.poll(() => signal).not.toBeNull();
    const stopping = loop.stop();
    await test.clock.advance(LONGEST_STOP_MS);
    await Promise.all([stopping, running]);
    expect(signal).toMatchObject({ aborted: true });
    expect(await test.storage.deliveries.keptFor(who.enrolmentId)).toMatchObject([{ attempts: 1 }]);
    expect(test.clock.waiting()).toBe(0);
  });
});
