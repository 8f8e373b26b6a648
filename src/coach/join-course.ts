import { rescheduled } from "../reminders/due.ts";
import { resolveTimeZone } from "../reminders/time-zone.ts";
import { findNamed } from "../study/named.ts";
import type { CourseContent } from "./course-ports.ts";
import { findLearner, type Learner } from "./find-learner.ts";
import type { Enrolment } from "./learner-ports.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

export type Joined = {
  learner: Learner;
  outcome: "joined" | "returned" | "zone-changed" | "unchanged";
};

/** Enrols a member; joining again changes the time zone and keeps every reminder's local hour. */
export async function joinCourse(
  ports: Ports,
  input: { guildId: string; userId: string; courseId: string | null; timeZone: string },
): Promise<Result<Joined>> {
  const now = ports.clock.now();
  const chosen = await chooseCourse(ports, input);
  if (!chosen.ok) return chosen;
  const courseId = chosen.value.course.id;
  const zone = resolveTimeZone(input.timeZone, now);
  if (zone.kind === "unknown") {
    return fail({
      kind: "unknown-time-zone",
      asked: input.timeZone,
      suggestions: zone.suggestions,
      courseId,
    });
  }
  const { enrolment, outcome } = await ports.enrolments.join({
    guildId: input.guildId,
    userId: input.userId,
    courseId,
    timeZone: zone.timeZone,
    now,
  });
  const changed = outcome === "already-joined" && enrolment.timeZone !== zone.timeZone;
  // A member lives in one zone, whichever of their courses they name.
  for (const own of await ports.enrolments.ofMember(input.guildId, input.userId)) {
    if (own.timeZone !== zone.timeZone) await changeTimeZone(ports, own, zone.timeZone, now);
  }
  await ports.enrolments.makeCurrent(enrolment, now);
  const learner = await findLearner(ports, { userId: input.userId, enrolmentId: enrolment.id });
  if (!learner.ok) return learner;
  return succeed({
    learner: learner.value,
    outcome: outcome !== "already-joined" ? outcome : changed ? "zone-changed" : "unchanged",
  });
}

async function chooseCourse(
  ports: Ports,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<CourseContent>> {
  const { guildId, userId } = input;
  const all = await ports.catalog.courses(guildId);
  const [current] = await ports.enrolments.ofMember(guildId, userId);
  // A course that is no longer here is not what somebody means who names none.
  const wanted = input.courseId ?? all.find(({ course }) => course.id === current?.courseId)?.course.id;
  const offered = all.filter(({ archived }) => !archived);
  const known = offered.map(({ course }) => ({ id: course.id, title: course.title }));
  if (wanted === undefined) {
    const [only, ...others] = offered;
    return only !== undefined && others.length === 0 ? succeed(only) : fail({ kind: "choose-course", known });
  }
  const named = findNamed(all, wanted, ({ course }) => course);
  // Whoever was ever in an archived course may come back to it, or change their time zone in it.
  const isOpen = named?.archived !== true || (await ports.enrolments.everIn(guildId, userId, named.course.id));
  if (named === undefined) return fail({ kind: "unknown-course", asked: wanted, known });
  return isOpen ? succeed(named) : fail({ kind: "not-offered", title: named.course.title });
}

async function changeTimeZone(ports: Ports, enrolment: Enrolment, timeZone: string, now: number): Promise<void> {
  const reminders = await ports.reminders.list(enrolment.id);
  await ports.enrolments.changeTimeZone({
    enrolmentId: enrolment.id,
    timeZone,
    dueTimes: reminders.map(({ id, rule, dueAt }) => ({
      reminderId: id,
      dueAt: rescheduled(rule, timeZone, dueAt, now),
    })),
  });
}
