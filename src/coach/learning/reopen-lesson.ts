import type { Lesson } from "../../course/model.ts";
import { findTimer } from "../../reminders/schedule.ts";
import type { LessonStanding } from "../../study/standing.ts";
import { keepAll } from "../ports.ts";
import { type Result, succeed } from "../problem.ts";
import { activation, afterwards, decideForLearner } from "./decide.ts";
import { type Learner, lessonOf, type Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

export type Reopened = {
  /** The learner afterwards. */
  learner: Learner;
  standing: LessonStanding;
  /** When the coach will ask how it went; null if there is no timer. */
  timerDueAt: number | null;
};

const MINUTE_MS = 60_000;

/**
 * Takes a completion back. Doing so again changes nothing. If the lesson's time is not over yet, the timer that Done ended
 * is set again.
 */
export async function reopenLesson(ports: LearningPorts, input: Who & { lessonId: string }): Promise<Result<Reopened>> {
  return decideForLearner<Reopened>(ports, input, (before) => {
    const found = lessonOf(before, input.lessonId);
    if (!found.ok) return keepAll(found);
    const { lesson } = found.value;
    const now = ports.clock.now();
    const wasDone = before.progress.completed.has(lesson.id);
    const changes = wasDone ? [{ kind: "reopen", lessonId: lesson.id } as const] : [];
    const learner = afterwards(before, changes);
    const standing = lessonOf(learner, lesson.id);
    if (!standing.ok) return keepAll(standing);
    const timer = wasDone ? timerLeft(before, lesson, now) : null;
    return {
      value: succeed({
        learner,
        standing: standing.value,
        timerDueAt: timer?.dueAt ?? findTimer(before.schedules, lesson.id)?.dueAt ?? null,
      }),
      changes: [...changes, ...(timer === null ? [] : [timer]), ...activation(before, now)],
    };
  });
}

/** The timer as it was set at Start; null if there was none, or if it would have rung by now. */
function timerLeft({ progress }: Learner, { id: lessonId, duration }: Lesson, now: number) {
  const startedAt = progress.started.get(lessonId);
  if (startedAt === undefined || duration === null) return null;
  const dueAt = startedAt + duration.longest * MINUTE_MS;
  if (dueAt <= now) return null;
  return { kind: "schedule", rule: { kind: "timer", lessonId, startedAt }, dueAt, createdAt: now } as const;
}
