import type { Enrolment } from "../../study/enrolment.ts";
import type { ServedCourse } from "../courses/ports.ts";
import type { Problem } from "../problem.ts";
import type { LearnerRecord, LearningPorts } from "./ports.ts";

/** Why somebody is not a learner where they ask, in the words that are true for them. */

/** For a member who is in no course of the server. */
export async function whyInNone(
  ports: LearningPorts,
  { guildId, userId }: { guildId: string; userId: string },
): Promise<Problem> {
  const [last] = await ports.learners.left(guildId, userId);
  if (last !== undefined) return whyLeft(ports, last);
  const courses = await ports.catalog.courses(guildId);
  return courses.some(({ archived }) => !archived) ? { kind: "not-joined" } : { kind: "nothing-offered" };
}

/** For a member who left this course. */
export async function whyLeft(ports: LearningPorts, { enrolment }: Pick<LearnerRecord, "enrolment">): Promise<Problem> {
  return leftProblem(enrolment, await ports.catalog.course(enrolment.guildId, enrolment.courseId));
}

export function leftProblem({ id }: Enrolment, content: ServedCourse | null): Problem {
  const course = content === null ? null : { id: content.course.id, title: content.course.title };
  return { kind: "left", enrolmentId: id, course };
}
