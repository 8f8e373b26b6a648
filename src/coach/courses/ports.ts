import type { Course } from "../../course/model.ts";
import type { LessonNotes } from "../../course/notes.ts";
import type { CourseMode, Shelf, ShelfChange, ShelvedCourse } from "../../course/versions.ts";
import type { BankEntry } from "../../quiz/question.ts";
import type { Decision, World } from "../ports.ts";

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
  /** As `editionOf` spells it: stores compare it before they write what was decided for this course. */
  edition: string;
};

export type Catalog = {
  /** Everything that a server has, archived courses too: the built-in ones, then its own, in a stable order. */
  courses(guildId: string): Promise<readonly ServedCourse[]>;
  course(guildId: string, courseId: string): Promise<ServedCourse | null>;
  /** The built-in course, whatever the server made of it. */
  builtIn(courseId: string): BuiltInCourse | null;
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
  /** Null for a course that the server has not changed. */
  course(guildId: string, courseId: string): Promise<ShelvedCourse | null>;
  /** By course id; courses that the server has not changed are not in it. */
  courses(guildId: string): Promise<readonly ShelvedCourse[]>;
  read(guildId: string): Promise<Shelf>;
  draft(guildId: string, draftId: number): Promise<CourseDraft | null>;
  /** What the author wrote; null for a version that brought another one back, and for one that does not exist. */
  markdown(guildId: string, courseId: string, version: number): Promise<string | null>;
  /**
   * Reads the server's shelf under a lock, lets `decide` say what to write, and writes it, all or nothing. Says how the
   * shelf is afterwards.
   */
  decide<Value>(input: {
    guildId: string;
    decide(shelf: Shelf): Decision<Value, ShelfChange>;
  }): Promise<{ value: Value; shelf: Shelf }>;
};

/** Counts of active learners, hidden ones too. */
export type Census = {
  /** By course id, the course with the most learners first. Courses without any are not in it. */
  learners(guildId: string): Promise<ReadonlyMap<string, number>>;
  /** How many learners of a course completed each lesson, by its id. */
  completions(guildId: string, courseId: string): Promise<ReadonlyMap<string, number>>;
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

export type CoursePorts = World & { catalog: Catalog; shelf: CourseShelf; attachments: Attachments; census: Census };
