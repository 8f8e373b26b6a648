import { findNamed } from "../study/named.ts";
import type { Progress } from "../study/progress.ts";
import { type CourseStanding, type LessonStanding, standIn } from "../study/standing.ts";
import type { ServedCourse } from "./course-ports.ts";
import { findCourse } from "./find-course.ts";
import type { Enrolment } from "./learner-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

/**
 * Who asks: a member in a server, who may name a course of theirs (its id or title; without it, the one used last), or
 * the presser of a button that names an enrolment (it may stand in a direct message).
 */
export type Who = { userId: string } & ({ guildId: string; courseId?: string | null } | { enrolmentId: number });

export type Learner = {
  enrolment: Enrolment;
  content: ServedCourse;
  progress: Progress;
  standing: CourseStanding;
};

/** A course that was named becomes the one used last. */
export async function findLearner(ports: Ports, who: Who): Promise<Result<Learner>> {
  const found = await glanceAtLearner(ports, who);
  if (found.ok && "guildId" in who && who.courseId != null) {
    await ports.enrolments.makeCurrent(found.value.enrolment, ports.clock.now());
  }
  return found;
}

/** The same for somebody who is still typing: nothing changes. */
export async function glanceAtLearner(ports: Ports, who: Who): Promise<Result<Learner>> {
  if ("guildId" in who && who.courseId != null) {
    const named = await findOwn(ports, { ...who, courseId: who.courseId });
    return named.ok ? readLearner(ports, named.value) : named;
  }
  const enrolment =
    "enrolmentId" in who
      ? await ports.enrolments.byId(who.enrolmentId)
      : await ports.enrolments.current(who.guildId, who.userId);
  if (enrolment !== null && enrolment.userId !== who.userId) return fail({ kind: "not-yours" });
  if (enrolment === null || enrolment.leftAt !== null) return fail({ kind: "not-joined" });
  return readLearner(ports, enrolment);
}

async function findOwn(
  ports: Ports,
  { guildId, userId, courseId }: { guildId: string; userId: string; courseId: string },
): Promise<Result<Enrolment>> {
  const found = await findCourse(ports, { guildId, courseId });
  if (!found.ok) return found;
  const { course, archived } = found.value;
  const { id, title } = course;
  const own = await ports.enrolments.ofMember(guildId, userId);
  const enrolment = own.find((candidate) => candidate.courseId === id);
  if (enrolment !== undefined) return succeed(enrolment);
  const mayJoin = !archived || (await ports.enrolments.everIn(guildId, userId, id));
  return fail(mayJoin ? { kind: "not-in-course", courseId: id, title } : { kind: "not-offered", title });
}

/** The courses that a member is in here, the one used last first. */
export async function readOwnCourses(
  ports: Ports,
  { guildId, userId }: { guildId: string; userId: string },
): Promise<ServedCourse[]> {
  const own = await ports.enrolments.ofMember(guildId, userId);
  const courses = await Promise.all(own.map(({ courseId }) => ports.catalog.course(guildId, courseId)));
  return courses.filter((course) => course !== null);
}

async function readLearner(ports: Ports, enrolment: Enrolment): Promise<Result<Learner>> {
  const content = await ports.catalog.course(enrolment.guildId, enrolment.courseId);
  if (content === null) return fail({ kind: "course-gone" });
  const progress = await ports.progress.read(enrolment.id);
  return succeed({ enrolment, content, progress, standing: standIn(content.course, progress, content.mode) });
}

/** A lesson of the learner's course, whatever its state: a locked lesson can be read. */
export async function findLessonFor(
  ports: Ports,
  input: Who & { lessonId: string },
): Promise<Result<{ learner: Learner; standing: LessonStanding }>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const learner = found.value;
  const standing = findNamed(learner.standing.lessons, input.lessonId, ({ lesson }) => lesson);
  if (standing === undefined)
    return fail({ kind: "unknown-lesson", enrolmentId: learner.enrolment.id, asked: input.lessonId });
  return succeed({ learner, standing });
}

/** A lesson that may be started or completed: one that is open, or done already. */
export async function findOpenLesson(
  ports: Ports,
  input: Who & { lessonId: string },
): Promise<Result<{ learner: Learner; standing: LessonStanding }>> {
  const found = await findLessonFor(ports, input);
  if (!found.ok || found.value.standing.state !== "locked") return found;
  const { learner, standing } = found.value;
  return fail({
    kind: "locked",
    enrolmentId: learner.enrolment.id,
    lesson: standing.lesson,
    missing: standing.missing,
  });
}
