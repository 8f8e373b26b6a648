import type { Lesson } from "../course/model.ts";

/** What can stand in a learner's way. Values, not errors: each has its sentence in `discord/views/problem.ts`. */
export type Problem =
  | { kind: "not-joined" }
  /** The course is here, and the member is not in it. */
  | { kind: "not-in-course"; courseId: string; title: string }
  /** The press belongs to another member. */
  | { kind: "not-yours" }
  | { kind: "unknown-course"; asked: string; known: readonly { id: string; title: string }[] }
  /** Several courses, and none was named. */
  | { kind: "choose-course"; known: readonly { id: string; title: string }[] }
  /** The learner's course is no longer offered here. */
  | { kind: "course-gone" }
  | { kind: "unknown-time-zone"; asked: string; suggestions: readonly string[]; courseId: string }
  /** The lesson left the course after the message was written, or the name matches none. */
  | { kind: "unknown-lesson"; enrolmentId: number; asked: string }
  | { kind: "locked"; enrolmentId: number; lesson: Lesson; missing: readonly Lesson[] }
  | { kind: "no-questions"; lesson: Lesson | null }
  /** Nothing is to be read of the lesson, or not in that section any more. */
  | { kind: "no-notes"; enrolmentId: number; lesson: Lesson }
  /** The quiz, or what it asks about, is no longer there. */
  | { kind: "quiz-gone"; enrolmentId: number | null }
  | { kind: "unreadable-time"; asked: string }
  | { kind: "past-time"; asked: string; timeZone: string }
  /** The date was skipped in that zone. */
  | { kind: "skipped-date"; asked: string; timeZone: string }
  | { kind: "too-far"; asked: string }
  | { kind: "too-many-reminders"; limit: number }
  /** Courses are for those who may manage the server. */
  | { kind: "not-manager" }
  | { kind: "not-markdown"; asked: string }
  /** `limit` in bytes. */
  | { kind: "file-too-large"; limit: number }
  | { kind: "file-unreachable" }
  /** Neither the title nor what was asked for holds anything that an id could be made of. */
  | { kind: "course-unnamed" }
  | { kind: "too-many-courses"; limit: number }
  | { kind: "no-draft" }
  /** Discarded, or replaced by a later import. */
  | { kind: "draft-gone" }
  | { kind: "no-earlier-version"; title: string }
  | { kind: "unknown-version"; asked: string; title: string }
  | { kind: "version-in-force"; title: string }
  /** Archived, and the member was never in it. */
  | { kind: "not-offered"; title: string }
  /** Something else was published since the question was asked. */
  | { kind: "version-moved-on"; title: string };

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}
