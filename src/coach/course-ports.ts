import type { Course } from "../course/model.ts";
import type { LessonNotes } from "../course/notes.ts";
import type { BankEntry } from "../quiz/question.ts";
import type { CourseMode } from "../study/standing.ts";

/** What the coach needs to serve courses: the built-in ones and those that servers bring. Instants are UTC epoch milliseconds. */

/** A course with its question bank, and by lesson id the notes to be read. */
export type CourseContent = {
  course: Course;
  questions: readonly BankEntry[];
  notes: ReadonlyMap<string, LessonNotes>;
};

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
  saveDraft(input: Omit<CourseDraft, "id">): Promise<{ draft: CourseDraft; replaced: CourseDraft | null }>;
  draft(guildId: string, draftId: number): Promise<CourseDraft | null>;
  /** Newest first. */
  drafts(guildId: string): Promise<readonly CourseDraft[]>;
  /** Says whether there was one. */
  discardDraft(guildId: string, draftId: number): Promise<boolean>;
  /**
   * Makes a draft the course's newest version and offers the course, in one transaction. A draft that was published
   * already changes nothing, nor does one that was compared with another version than the newest (`from`; null asks
   * for no such care); it is gone where it was discarded or replaced.
   */
  publish(input: {
    guildId: string;
    draftId: number;
    from: number | null;
    userId: string;
    now: number;
  }): Promise<
    | { kind: "published"; courseId: string; number: number; already: boolean; offeredAgain: boolean }
    | { kind: "moved-on"; courseId: string }
    | { kind: "gone" }
  >;
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
