import type { Occurrence, Taken } from "../../reminders/due.ts";
import type { Rule } from "../../reminders/rule.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import type { Enrolment } from "../../study/enrolment.ts";
import type { Progress } from "../../study/progress.ts";
import type { Catalog, ServedCourse } from "../courses/ports.ts";
import type { LearningPorts } from "../learning/ports.ts";
import type { World } from "../ports.ts";

/** What the coach needs to keep schedules and deliver each occurrence once. Instants are UTC epoch milliseconds. */

/** Who gets a delivery: a member, in direct messages, or a channel of a server. */
export type Recipient =
  | { kind: "member"; guildId: string; userId: string }
  | { kind: "channel"; guildId: string; channelId: string };

/** What a delivery is about. It is stored as JSON, and the text is composed when it is sent. */
export type Payload =
  /** A learner's own reminders and timers. */
  | { kind: "reminder"; enrolmentId: number; occurrences: readonly Occurrence[]; omitted: number }
  /** A server's call to study together. */
  | { kind: "study-call"; courseId: string | null; occurrences: readonly Occurrence[]; omitted: number };

export type Delivery = {
  /** At most 25 characters, unique across databases. It is the nonce, so that Discord shows the message only once. */
  id: string;
  recipient: Recipient;
  payload: Payload;
  claimedAt: number;
  /** How many attempts have failed. */
  attempts: number;
};

/** Who a schedule belongs to. Its local times are in the time zone of the owner. */
export type Owner =
  | { kind: "learner"; enrolment: Enrolment }
  | { kind: "server"; guildId: string; channelId: string; courseId: string | null; timeZone: string };

/** The due schedules of one owner. */
export type DueSchedules = { owner: Owner; schedules: readonly Schedule[] };

export type NewDelivery = Pick<Delivery, "recipient" | "payload">;

export type Deliveries = {
  /**
   * Claims at most `limit` deliveries that are to be sent at `now`, and holds each for `worker` until `until`. These
   * are deliveries whose next attempt is due, those whose lease has run out, and new ones for what fell due. For each
   * owner of due schedules, `take` is called under the lock and gives the delivery and the next due times. Occurrences
   * that were claimed before are left out.
   */
  claim(input: {
    worker: string;
    now: number;
    until: number;
    limit: number;
    newId(): string;
    take(due: DueSchedules): NewDelivery & { next: Taken["next"] };
  }): Promise<readonly Delivery[]>;
  /** The deliveries for one learner that are not sent yet, in order of `claimedAt`. */
  keptFor(enrolmentId: number): Promise<readonly Delivery[]>;
  /** `sent` is null if there was nothing left to say, so no message exists. */
  markSent(id: string, sent: { channelId: string; messageId: string } | null, now: number): Promise<void>;
  /** Ends the lease of `worker` and sets the next attempt. Does nothing if another worker holds the delivery by now. */
  markFailed(id: string, worker: string, reason: string, nextAttemptAt: number): Promise<void>;
  /** Ends the lease of `worker` and marks the learner's direct messages as closed, so that nothing is sent to them. */
  markClosed(id: string, worker: string, now: number): Promise<void>;
  /** The next instant at which something is to be sent; null if there is none. */
  nextDueAt(): Promise<number | null>;
};

/** Schedules that belong to a server. */
export type ServerSchedules = {
  /** Adds a schedule. If the channel has one with the same rule, replaces that one and keeps its id. */
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

/** Everything that a view needs to write the message. */
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
  /** Sends a message. `id` is the nonce: if the same id is sent again, Discord shows it only once. */
  send(composed: { id: string; recipient: Recipient; message: OutgoingMessage }): Promise<SendOutcome>;
  /** Replaces a message that was sent before. */
  edit(sent: { guildId: string; channelId: string; messageId: string; message: OutgoingMessage }): Promise<SendOutcome>;
};

/** The delivery worker, in this process or in another one. */
export type Worker = {
  /** Sets the timer again. Call it after schedules were added, moved or removed. */
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
