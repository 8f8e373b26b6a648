import type { Occurrence, Taken } from "../../reminders/due.ts";
import type { Rule } from "../../reminders/rule.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import type { Enrolment } from "../../study/enrolment.ts";
import type { Progress } from "../../study/progress.ts";
import type { Catalog, ServedCourse } from "../courses/ports.ts";
import type { LearningPorts } from "../learning/ports.ts";
import type { World } from "../ports.ts";

/** What the coach needs to keep schedules and deliver each occurrence once. Instants are UTC epoch milliseconds. */

/** To whom a delivery goes: a member directly, or a channel of a server. */
export type Recipient =
  | { kind: "member"; guildId: string; userId: string }
  | { kind: "channel"; guildId: string; channelId: string };

/** What a delivery is about. It is kept as JSON, and words are made when it is sent. */
export type Payload =
  /** A learner's own reminders and timers. */
  | { kind: "reminder"; enrolmentId: number; occurrences: readonly Occurrence[]; omitted: number }
  /** A server's call to study together. */
  | { kind: "study-call"; courseId: string | null; occurrences: readonly Occurrence[]; omitted: number };

export type Delivery = {
  /** At most 25 characters, unique across databases: it is the nonce under which Discord sees the message once. */
  id: string;
  recipient: Recipient;
  payload: Payload;
  claimedAt: number;
  /** How often it was tried and failed. */
  attempts: number;
};

/** Who a schedule belongs to, and in whose zone its local times are. */
export type Owner =
  | { kind: "learner"; enrolment: Enrolment }
  | { kind: "server"; guildId: string; channelId: string; courseId: string | null; timeZone: string };

/** The due schedules of one owner. */
export type DueSchedules = { owner: Owner; schedules: readonly Schedule[] };

export type NewDelivery = Pick<Delivery, "recipient" | "payload">;

export type Deliveries = {
  /**
   * Hands out what is to be sent at `now`, at most `limit` deliveries, and holds each for `worker` until `until`: the
   * ones whose attempt is due, whose worker let its lease run out, and new ones for what fell due. For each owner of due
   * schedules `take` says, under the lock, what the delivery is and when the schedules are due next; an occurrence that
   * was handed out before is left out.
   */
  claim(input: {
    worker: string;
    now: number;
    until: number;
    limit: number;
    newId(): string;
    take(due: DueSchedules): NewDelivery & { next: Taken["next"] };
  }): Promise<readonly Delivery[]>;
  /** Not sent yet, for one learner: direct messages are closed, or a send failed. In order of `claimedAt`. */
  keptFor(enrolmentId: number): Promise<readonly Delivery[]>;
  /** `sent` is null when there was nothing left to say, so nothing was sent. */
  markSent(id: string, sent: { channelId: string; messageId: string } | null, now: number): Promise<void>;
  /** Ends `worker`'s lease and keeps the delivery for another attempt at `nextAttemptAt`; nothing if another worker holds it by now. */
  markFailed(id: string, worker: string, reason: string, nextAttemptAt: number): Promise<void>;
  /** The same, and marks the direct messages of the delivery's learner as closed: what is theirs waits. */
  markClosed(id: string, worker: string, now: number): Promise<void>;
  /** The next instant at which something is to be sent. */
  nextDueAt(): Promise<number | null>;
};

/** Schedules that belong to a server. */
export type ServerSchedules = {
  /** Sets it, or moves the one with the same rule in that channel. */
  set(input: {
    guildId: string;
    channelId: string;
    courseId: string | null;
    timeZone: string;
    rule: Rule;
    dueAt: number;
    now: number;
  }): Promise<void>;
  list(guildId: string): Promise<readonly (Schedule & { owner: Extract<Owner, { kind: "server" }> })[]>;
  remove(guildId: string, scheduleIds: readonly number[]): Promise<void>;
};

/** What is to be said, with everything that the words need; the words are the view's. */
export type OutgoingMessage =
  | {
      kind: "reminder";
      enrolment: Enrolment;
      occurrences: readonly Occurrence[];
      omitted: number;
      content: ServedCourse;
      progress: Progress;
      now: number;
    }
  | {
      kind: "study-call";
      content: ServedCourse | null;
      occurrences: readonly Occurrence[];
      omitted: number;
      now: number;
    };

export type SendOutcome =
  | { kind: "sent"; channelId: string; messageId: string }
  /** The member does not take direct messages. */
  | { kind: "closed" }
  | { kind: "failed"; reason: string };

export type Sender = {
  /** Sends once: `id` is the nonce. */
  send(composed: { id: string; recipient: Recipient; message: OutgoingMessage }): Promise<SendOutcome>;
  /** Replaces what was sent before. */
  edit(sent: { guildId: string; channelId: string; messageId: string; message: OutgoingMessage }): Promise<SendOutcome>;
};

/** What sends deliveries: in this process, or elsewhere. */
export type Worker = {
  /** Looks again at when to wake: after schedules were added, moved or removed. */
  arm(): Promise<void>;
  /** Delivers what is due. False if the worker runs in another process, which will notice by itself. */
  deliverNow(): Promise<boolean>;
};

export type DeliveryPorts = World & {
  catalog: Catalog;
  learners: LearningPorts["learners"];
  deliveries: Deliveries;
  sender: Sender;
  /** A fresh delivery id: see `Delivery.id`. */
  newDeliveryId(): string;
};

export type ReminderPorts = LearningPorts & { deliveries: Deliveries; worker: Worker };
