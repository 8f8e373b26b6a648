import type { Lesson } from "../../course/model.ts";
import { findTimer, type Schedule } from "../../reminders/schedule.ts";
import { startLesson as start } from "../../study/progress.ts";
import { keepAll } from "../ports.ts";
import { type Result, succeed } from "../problem.ts";
import { activation, afterwards, decideForLearner } from "./decide.ts";
import { type Learner, openLessonOf, toLearner, type Who } from "./learner.ts";
import type { LearnerChange, LearningPorts } from "./ports.ts";

export type Started = {
  learner: Learner;
  lesson: Lesson;
  startedAt: number;
  already: boolean;
  completed: boolean;
  /** When the coach will ask how it went; null if the lesson states no duration, or if the timer has rung. */
  timerDueAt: number | null;
};

const MINUTE_MS = 60_000;

/** Marks a lesson started and sets a timer as long as the lesson. A second start changes nothing. */
export async function startLesson(ports: LearningPorts, input: Who & { lessonId: string }): Promise<Result<Started>> {
  return decideForLearner<Started>(ports, input, (learner) => {
    const found = openLessonOf(learner, input.lessonId);
    if (!found.ok) return keepAll(found);
    const { lesson, state } = found.value;
    const now = ports.clock.now();
    const { startedAt, already, changes } = start(learner.progress, lesson.id, now);
    const minutes = lesson.duration?.longest ?? null;
    const timerDueAt = already
      ? (findTimer(learner.schedules, lesson.id)?.dueAt ?? null)
      : minutes === null
        ? null
        : now + minutes * MINUTE_MS;
    const timer: LearnerChange[] =
      already || timerDueAt === null ? [] : [setTimer(lesson.id, startedAt, timerDueAt, now)];
    return {
      value: succeed({
        learner: afterwards(learner, changes),
        lesson,
        startedAt,
        already,
        completed: state === "done",
        timerDueAt,
      }),
      changes: [...changes, ...timer, ...activation(learner, now)],
    };
  });
}

/** `timer` is null if the lesson is done. */
export type Snoozed = { learner: Learner; lesson: Lesson; timer: Pick<Schedule, "dueAt"> | null };

/** Puts the timer off: the coach asks again in `minutes`. */
export async function snoozeTimer(
  ports: LearningPorts,
  input: Who & { lessonId: string; minutes: number },
): Promise<Result<Snoozed>> {
  return decideForLearner<Snoozed>(ports, input, (decided) => {
    const found = openLessonOf(decided, input.lessonId);
    if (!found.ok) return keepAll(found);
    const { lesson, state } = found.value;
    const learner = toLearner(decided, decided.content);
    if (state === "done") return keepAll(succeed({ learner, lesson, timer: null }));
    const now = ports.clock.now();
    const dueAt = now + input.minutes * MINUTE_MS;
    const startedAt = decided.progress.started.get(lesson.id) ?? now;
    return {
      value: succeed({ learner, lesson, timer: { dueAt } }),
      changes: [setTimer(lesson.id, startedAt, dueAt, now)],
    };
  });
}

function setTimer(lessonId: string, startedAt: number, dueAt: number, now: number): LearnerChange {
  return { kind: "schedule", rule: { kind: "timer", lessonId, startedAt }, dueAt, createdAt: now };
}
