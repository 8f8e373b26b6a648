import type { Occurrence, Taken } from "../../reminders/due.ts";
import type { Rule } from "../../reminders/rule.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import type { Enrolment, Refusal } from "../../study/enrolment.ts";
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
  | {
      kind: "reminder";
      enrolmentId: number;
      occurrences: readonly Occurrence[];
      omitted: number;
      /** What earlier deliveries that were given up could not bring; none if it is not there. */
      missed?: readonly Occurrence[] | undefined;
    }
  /** A server's call to study together. */
  | { kind: "study-call"; courseId: string | null; occurrences: readonly Occurrence[]; omitted: number };

export type Delivery = {
  /** At most 25 characters, unique across databases. It is the nonce, so that Discord shows the message only once. */
  id: string;
  recipient: Recipient;
  payload: Payload;
  claimedAt: number;
  /** How many attempts were begun before this one. */
  attempts: number;
  /**
   * When the first of those began that may have arrived although nobody knows: its answer was lost, or its worker died.
   * Null if the message was certainly never posted.
   */
  uncertainSince: number | null;
};

/** What a delivery was like before it was claimed. If something was sent since, `uncertainSince` says so. */
export type Claimed = Pick<Delivery, "id" | "attempts" | "uncertainSince">;

/**
 * Why a delivery ends without a message. `gone`: there is no such account or channel any more. `refused`: Discord does
 * not take the message, now or later. `given-up`: `MOST_ATTEMPTS` failed.
 */
export type Fate = "gone" | "refused" | "given-up";

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
   * that were claimed before are left out, and what earlier deliveries of the learner missed is added, each once.
   *
   * With that the attempt is written down: it counts, and until its outcome is known the message may have arrived. If it
   * cannot be written, this rejects, and nothing is to be sent.
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
  /** `sent` is null if there was nothing left to say, so no message exists: what it was to say as missed waits again. */
  markSent(id: string, sent: { channelId: string; messageId: string } | null, now: number): Promise<void>;
  /** Ends the lease of `worker` and sets the next attempt. Does nothing if another worker holds the delivery by now. */
  markFailed(id: string, worker: string, reason: string, nextAttemptAt: number): Promise<void>;
  /** Ends the lease of `worker`, sets the next attempt, and puts back what this one changed: see `Claimed`. */
  postpone(claimed: Claimed, worker: string, reason: string, until: number): Promise<void>;
  /**
   * Ends the lease of `worker` and keeps that the learner cannot be reached, so that nothing is sent to them. The delivery
   * waits, as after `postpone`.
   */
  markClosed(claimed: Claimed, worker: string, refusal: Refusal, now: number): Promise<void>;
  /** Ends a delivery for good. The row stays and says why; the learner's next message names what it missed. */
  end(id: string, worker: string, ending: { fate: Fate; reason: string; now: number }): Promise<void>;
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
      /** What earlier messages could not bring. */
      missed: readonly Occurrence[];
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
  /** Discord takes no direct message to this member now. It may again later. */
  | { kind: "unreachable"; refusal: Exclude<Refusal, "gone"> }
  /** There is no such account or channel any more. */
  | { kind: "gone"; reason: string }
  /** No later attempt can succeed: something is wrong with the message itself. */
  | { kind: "refused"; reason: string }
  /**
   * It would be too much at once. `until` is when to try again. `mayHaveArrived`: something was sent before that was said,
   * and its answer was lost.
   */
  | { kind: "postponed"; reason: string; until: number; mayHaveArrived: boolean }
  /** It did not work, or nobody knows whether it did. */
  | { kind: "failed"; reason: string };

export type Outgoing = {
  /** The delivery's id. It is the nonce, and the message carries it, so that it can be found again. */
  id: string;
  recipient: Recipient;
  message: OutgoingMessage;
};

export type Sender = {
  /**
   * Sends a message. Within a few minutes, Discord shows a second one under the same id only once. If an earlier attempt
   * may have arrived before that, `lookSince` is when it began (UTC epoch ms): then the channel's history is searched
   * first, and nothing is sent if the message is there. Once `signal` is aborted, nothing is sent any more.
   */
  send(outgoing: Outgoing & { lookSince: number | null; signal: AbortSignal }): Promise<SendOutcome>;
  /** Replaces a message that was sent before. */
  edit(
    sent: Pick<Outgoing, "id" | "message"> & { guildId: string; channelId: string; messageId: string },
  ): Promise<SendOutcome>;
};

/** Discord's ids of direct-message channels, kept with the learner, because opening them again and again is limited. */
export type DirectChannels = {
  /** Null if it is not known. */
  find(member: { guildId: string; userId: string }): Promise<string | null>;
  /** Null forgets it. */
  keep(member: { guildId: string; userId: string }, channelId: string | null): Promise<void>;
};

/** The delivery worker, in this process or in another one. */
export type Worker = {
  /** Sets the timer again. Call it after schedules were added, moved or removed. */
  arm(): Promise<void>;
  /**
   * Delivers what is due, and resolves when that of one learner is settled. False if the worker runs in another process,
   * which will notice by itself.
   */
  deliverNow(enrolmentId: number): Promise<boolean>;
};

export type DeliveryPorts = World & {
  catalog: Catalog;
  learners: LearningPorts["learners"];
  deliveries: Deliveries;
  sender: Sender;
  /** A fresh delivery id: see `Delivery.id`. */
  newDeliveryId(): string;
  /** From 0 to 1, so that what failed together is not tried again together. */
  random(): number;
};

export type ReminderPorts = LearningPorts & { deliveries: Deliveries; worker: Worker };
