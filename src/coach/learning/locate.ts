import { findNamed } from "../../study/named.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { Who } from "./learner.ts";
import { whyInNone, whyLeft } from "./outside.ts";
import type { LearnerRecord, LearningPorts } from "./ports.ts";

/** A learner's row and their course. `isCurrent`: the member's commands mean this course even if they name none. */
export type Located = { record: LearnerRecord; content: ServedCourse; isCurrent: boolean };

/** Finds the enrolment that is meant. Fails if it is not the asker's, or if they have left. */
export async function locate(ports: LearningPorts, who: Who): Promise<Result<Located>> {
  if ("enrolmentId" in who) return locatePressed(ports, who);
  if (who.courseId != null) return locateNamed(ports, { ...who, courseId: who.courseId });
  const [record] = await ports.learners.active(who.guildId, who.userId);
  return record === undefined ? fail(await whyInNone(ports, who)) : withContent(ports, record, true);
}

async function locatePressed(
  ports: LearningPorts,
  { userId, enrolmentId }: { userId: string; enrolmentId: number },
): Promise<Result<Located>> {
  const record = await ports.learners.byId(enrolmentId);
  if (record === null) return fail({ kind: "erased" });
  if (record.enrolment.userId !== userId) return fail({ kind: "not-yours" });
  if (record.enrolment.leftAt !== null) return fail(await whyLeft(ports, record));
  return withContent(ports, record, false);
}

async function withContent(ports: LearningPorts, record: LearnerRecord, isCurrent: boolean): Promise<Result<Located>> {
  const { id: enrolmentId, guildId, courseId } = record.enrolment;
  const content = await ports.catalog.course(guildId, courseId);
  return content === null ? fail({ kind: "course-gone", enrolmentId }) : succeed({ record, content, isCurrent });
}

async function locateNamed(
  ports: LearningPorts,
  { guildId, userId, courseId }: { guildId: string; userId: string; courseId: string },
): Promise<Result<Located>> {
  const courses = await ports.catalog.courses(guildId);
  const offered = courses.filter(({ archived }) => !archived);
  const own = await ports.learners.active(guildId, userId);
  const content = findNamed(courses, courseId, ({ course }) => course);
  if (content === undefined) {
    const isOwn = ({ course }: ServedCourse) => own.some(({ enrolment }) => enrolment.courseId === course.id);
    const known = courses
      .filter((served) => !served.archived || isOwn(served))
      .map(({ course }) => ({ id: course.id, title: course.title }));
    return fail({ kind: "unknown-course", asked: courseId, known });
  }
  const { id, title } = content.course;
  const record = own.find(({ enrolment }) => enrolment.courseId === id);
  if (record !== undefined) return succeed({ record, content, isCurrent: own[0] === record });
  const left = (await ports.learners.left(guildId, userId)).find(({ enrolment }) => enrolment.courseId === id);
  if (left !== undefined) return fail(await whyLeft(ports, left));
  return fail(
    content.archived
      ? { kind: "not-offered", title, others: offered.length > 0 }
      : { kind: "not-in-course", courseId: id, title },
  );
}
