import type { Lesson } from "../course/model.ts";
import type { ZoneChoice } from "../reminders/time-zone.ts";

/**
 * What can go wrong for a member. These are values, not errors. Each has its sentence in `discord/views/problem.ts`.
 */
export type Problem =
  /** The member is in no course of the server and never was; there is one to join. */
  | { kind: "not-joined" }
  /** The server offers no course to join. */
  | { kind: "nothing-offered" }
  /** The member left that course, and their progress is kept. `course` is null if the course is not here any more. */
  | { kind: "left"; enrolmentId: number; course: { id: string; title: string } | null }
  /** The message is about progress that was erased since. The member may have joined again. */
  | { kind: "erased" }
  /** The server has the course, but the member is not in it. */
  | { kind: "not-in-course"; courseId: string; title: string }
  /** The press belongs to another member. */
  | { kind: "not-yours" }
  | { kind: "unknown-course"; asked: string; known: readonly { id: string; title: string }[] }
  /** The server has several courses, and the member named none. */
  | { kind: "choose-course"; known: readonly { id: string; title: string }[] }
  /** The course is not here any more. `enrolmentId`: the learner's own course, so their progress is kept. */
  | { kind: "course-gone"; enrolmentId: number | null }
  | { kind: "unknown-time-zone"; asked: string; suggestions: readonly ZoneChoice[]; courseId: string }
  /** The lesson left the course after the message was written, or the name matches none. */
  | { kind: "unknown-lesson"; enrolmentId: number; asked: string }
  | { kind: "locked"; enrolmentId: number; lesson: Lesson; missing: readonly Lesson[] }
  /** `others`: whether there is a question about another lesson that the learner has met. */
  | { kind: "no-questions"; lesson: Lesson | null; others: boolean }
  /** The lesson has no notes, or no longer this section. */
  | { kind: "no-notes"; enrolmentId: number; lesson: Lesson }
  /** The question has changed, or has left the course. The quiz goes on. `position` from 0. */
  | { kind: "question-gone"; quizId: number; position: number }
  /** The quiz no longer exists, or the response is none of its question's. */
  | { kind: "quiz-gone"; enrolmentId: number | null }
  | { kind: "unreadable-time"; asked: string }
  | { kind: "past-time"; asked: string; timeZone: string }
  /** That date does not exist in this time zone: the zone skipped it. */
  | { kind: "skipped-date"; asked: string; timeZone: string }
  | { kind: "too-far"; asked: string }
  | { kind: "too-many-reminders"; limit: number }
  /** Only members who may manage the server may change its courses. */
  | { kind: "not-manager" }
  | { kind: "not-markdown"; asked: string }
  /** `limit` in bytes. */
  | { kind: "file-too-large"; limit: number }
  | { kind: "file-unreachable" }
  /** No id can be made from the title, or from the name that was given. */
  | { kind: "course-unnamed" }
  | { kind: "too-many-courses"; limit: number }
  | { kind: "no-draft" }
  /** Discarded, or replaced by a later import. */
  | { kind: "draft-gone" }
  | { kind: "no-earlier-version"; title: string }
  | { kind: "unknown-version"; asked: string; title: string }
  | { kind: "version-in-force"; title: string }
  /** The course is archived, and the member was never in it. `others`: whether there is another course to join. */
  | { kind: "not-offered"; title: string; others: boolean }
  /** Another version was published after the member was asked. */
  | { kind: "version-moved-on"; title: string };

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}
