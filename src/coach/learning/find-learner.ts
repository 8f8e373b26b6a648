import type { LessonStanding } from "../../study/standing.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { type Result, succeed } from "../problem.ts";
import { activation, decideForLearner } from "./decide.ts";
import { type Learner, lessonOf, toLearner, type Who } from "./learner.ts";
import { locate } from "./locate.ts";
import type { LearningPorts } from "./ports.ts";

/** Finds the learner. If they named a course, it becomes the one used last. */
export async function findLearner(ports: LearningPorts, who: Who): Promise<Result<Learner>> {
  const located = await locate(ports, who);
  if (!located.ok) return located;
  const { record, content, isCurrent } = located.value;
  const named = "guildId" in who && who.courseId != null;
  if (!named || isCurrent) return succeed(toLearner(record, content));
  return decideForLearner(ports, who, (learner) => ({
    value: succeed(toLearner(learner, learner.content)),
    changes: activation(learner, ports.clock.now()),
  }));
}

/** Finds the learner and changes nothing: for somebody who is still typing. */
export async function glanceAtLearner(ports: LearningPorts, who: Who): Promise<Result<Learner>> {
  const located = await locate(ports, who);
  return located.ok ? succeed(toLearner(located.value.record, located.value.content)) : located;
}

/** The courses that a member is in here, the one used last first. */
export async function readOwnCourses(
  ports: LearningPorts,
  { guildId, userId }: { guildId: string; userId: string },
): Promise<ServedCourse[]> {
  const own = await ports.learners.active(guildId, userId);
  const courses = await Promise.all(own.map(({ enrolment }) => ports.catalog.course(guildId, enrolment.courseId)));
  return courses.filter((course) => course !== null);
}

/** A lesson of the learner's course, whatever its state: a locked lesson can be read. */
export async function findLesson(
  ports: LearningPorts,
  input: Who & { lessonId: string },
): Promise<Result<{ learner: Learner; standing: LessonStanding }>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const learner = found.value;
  const standing = lessonOf(learner, input.lessonId);
  return standing.ok ? succeed({ learner, standing: standing.value }) : standing;
}
