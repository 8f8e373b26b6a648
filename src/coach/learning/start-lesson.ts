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
  /**
   * The timer, and when the coach will ask how it went. `running`: it was set before. Null if the lesson states no
   * duration, or is done.
   */
  timer: { kind: "set" | "running"; dueAt: number } | null;
};

const MINUTE_MS = 60_000;

/**
 * Marks a lesson started and sets a timer as long as the lesson. A lesson that was started before keeps its first start,
 * and is timed again unless its timer is still running.
 */
export async function startLesson(ports: LearningPorts, input: Who & { lessonId: string }): Promise<Result<Started>> {
  return decideForLearner<Started>(ports, input, (learner) => {
    const found = openLessonOf(learner, input.lessonId);
    if (!found.ok) return keepAll(found);
    const { lesson, state } = found.value;
    const now = ports.clock.now();
    const { startedAt, already, changes } = start(learner.progress, lesson.id, now);
    const completed = state === "done";
    const running = already ? findTimer(learner.schedules, lesson.id) : null;
    const timer = completed ? null : timerOf(lesson, running, now);
    return {
      value: succeed({
        learner: afterwards(learner, changes),
        lesson,
        startedAt,
        already,
        completed,
        timer,
      }),
      changes: [
        ...changes,
        ...(timer?.kind === "set" ? [setTimer(lesson.id, timer.dueAt, now)] : []),
        ...activation(learner, now),
      ],
    };
  });
}

function timerOf({ duration }: Lesson, running: Schedule | null, now: number): Started["timer"] {
  if (running !== null) return { kind: "running", dueAt: running.dueAt };
  return duration === null ? null : { kind: "set", dueAt: now + duration.longest * MINUTE_MS };
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
    return {
      value: succeed({ learner, lesson, timer: { dueAt } }),
      changes: [setTimer(lesson.id, dueAt, now)],
    };
  });
}

function setTimer(lessonId: string, dueAt: number, now: number): LearnerChange {
  return { kind: "schedule", rule: { kind: "timer", lessonId, startedAt: now }, dueAt, createdAt: now };
}
