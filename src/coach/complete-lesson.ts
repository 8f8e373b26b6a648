import type { Lesson, Phase } from "../course/model.ts";
import { type LessonStanding, standIn } from "../study/standing.ts";
import { findOpenLesson, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";

export type Completed = {
  /** With the completion counted. */
  learner: Learner;
  lesson: Lesson;
  already: boolean;
  /** The phase that this lesson completed, if it was its last. */
  phase: Phase | null;
  next: LessonStanding | null;
};

/** Marks a lesson done. Doing so again changes nothing. */
export async function completeLesson(ports: Ports, input: Who & { lessonId: string }): Promise<Result<Completed>> {
  const found = await findOpenLesson(ports, input);
  if (!found.ok) return found;
  const { learner: before, standing } = found.value;
  const { lesson } = standing;
  const now = ports.clock.now();
  const { changed } = await ports.progress.completeLessons({
    enrolmentId: before.enrolment.id,
    lessonIds: [lesson.id],
    now,
  });
  await ports.enrolments.makeCurrent(before.enrolment, now);
  const already = changed.length === 0;
  const progress = { ...before.progress, completed: new Map([...before.progress.completed, [lesson.id, now]]) };
  const { course, mode } = before.content;
  const learner = { ...before, progress, standing: standIn(course, progress, mode) };
  const phase = learner.standing.phases.find((candidate) => candidate.phase.number === standing.phase.number);
  return succeed({
    learner,
    lesson,
    already,
    phase: !already && phase?.state === "done" ? phase.phase : null,
    next: learner.standing.next,
  });
}
