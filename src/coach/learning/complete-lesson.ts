import type { Lesson, Phase } from "../../course/model.ts";
import { endTimers } from "../../reminders/schedule.ts";
import type { ProgressChange } from "../../study/progress.ts";
import type { LessonStanding } from "../../study/standing.ts";
import { keepAll } from "../ports.ts";
import { type Result, succeed } from "../problem.ts";
import { activation, afterwards, decideForLearner } from "./decide.ts";
import { type Learner, openLessonOf, type Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

export type Completed = {
  /** The learner after the completion. */
  learner: Learner;
  lesson: Lesson;
  already: boolean;
  /** The phase that this completes; null if lessons of it are left. */
  phase: Phase | null;
  next: LessonStanding | null;
};

/** Marks a lesson done. Doing so again changes nothing. */
export async function completeLesson(
  ports: LearningPorts,
  input: Who & { lessonId: string },
): Promise<Result<Completed>> {
  return decideForLearner<Completed>(ports, input, (before) => {
    const found = openLessonOf(before, input.lessonId);
    if (!found.ok) return keepAll(found);
    const { lesson, state, phase } = found.value;
    const now = ports.clock.now();
    const already = state === "done";
    const changes: ProgressChange[] = already ? [] : [{ kind: "complete", lessonId: lesson.id, at: now }];
    const learner = afterwards(before, changes);
    const after = learner.standing.phases.find((candidate) => candidate.phase.number === phase.number);
    return {
      value: succeed({
        learner,
        lesson,
        already,
        phase: !already && after?.state === "done" ? after.phase : null,
        next: learner.standing.next,
      }),
      changes: [...changes, ...endTimers(before.schedules, [lesson.id]), ...activation(before, now)],
    };
  });
}
