import type { Course } from "../course/model.ts";
import type { Question } from "../quiz/question.ts";
import type { ReviewCard } from "../quiz/review.ts";
import type { Rule } from "../reminders/rule.ts";
import type { Progress, TickKind } from "../study/progress.ts";
import type { CourseMode } from "../study/standing.ts";

/** What the coach needs from the world. Instants are UTC epoch milliseconds. */

export type Clock = {
  now(): number;
  /** Runs `task` once `instant` is reached; the returned function cancels it. */
  at(instant: number, task: () => void | Promise<void>): () => void;
};

export type Log = {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/** A course with its question bank. */
export type CourseContent = { course: Course; questions: readonly Question[] };

/** A course that comes with Lockstep, and what its author wrote. */
export type BuiltInCourse = CourseContent & { markdown: string };

/** A course as one server has it. */
export type ServedCourse = CourseContent & {
  mode: CourseMode;
  /** Offered to nobody; those who are in it keep it. */
  archived: boolean;
  /** How often it was published here; 0: it is the built-in one. */
  version: number;
};

export type Catalog = {
  /** Everything that a server has, archived courses too: the built-in ones, then its own, in a stable order. */
  courses(guildId: string): Promise<readonly ServedCourse[]>;
  course(guildId: string, courseId: string): Promise<ServedCourse | null>;
  /** The built-in course, whatever the server made of it. */
  builtIn(courseId: string): BuiltInCourse | null;
};

/** What a server keeps of one course beside its text. */
export type ShelvedCourse = {
  courseId: string;
  /** The newest version; 0 while nothing was published here. */
  version: number;
  /** The version whose text is in force: `version`, or the one that it brought back; 0 is the built-in course. */
  source: number;
  mode: CourseMode;
  archived: boolean;
};

export type CourseVersion = {
  /** From 1, in one server and course. */
  number: number;
  /** The earlier version that this one brought back (0 is the built-in course), or null: it has a text of its own. */
  restored: number | null;
  publishedAt: number;
  publishedBy: string;
};

/** An import that waits for Publish. */
export type CourseDraft = {
  id: number;
  guildId: string;
  courseId: string;
  markdown: string;
  importedAt: number;
  importedBy: string;
};

/** The courses that a server's own people brought. What one server keeps, no other sees. */
export type CourseShelf = {
  /** Takes the place of the course's earlier draft, under an id of its own. */
  saveDraft(input: Omit<CourseDraft, "id">): Promise<CourseDraft>;
  draft(guildId: string, draftId: number): Promise<CourseDraft | null>;
  /** Newest first. */
  drafts(guildId: string): Promise<readonly CourseDraft[]>;
  /** Says whether there was one. */
  discardDraft(guildId: string, draftId: number): Promise<boolean>;
  /**
   * Makes a draft the course's newest version and offers the course, in one transaction. A draft that was published
   * already changes nothing; null where it was discarded or replaced.
   */
  publish(input: {
    guildId: string;
    draftId: number;
    userId: string;
    now: number;
  }): Promise<{ courseId: string; number: number; already: boolean } | null>;
  /**
   * Brings back the text of version `to` (0: the built-in course) as a new version. Changes nothing, and is false,
   * when `from` is no longer the newest.
   */
  restore(input: {
    guildId: string;
    courseId: string;
    from: number;
    to: number;
    userId: string;
    now: number;
  }): Promise<boolean>;
  course(guildId: string, courseId: string): Promise<ShelvedCourse | null>;
  /** By course id. */
  courses(guildId: string): Promise<readonly ShelvedCourse[]>;
  /** Newest first. */
  versions(guildId: string, courseId: string): Promise<readonly CourseVersion[]>;
  /** What the author wrote; null for a version that brought another one back, and where there is none. */
  source(guildId: string, courseId: string, number: number): Promise<string | null>;
  setMode(guildId: string, courseId: string, mode: CourseMode): Promise<void>;
  setArchived(guildId: string, courseId: string, archived: boolean): Promise<void>;
};

/** What came of fetching a file that a member attached. */
export type Fetched =
  | { kind: "text"; text: string }
  | { kind: "too-large" }
  /** Not an address of Discord's attachments. */
  | { kind: "foreign" }
  | { kind: "failed"; reason: string };

export type Attachments = {
  /** Reads `limit` bytes at most. What is not UTF-8 holds U+FFFD. */
  fetch(address: string, limit: number): Promise<Fetched>;
};

/** A member of one server studying one course. It outlives leaving: `leftAt` is set, progress is kept. */
export type Enrolment = {
  id: number;
  guildId: string;
  userId: string;
  courseId: string;
  /** IANA name. */
  timeZone: string;
  /** Hidden learners appear on no page that others see. */
  hidden: boolean;
  joinedAt: number;
  leftAt: number | null;
  /** When Discord refused a direct message (50007); reminders wait until the learner has them open again. */
  directMessagesClosedAt: number | null;
  /** Whether the learner was told of that since. */
  toldOfClosedDirectMessages: boolean;
};

export type LearnerProgress = {
  enrolmentId: number;
  userId: string;
  joinedAt: number;
  /** Lesson ids with the instant of completion. */
  completed: ReadonlyMap<string, number>;
};

export type Enrolments = {
  /**
   * Enrols, or brings a learner back, in one transaction. An active enrolment is returned unchanged:
   * its zone changes through `changeTimeZone`.
   */
  join(input: {
    guildId: string;
    userId: string;
    courseId: string;
    timeZone: string;
    now: number;
  }): Promise<{ enrolment: Enrolment; outcome: "joined" | "returned" | "already-joined" }>;
  /** The enrolment that a member's commands mean in a server: the active one joined, returned to or chosen last. */
  current(guildId: string, userId: string): Promise<Enrolment | null>;
  /** A member's active enrolments in a server, the current one first. */
  ofMember(guildId: string, userId: string): Promise<readonly Enrolment[]>;
  /** From now on the member's commands mean this one, unless it was left. */
  makeCurrent(enrolment: Pick<Enrolment, "id" | "guildId" | "userId">, now: number): Promise<void>;
  byId(enrolmentId: number): Promise<Enrolment | null>;
  /** The new zone, and the reminders' due times in it, together. */
  changeTimeZone(input: {
    enrolmentId: number;
    timeZone: string;
    dueTimes: readonly { reminderId: number; dueAt: number }[];
  }): Promise<void>;
  /** Reminders and unsent deliveries go with it; with `erase`, everything kept of the learner in this course. */
  leave(input: { enrolmentId: number; erase: boolean; now: number }): Promise<void>;
  /** In every course of a server that the member is in, or joins later. */
  setHidden(guildId: string, userId: string, hidden: boolean): Promise<void>;
  /** Active and not hidden. */
  cohort(guildId: string, courseId: string): Promise<readonly LearnerProgress[]>;
  /** Course ids that have active learners in a server, the most active learners first. */
  studied(guildId: string): Promise<readonly string[]>;
  /** How many active learners a course has in a server, hidden ones too, and how many completed each lesson. */
  census(guildId: string, courseId: string): Promise<{ learners: number; completions: ReadonlyMap<string, number> }>;
  /** The closed mark; deliveries and due reminders are kept until `reopenDirectMessages`. */
  closeDirectMessages(enrolmentId: number, now: number): Promise<void>;
  /** Clears the mark and makes what was kept due now. */
  reopenDirectMessages(enrolmentId: number, now: number): Promise<void>;
  markTold(enrolmentId: number): Promise<void>;
};

export type ProgressStore = {
  read(enrolmentId: number): Promise<Progress>;
  /**
   * Marks the lesson started and sets its timer, in one transaction. A second start changes nothing
   * and tells when the first was; `startedAt` is then the first one's.
   */
  startLesson(input: {
    enrolmentId: number;
    lessonId: string;
    now: number;
    timerDueAt: number | null;
  }): Promise<{ startedAt: number; already: boolean; timerDueAt: number | null }>;
  /** Marks the lessons completed and removes their timers; says which were not complete before. */
  completeLessons(input: {
    enrolmentId: number;
    lessonIds: readonly string[];
    now: number;
  }): Promise<{ changed: readonly string[] }>;
  /** Takes completions back; the lessons stay started. */
  reopenLessons(input: { enrolmentId: number; lessonIds: readonly string[] }): Promise<{ changed: readonly string[] }>;
  setTicks(input: {
    enrolmentId: number;
    items: readonly { kind: TickKind; id: string }[];
    ticked: boolean;
    now: number;
  }): Promise<void>;
};

export type Answer = { position: number; questionId: string; choice: number; right: boolean; answeredAt: number };

export type Quiz = {
  id: number;
  enrolmentId: number;
  /** Null: a review of what was missed before, from any lesson. */
  lessonId: string | null;
  /** As `versionOf` spells them. */
  questionIds: readonly string[];
  startedAt: number;
  /** By position, at most one each. */
  answers: readonly Answer[];
};

export type Quizzes = {
  begin(input: {
    enrolmentId: number;
    lessonId: string | null;
    questionIds: readonly string[];
    now: number;
  }): Promise<Quiz>;
  byId(quizId: number): Promise<Quiz | null>;
  /**
   * Records an answer and the question's review card, in one transaction. The first answer to a position
   * counts: a later one changes nothing and is told the first.
   */
  answer(input: { quizId: number; answer: Answer; card: ReviewCard }): Promise<{ answer: Answer; already: boolean }>;
  cards(enrolmentId: number): Promise<readonly ReviewCard[]>;
  card(enrolmentId: number, questionId: string): Promise<ReviewCard | null>;
};

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

export type Ports = {
  clock: Clock;
  log: Log;
  catalog: Catalog;
  shelf: CourseShelf;
  attachments: Attachments;
  enrolments: Enrolments;
  progress: ProgressStore;
  quizzes: Quizzes;
  reminders: Reminders;
  deliveries: Deliveries;
  sender: Sender;
  /** A fresh delivery id: see `Delivery.id`. */
  newDeliveryId(): string;
};
