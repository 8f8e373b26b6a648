import type { Schedule, ScheduleChange } from "../../reminders/schedule.ts";
import type { Enrolment, EnrolmentChange } from "../../study/enrolment.ts";
import type { Progress, ProgressChange } from "../../study/progress.ts";
import type { Catalog } from "../courses/ports.ts";
import type { Decided, Decision, Moved, World } from "../ports.ts";

/** What the coach needs to know about learners. Instants are UTC epoch milliseconds. */

/** An enrolment with its progress. */
export type LearnerRecord = { enrolment: Enrolment; progress: Progress };

/** Everything about a learner that rules need, read under the lock. */
export type LockedLearner = LearnerRecord & {
  /** Every enrolment of the member in the server, including this one and those that they left. */
  enrolments: readonly Enrolment[];
  /** In order of `dueAt`. */
  schedules: readonly Schedule[];
};

export type LearnerChange =
  | ProgressChange
  | ScheduleChange
  /** From now on the member's commands mean this enrolment, unless they name another course. */
  | { kind: "activate"; activatedAt: number }
  | { kind: "leave"; at: number }
  /** Deletes the deliveries that were not sent. */
  | { kind: "withdraw-deliveries" }
  /** The learner was told that their direct messages are closed. */
  | { kind: "mark-told" }
  /** Forgets that direct messages were refused, and makes the deliveries that were kept due at `at`. */
  | { kind: "reopen-direct-messages"; at: number }
  /** Deletes the enrolment with everything that belongs to it. */
  | { kind: "erase" };

/** Everything about a member of a server that rules need, read under the lock. */
export type LockedMember = {
  /** Including those that they left. */
  enrolments: readonly Enrolment[];
  /** By enrolment id, each in order of `dueAt`. */
  schedules: ReadonlyMap<number, readonly Schedule[]>;
};

export type MemberChange =
  | EnrolmentChange
  | { kind: "reschedule"; scheduleId: number; dueAt: number }
  | { kind: "unschedule"; scheduleId: number }
  /** In every course that the member is in or was in. */
  | { kind: "hide"; hidden: boolean };

/** Identifies the state of a course in one server when it was read: see `ServedCourse.edition`. */
export type CourseEdition = { guildId: string; courseId: string; edition: string };

export type Learners = {
  /** A member's active enrolments in a server, the current one first. */
  active(guildId: string, userId: string): Promise<readonly LearnerRecord[]>;
  byId(enrolmentId: number): Promise<LearnerRecord | null>;
  /** The enrolments that a member left in a server and whose progress is kept, the one left last first. */
  left(guildId: string, userId: string): Promise<readonly LearnerRecord[]>;
  /**
   * An active enrolment of the member in the server for which Discord refuses direct messages; null if there is none.
   */
  refusing(guildId: string, userId: string): Promise<number | null>;
  /** In order of `dueAt`. */
  schedules(enrolmentId: number): Promise<readonly Schedule[]>;
  /**
   * Reads the learner under a lock, asks `decide` what to write, and writes all of it or nothing. `course` is the
   * course that the decision is made for; null if it does not depend on one.
   */
  decide<Value>(input: {
    enrolmentId: number;
    course: CourseEdition | null;
    decide(learner: LockedLearner): Decision<Value, LearnerChange>;
  }): Promise<Decided<Value>>;
  /** The same for a member. `enrolments` are the ones that they have afterwards. */
  decideForMember<Value>(input: {
    guildId: string;
    userId: string;
    course: CourseEdition | null;
    decide(member: LockedMember): Decision<Value, MemberChange>;
  }): Promise<{ kind: "decided"; value: Value; enrolments: readonly Enrolment[] } | Moved>;
};

export type LearningPorts = World & { catalog: Catalog; learners: Learners };
