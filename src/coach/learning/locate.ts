import { findCourse } from "../courses/find-course.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { Who } from "./learner.ts";
import type { LearnerRecord, LearningPorts } from "./ports.ts";

/** A learner's row and their course. `isCurrent`: the member's commands mean this course even if they name none. */
export type Located = { record: LearnerRecord; content: ServedCourse; isCurrent: boolean };

/** Finds the enrolment that is meant. Fails if it is not the asker's, or if they have left. */
export async function locate(ports: LearningPorts, who: Who): Promise<Result<Located>> {
  if ("guildId" in who && who.courseId != null) return locateNamed(ports, { ...who, courseId: who.courseId });
  const record =
    "enrolmentId" in who
      ? await ports.learners.byId(who.enrolmentId)
      : ((await ports.learners.active(who.guildId, who.userId))[0] ?? null);
  if (record !== null && record.enrolment.userId !== who.userId) return fail({ kind: "not-yours" });
  if (record === null || record.enrolment.leftAt !== null) return fail({ kind: "not-joined" });
  const content = await ports.catalog.course(record.enrolment.guildId, record.enrolment.courseId);
  return content === null
    ? fail({ kind: "course-gone" })
    : succeed({ record, content, isCurrent: !("enrolmentId" in who) });
}

async function locateNamed(
  ports: LearningPorts,
  { guildId, userId, courseId }: { guildId: string; userId: string; courseId: string },
): Promise<Result<Located>> {
  const found = await findCourse(ports, { guildId, courseId });
  if (!found.ok) return found;
  const content = found.value;
  const { id, title } = content.course;
  const own = await ports.learners.active(guildId, userId);
  const record = own.find(({ enrolment }) => enrolment.courseId === id);
  if (record !== undefined) return succeed({ record, content, isCurrent: own[0] === record });
  const mayJoin = !content.archived || (await ports.learners.everIn(guildId, userId, id));
  return fail(mayJoin ? { kind: "not-in-course", courseId: id, title } : { kind: "not-offered", title });
}
