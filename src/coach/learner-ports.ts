import type { ReviewCard } from "../quiz/review.ts";
import type { Progress, TickKind } from "../study/progress.ts";

/** What the coach needs to know its learners by, their progress and their quizzes. Instants are UTC epoch milliseconds. */

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
  /** Whether a member is in a course of a server, or ever was. */
  everIn(guildId: string, userId: string, courseId: string): Promise<boolean>;
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

export type Answer = {
  position: number;
  questionId: string;
  /** Places in the question as its author wrote it: see `isRight`. */
  choices: readonly number[];
  right: boolean;
  answeredAt: number;
};

export type Quiz = {
  id: number;
  enrolmentId: number;
  /** Null: a review of what was missed before, from any lesson. */
  lessonId: string | null;
  /** As `pose` spells them. */
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
