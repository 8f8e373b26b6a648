import { createCatalog } from "../../src/catalog/catalog.ts";
import { type Coach, type CoachPorts, createCoach } from "../../src/coach/coach.ts";
import type { BuiltInCourse, CourseContent, Fetched } from "../../src/coach/courses/ports.ts";
import type { Log } from "../../src/coach/ports.ts";
import type { Problem, Result } from "../../src/coach/problem.ts";
import { createDeliveryLoop, type DeliveryLoop } from "../../src/coach/reminders/delivery-loop.ts";
import type { DeliveryPorts, OutgoingMessage, Recipient, SendOutcome } from "../../src/coach/reminders/ports.ts";
import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { createHandClock, type HandClock } from "./hand-clock.ts";

export const START = Date.parse("2026-11-23T12:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const GUILD = "100000000000000001";

export type SentMessage = { id: string; recipient: Recipient; message: OutgoingMessage };
export type SentReminder = SentMessage & { message: Extract<OutgoingMessage, { kind: "reminder" }> };

export type Sending = SentMessage & { lookSince: number | null; signal: AbortSignal };

type Send = (message: Sending) => SendOutcome | Promise<SendOutcome>;

export type TestCoach = {
  coach: Coach;
  ports: CoachPorts & DeliveryPorts;
  loop: DeliveryLoop;
  clock: HandClock;
  storage: Storage;
  /** The messages that were sent, in order. */
  sent: SentMessage[];
  /** The reminders among them. */
  reminders(): SentReminder[];
  errors: unknown[];
  /** What is found at the address of each attachment. */
  attached: Map<string, Fetched>;
  /** Sets how sends end from now on. */
  endSendsWith(send: Send): void;
};

let workers = 0;

/** The coach on a real database with the real migrations. Only Discord is simulated. */
export function makeCoach(
  contents: readonly (Pick<CourseContent, "course" | "questions"> & Partial<BuiltInCourse>)[],
  parts: { storage?: Storage; clock?: HandClock } = {},
): TestCoach {
  const clock = parts.clock ?? createHandClock(START);
  const storage = parts.storage ?? openSqlite(":memory:");
  const sent: SentMessage[] = [];
  const errors: unknown[] = [];
  const attached = new Map<string, Fetched>();
  let send: Send = () => ({ kind: "sent", channelId: "c", messageId: "m" });
  const log: Log = { info: () => {}, warn: () => {}, error: (fields) => errors.push(fields) };
  workers += 1;
  const worker = `worker-${workers}`;
  let deliveries = 0;
  const shared = {
    clock,
    log,
    catalog: createCatalog(
      contents.map((content) => ({ markdown: "", notes: new Map(), ...content })),
      storage.shelf,
    ),
    ...storage,
    census: storage.cohorts,
    directory: { displayName: async (_guildId: string, userId: string) => `Member ${userId}` },
    attachments: {
      fetch: async (address: string): Promise<Fetched> =>
        attached.get(address) ?? { kind: "failed", reason: "nothing is there" },
    },
    sender: {
      async send(sending: Sending) {
        const outcome = await send(sending);
        const { id, recipient, message } = sending;
        if (outcome.kind === "sent") sent.push({ id, recipient, message });
        return outcome;
      },
      edit: async (): Promise<SendOutcome> => ({ kind: "failed", reason: "nothing edits here" }),
    },
    newDeliveryId: () => `${worker}-${deliveries++}`,
    random: () => 0,
  };
  const loop = createDeliveryLoop(shared, worker);
  const ports = { ...shared, worker: loop };
  return {
    coach: createCoach(ports),
    ports,
    loop,
    clock,
    storage,
    sent,
    reminders: () => sent.filter((message): message is SentReminder => message.message.kind === "reminder"),
    errors,
    attached,
    endSendsWith: (given) => {
      send = given;
    },
  };
}

/** The same bot after a restart with other built-in courses. */
export function restartWith({ ports }: TestCoach, contents: readonly CourseContent[]): Coach {
  const builtIns = contents.map((content) => ({ markdown: "", ...content }));
  return createCoach({ ...ports, catalog: createCatalog(builtIns, ports.shelf) });
}

/** The value of a result. Throws if it is a problem. */
export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`a problem instead of a value: ${JSON.stringify(result.problem)}`);
  return result.value;
}

/** The problem of a result. Throws if there is none. */
export function expectProblem(result: Result<unknown>): Problem {
  if (result.ok) throw new Error("a value instead of a problem");
  return result.problem;
}

/** Joins as this member. Gives the ids that a press names. */
export async function joinAs(
  { coach }: TestCoach,
  userId: string,
  timeZone = "Europe/Vienna",
): Promise<{ userId: string; enrolmentId: number }> {
  const joined = await coach.learning.joinCourse({ guildId: GUILD, userId, courseId: null, timeZone });
  return { userId, enrolmentId: expectValue(joined).learner.enrolment.id };
}
