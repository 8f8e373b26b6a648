import type { Enrolment } from "../../study/enrolment.ts";
import { findNamed } from "../../study/named.ts";
import type { Progress } from "../../study/progress.ts";
import { type CourseStanding, type LessonStanding, standIn } from "../../study/standing.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { LearnerRecord } from "./ports.ts";

/**
 * Who asks. In a server: a member, who may name one of their courses by id or title (without it, the one used last is
 * meant). On a button: the member who presses it and the enrolment that it names; it may be in a direct message.
 */
export type Who = { userId: string } & ({ guildId: string; courseId?: string | null } | { enrolmentId: number });

export type Learner = {
  enrolment: Enrolment;
  content: ServedCourse;
  progress: Progress;
  standing: CourseStanding;
};

export function toLearner({ enrolment, progress }: LearnerRecord, content: ServedCourse): Learner {
  return { enrolment, content, progress, standing: standIn(content.course, progress, content.mode) };
}

/** A lesson by its id or title. */
export function lessonOf({ enrolment, standing }: Learner, written: string): Result<LessonStanding> {
  const found = findNamed(standing.lessons, written, ({ lesson }) => lesson);
  return found === undefined
    ? fail({ kind: "unknown-lesson", enrolmentId: enrolment.id, asked: written })
    : succeed(found);
}

/** A lesson that may be started or completed: it is open, or done already. */
export function openLessonOf(learner: Learner, written: string): Result<LessonStanding> {
  const found = lessonOf(learner, written);
  if (!found.ok || found.value.state !== "locked") return found;
  const { lesson, missing } = found.value;
  return fail({ kind: "locked", enrolmentId: learner.enrolment.id, lesson, missing });
}
