import { activeOf, nextActivation } from "../../study/enrolment.ts";
import { changeProgress, type ProgressChange } from "../../study/progress.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { type Decision, keepAll, untilSettled } from "../ports.ts";
import { fail, type Result } from "../problem.ts";
import { type Learner, toLearner, type Who } from "./learner.ts";
import { locate } from "./locate.ts";
import { leftProblem } from "./outside.ts";
import type { CourseEdition, LearnerChange, LearningPorts, LockedLearner } from "./ports.ts";

/** What a rule sees of a learner: their rows, read under the lock, and their standing in the course. */
export type DecidedLearner = Learner & LockedLearner;

/**
 * Finds the learner and calls `decide` inside the store's transaction. The course is read before that. If it has
 * changed by then, everything starts again with the newer course.
 */
export async function decideForLearner<Value>(
  ports: LearningPorts,
  who: Who,
  decide: (learner: DecidedLearner) => Decision<Result<Value>, LearnerChange>,
): Promise<Result<Value>> {
  return untilSettled<Result<Value>>(async () => {
    const located = await locate(ports, who);
    if (!located.ok) return located;
    const { record, content } = located.value;
    const outcome = await ports.learners.decide<Result<Value>>({
      enrolmentId: record.enrolment.id,
      course: courseEdition(record.enrolment, content),
      decide: (locked) =>
        locked.enrolment.leftAt === null
          ? decide({ ...locked, ...toLearner(locked, content) })
          : keepAll(fail(leftProblem(locked.enrolment, content))),
    });
    if (outcome.kind === "gone") return fail({ kind: "erased" });
    return outcome.kind === "decided" ? outcome.value : outcome;
  });
}

export function courseEdition(
  { guildId, courseId }: { guildId: string; courseId: string },
  { edition }: ServedCourse,
): CourseEdition {
  return { guildId, courseId, edition };
}

/** The change that makes this enrolment the member's current one; empty if it is already. */
export function activation({ enrolment, enrolments }: LockedLearner, now: number): LearnerChange[] {
  const active = activeOf(enrolments);
  return active[0]?.id === enrolment.id ? [] : [{ kind: "activate", activatedAt: nextActivation(active, now) }];
}

/** The learner as they are after these changes. */
export function afterwards(learner: DecidedLearner, changes: readonly ProgressChange[]): Learner {
  const { enrolment, content, progress } = learner;
  return toLearner({ enrolment, progress: changeProgress(progress, changes) }, content);
}
