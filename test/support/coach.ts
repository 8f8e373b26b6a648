import { type Coach, createCoach } from "../../src/coach/coach.ts";
import type { BuiltInCourse, CourseContent, Fetched } from "../../src/coach/course-ports.ts";
import type { Log, Ports } from "../../src/coach/ports.ts";
import type { Problem, Result } from "../../src/coach/problem.ts";
import { createReminderLoop, type ReminderLoop } from "../../src/coach/reminder-loop.ts";
import type { ReminderMessage, Sender } from "../../src/coach/reminder-ports.ts";
import { createCatalog } from "../../src/storage/catalog.ts";
import { openStorage, type Storage } from "../../src/storage/storage.ts";
import { createHandClock, type HandClock } from "./hand-clock.ts";

export const START = Date.parse("2026-11-23T12:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const GUILD = "100000000000000001";

type SendResult = Awaited<ReturnType<Sender["sendReminder"]>>;

export type TestCoach = {
  coach: Coach;
  ports: Ports;
  loop: ReminderLoop;
  clock: HandClock;
  storage: Storage;
  /** What was sent, in order. */
  sent: ReminderMessage[];
  errors: unknown[];
  /** What stands at the addresses of attachments. */
  attached: Map<string, Fetched>;
  /** How the next sends end, until set anew. */
  answerSends(answer: (message: ReminderMessage) => SendResult | Promise<SendResult>): void;
};

/** The coach on a real database with the real migrations; only Discord is played. */
export function makeCoach(
  contents: readonly (Pick<CourseContent, "course" | "questions"> & Partial<BuiltInCourse>)[],
  parts: { storage?: Storage; clock?: HandClock } = {},
): TestCoach {
  const clock = parts.clock ?? createHandClock(START);
  const storage = parts.storage ?? openStorage(":memory:");
  const sent: ReminderMessage[] = [];
  const errors: unknown[] = [];
  const attached = new Map<string, Fetched>();
  let answer: (message: ReminderMessage) => SendResult | Promise<SendResult> = () => ({ kind: "sent", messageId: "m" });
  const log: Log = { info: () => {}, warn: () => {}, error: (fields) => errors.push(fields) };
  let deliveries = 0;
  const ports: Ports = {
    clock,
    log,
    catalog: createCatalog(
      contents.map((content) => ({ markdown: "", notes: new Map(), ...content })),
      storage.shelf,
    ),
    ...storage,
    attachments: { fetch: async (address) => attached.get(address) ?? { kind: "failed", reason: "nothing is there" } },
    sender: {
      async sendReminder(message) {
        const result = await answer(message);
        if (result.kind === "sent") sent.push(message);
        return result;
      },
    },
    newDeliveryId: () => `delivery-${clock.now()}-${deliveries++}`.slice(-25),
  };
  const loop = createReminderLoop(ports);
  return {
    coach: createCoach(ports, loop),
    ports,
    loop,
    clock,
    storage,
    sent,
    errors,
    attached,
    answerSends: (given) => {
      answer = given;
    },
  };
}

/** The value, where the test expects one. */
export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`a problem where a value was expected: ${JSON.stringify(result.problem)}`);
  return result.value;
}

/** The problem, where the test expects one. */
export function expectProblem(result: Result<unknown>): Problem {
  if (result.ok) throw new Error("a value where a problem was expected");
  return result.problem;
}

/** A joined learner, as presses name them. */
export async function joinAs(
  { coach }: TestCoach,
  userId: string,
  timeZone = "Europe/Vienna",
): Promise<{ userId: string; enrolmentId: number }> {
  const { learner } = expectValue(await coach.joinCourse({ guildId: GUILD, userId, courseId: null, timeZone }));
  return { userId, enrolmentId: learner.enrolment.id };
}
