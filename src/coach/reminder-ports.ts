import type { Rule } from "../reminders/rule.ts";
import type { Progress } from "../study/progress.ts";
import type { ServedCourse } from "./course-ports.ts";
import type { Enrolment } from "./learner-ports.ts";

/** What the coach needs to keep reminders and deliver each once. Instants are UTC epoch milliseconds. */

export type Reminder = {
  id: number;
  enrolmentId: number;
  rule: Rule;
  /** The next occurrence. */
  dueAt: number;
  createdAt: number;
};

/** A reminder that is due, with what is needed to say so. */
export type DueReminder = Reminder & { enrolment: Enrolment };

export type Reminders = {
  /** Identical rules of one learner are kept once; `added` is false for the second. */
  add(input: {
    enrolmentId: number;
    rule: Rule;
    dueAt: number;
    now: number;
  }): Promise<{ reminder: Reminder; added: boolean }>;
  /** Sets or moves the timer of a lesson (there is one at most). */
  setTimer(input: { enrolmentId: number; lessonId: string; dueAt: number; now: number }): Promise<Reminder>;
  /** In order of `dueAt`. */
  list(enrolmentId: number): Promise<readonly Reminder[]>;
  /** Ids that are not the learner's, or gone already, are passed over; says how many went. */
  remove(enrolmentId: number, reminderIds: readonly number[]): Promise<number>;
  /**
   * Due at or before `now`, of active learners whose direct messages are not marked closed and who have no delivery
   * waiting to be sent; in order of `dueAt`.
   */
  due(now: number, limit: number): Promise<readonly DueReminder[]>;
  /** The next instant at which a reminder or a delivery's next attempt falls due. */
  nextDueAt(): Promise<number | null>;
};

export type Occurrence = { reminderId: number; dueAt: number; rule: Rule };

export type Delivery = {
  /** At most 25 characters, unique across databases: it is the nonce under which Discord sees the message once. */
  id: string;
  enrolment: Enrolment;
  occurrences: readonly Occurrence[];
  /** Occurrences that fell into a long downtime and are counted, not named. */
  omitted: number;
  claimedAt: number;
  attempts: number;
};

export type Deliveries = {
  /**
   * Moves the reminders on and writes the delivery, in one transaction. Null when another claim came first
   * (a reminder is no longer due when `occurrences` says, or is gone).
   */
  claim(input: {
    id: string;
    enrolmentId: number;
    occurrences: readonly Occurrence[];
    omitted: number;
    /** Each claimed reminder with its next due time; null ends it. */
    next: readonly { reminderId: number; expectedDueAt: number; dueAt: number | null }[];
    now: number;
  }): Promise<Delivery | null>;
  /** Claimed, not sent, due for an attempt, of learners whose direct messages are not marked closed. */
  unsent(now: number, limit: number): Promise<readonly Delivery[]>;
  /** Those kept for a learner because their direct messages are closed or a send failed. */
  keptFor(enrolmentId: number): Promise<readonly Delivery[]>;
  /** `messageId` is null when nothing was left to say (the lesson was completed meanwhile), so nothing was sent. */
  markSent(id: string, messageId: string | null, now: number): Promise<void>;
  /** Keeps the delivery for another attempt at `nextAttemptAt`. */
  markFailed(id: string, reason: string, nextAttemptAt: number): Promise<void>;
};

/** What a delivery says; the words are the view's. */
export type ReminderMessage = {
  delivery: Delivery;
  content: ServedCourse;
  progress: Progress;
  now: number;
};

export type Sender = {
  /** Sends a direct message once (the delivery's id is its nonce). */
  sendReminder(
    message: ReminderMessage,
  ): Promise<{ kind: "sent"; messageId: string } | { kind: "closed" } | { kind: "failed"; reason: string }>;
};
