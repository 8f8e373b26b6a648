import type { Course } from "../../course/model.ts";
import type { LessonNotes } from "../../course/notes.ts";
import type { CourseMode, Shelf, ShelfChange, ShelvedCourse } from "../../course/versions.ts";
import type { BankEntry } from "../../quiz/question.ts";
import type { Decision, World } from "../ports.ts";

/**
 * What the coach needs to serve courses: the built-in ones and those that servers bring. Instants are UTC epoch
 * milliseconds.
 */

/** A course with its question bank, and its notes by lesson id. */
export type CourseContent = {
  course: Course;
  questions: readonly BankEntry[];
  notes: ReadonlyMap<string, LessonNotes>;
};

/** A course that comes with Lockstep, with the text that its author wrote. */
export type BuiltInCourse = CourseContent & { markdown: string };

/** A course as one server has it. */
export type ServedCourse = CourseContent & {
  mode: CourseMode;
  /** If true, nobody can join it, but its learners keep it. */
  archived: boolean;
  /** How many times it was published in this server; 0 is the built-in course. */
  version: number;
  /** The version whose text it has: `version`, or the one that it brought back; 0 is the built-in course. */
  textVersion: number;
  /** Made by `editionOf`. A store compares it before it writes what was decided for this course. */
  edition: string;
};

export type Catalog = {
  /** All courses of a server, archived ones too: first the built-in ones, then its own, in a stable order. */
  courses(guildId: string): Promise<readonly ServedCourse[]>;
  course(guildId: string, courseId: string): Promise<ServedCourse | null>;
  /** The built-in course, even if servers have published their own version. */
  builtIn(courseId: string): BuiltInCourse | null;
};

/** An import that is not published yet. */
export type CourseDraft = {
  id: number;
  guildId: string;
  courseId: string;
  markdown: string;
  importedAt: number;
  importedBy: string;
};

/** What each server changed about its courses: drafts, versions, mode and archiving. No server sees another's. */
export type CourseShelf = {
  /** Null for a course that the server has not changed. */
  course(guildId: string, courseId: string): Promise<ShelvedCourse | null>;
  /** In order of course id, without courses that the server has not changed. */
  courses(guildId: string): Promise<readonly ShelvedCourse[]>;
  read(guildId: string): Promise<Shelf>;
  draft(guildId: string, draftId: number): Promise<CourseDraft | null>;
  /** The text of a version; null if the version brought another one back, or does not exist. */
  markdown(guildId: string, courseId: string, version: number): Promise<string | null>;
  /**
   * Reads the server's shelf under a lock, asks `decide` what to write, and writes all of it or nothing. `shelf` is the
   * shelf afterwards.
   */
  decide<Value>(input: {
    guildId: string;
    decide(shelf: Shelf): Decision<Value, ShelfChange>;
  }): Promise<{ value: Value; shelf: Shelf }>;
};

/** Counts of active learners, hidden ones too. */
export type Census = {
  /** The number of learners by course id, the largest first. Courses without learners are left out. */
  learners(guildId: string): Promise<ReadonlyMap<string, number>>;
  /** How many learners of a course completed each lesson, by its id. */
  completions(guildId: string, courseId: string): Promise<ReadonlyMap<string, number>>;
};

/** The outcome of fetching a file that a member attached. */
export type Fetched =
  | { kind: "text"; text: string }
  | { kind: "too-large" }
  /** The address is not one of Discord's attachments. */
  | { kind: "foreign" }
  | { kind: "failed"; reason: string };

export type Attachments = {
  /** Reads at most `limit` bytes. Bytes that are not UTF-8 become U+FFFD. */
  fetch(address: string, limit: number): Promise<Fetched>;
};

export type CoursePorts = World & { catalog: Catalog; shelf: CourseShelf; attachments: Attachments; census: Census };
