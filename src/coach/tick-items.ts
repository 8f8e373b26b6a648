import type { Lesson } from "../course/model.ts";
import { makeChecklist } from "../study/checklist.ts";
import type { TickKind } from "../study/progress.ts";
import { standIn } from "../study/standing.ts";
import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";

export type Ticked = {
  /** As it is now. */
  learner: Learner;
  /** Lessons that stayed as they were because something before them is missing. */
  locked: readonly { lesson: Lesson; missing: readonly Lesson[] }[];
  /** How many of the wanted lines the course no longer has. */
  gone: number;
};

/**
 * Ticks or unticks checklist lines by key. The wanted state is stated, so repeating it changes nothing. Lessons
 * are taken in course order: ticking a whole phase together with the first lesson of the next one works.
 */
export async function tickItems(
  ports: Ports,
  input: Who & { keys: readonly string[]; ticked: boolean },
): Promise<Result<Ticked>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const { enrolment, content, progress } = found.value;
  const wanted = new Set(input.keys);
  const lines = makeChecklist(content.course, progress, content.mode)
    .flatMap((section) => section.lines)
    .filter((line) => wanted.has(line.key) && !line.automatic);
  const now = ports.clock.now();

  const completed = new Map(progress.completed);
  const locked: { lesson: Lesson; missing: readonly Lesson[] }[] = [];
  const lessonIds: string[] = [];
  for (const line of lines) {
    if (line.lesson === null) continue;
    const lessonId = line.lesson.lesson.id;
    const { lessons } = standIn(content.course, { completed }, content.mode);
    const standing = lessons.find(({ lesson }) => lesson.id === lessonId);
    if (input.ticked && standing?.state === "locked") {
      locked.push({ lesson: standing.lesson, missing: standing.missing });
      continue;
    }
    lessonIds.push(lessonId);
    if (input.ticked) completed.set(lessonId, now);
  }
  const items = lines.filter((line) => line.lesson === null).map((line) => parseTickKey(line.key));

  if (lessonIds.length > 0) {
    await (input.ticked
      ? ports.progress.completeLessons({ enrolmentId: enrolment.id, lessonIds, now })
      : ports.progress.reopenLessons({ enrolmentId: enrolment.id, lessonIds }));
  }
  if (items.length > 0) await ports.progress.setTicks({ enrolmentId: enrolment.id, items, ticked: input.ticked, now });

  const learner = await findLearner(ports, { userId: enrolment.userId, enrolmentId: enrolment.id });
  if (!learner.ok) return learner;
  return succeed({ learner: learner.value, locked, gone: wanted.size - lines.length });
}

function parseTickKey(key: string): { kind: TickKind; id: string } {
  const split = key.indexOf(":");
  return { kind: key.slice(0, split) as TickKind, id: key.slice(split + 1) };
}
