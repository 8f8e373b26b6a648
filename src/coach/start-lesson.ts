import type { Lesson } from "../course/model.ts";
import { findOpenLesson, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";
import type { Reminder } from "./reminder-ports.ts";

export type Started = {
  learner: Learner;
  lesson: Lesson;
  startedAt: number;
  already: boolean;
  completed: boolean;
  /** When the coach asks whether it is done; null when the lesson states no duration or the timer has rung. */
  timerDueAt: number | null;
};

/** Marks a lesson started and sets a timer as long as the lesson. A second start changes nothing. */
export async function startLesson(ports: Ports, input: Who & { lessonId: string }): Promise<Result<Started>> {
  const found = await findOpenLesson(ports, input);
  if (!found.ok) return found;
  const { learner, standing } = found.value;
  const { lesson } = standing;
  const now = ports.clock.now();
  const minutes = lesson.duration?.longest ?? null;
  const started = await ports.progress.startLesson({
    enrolmentId: learner.enrolment.id,
    lessonId: lesson.id,
    now,
    timerDueAt: minutes === null ? null : now + minutes * 60_000,
  });
  await ports.enrolments.makeCurrent(learner.enrolment, now);
  return succeed({ learner, lesson, completed: standing.state === "done", ...started });
}

/** Asks again in `minutes`: the answer "not yet" to the timer. */
export async function snoozeTimer(
  ports: Ports,
  input: Who & { lessonId: string; minutes: number },
): Promise<Result<{ learner: Learner; lesson: Lesson; timer: Reminder | null }>> {
  const found = await findOpenLesson(ports, input);
  if (!found.ok) return found;
  const { learner, standing } = found.value;
  if (standing.state === "done") return succeed({ learner, lesson: standing.lesson, timer: null });
  const now = ports.clock.now();
  const timer = await ports.reminders.setTimer({
    enrolmentId: learner.enrolment.id,
    lessonId: standing.lesson.id,
    dueAt: now + input.minutes * 60_000,
    now,
  });
  return succeed({ learner, lesson: standing.lesson, timer });
}
