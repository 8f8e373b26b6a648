import { rescheduled } from "../../reminders/due.ts";
import { resolveTimeZone } from "../../reminders/time-zone.ts";
import { type Enrolling, type EnrolmentChange, enrol } from "../../study/enrolment.ts";
import { findNamed } from "../../study/named.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import { courseEdition } from "./decide.ts";
import { findLearner } from "./find-learner.ts";
import type { Learner } from "./learner.ts";
import type { LearningPorts, LockedMember, MemberChange } from "./ports.ts";

export type Joined = { learner: Learner; outcome: Enrolling };

type Joining = { guildId: string; userId: string; courseId: string | null; timeZone: string };

/** Enrols a member; joining again changes the time zone and keeps every reminder's local hour. */
export async function joinCourse(ports: LearningPorts, input: Joining): Promise<Result<Joined>> {
  const { guildId, userId } = input;
  const joined = await untilSettled<Result<{ enrolmentId: number; outcome: Enrolling }>>(async () => {
    const chosen = await chooseCourse(ports, input);
    if (!chosen.ok) return chosen;
    const content = chosen.value;
    const courseId = content.course.id;
    const zone = await resolveTimeZone(input.timeZone, ports.clock.now());
    if (zone.kind === "unknown") {
      const { suggestions } = zone;
      return fail({ kind: "unknown-time-zone", asked: input.timeZone, suggestions, courseId });
    }
    const { timeZone } = zone;
    const decided = await ports.learners.decideForMember<Result<Enrolling>>({
      guildId,
      userId,
      course: courseEdition({ guildId, courseId }, content),
      decide: (member) => {
        const wasIn = member.enrolments.some((own) => own.courseId === courseId);
        // Somebody who was ever in an archived course may come back to it, or change their time zone.
        if (content.archived && !wasIn) return keepAll(fail({ kind: "not-offered", title: content.course.title }));
        // Now, and not when they asked: what fell due meanwhile would be moved as if it were still to come.
        const now = ports.clock.now();
        const { outcome, changes } = enrol(member.enrolments, { courseId, timeZone, now });
        return { value: succeed(outcome), changes: [...changes, ...moveSchedules(member, changes, now)] };
      },
    });
    if (decided.kind === "course-moved") return decided;
    const { value: outcome, enrolments } = decided;
    const own = enrolments.find((enrolment) => enrolment.courseId === courseId);
    if (!outcome.ok) return outcome;
    return own === undefined ? fail({ kind: "not-joined" }) : succeed({ enrolmentId: own.id, outcome: outcome.value });
  });
  if (!joined.ok) return joined;
  const learner = await findLearner(ports, { userId, enrolmentId: joined.value.enrolmentId });
  return learner.ok ? succeed({ learner: learner.value, outcome: joined.value.outcome }) : learner;
}

/** Moves the due times of reminders, so that they keep their local hour in the new zone. */
function moveSchedules(member: LockedMember, changes: readonly EnrolmentChange[], now: number): MemberChange[] {
  return changes.flatMap((change) =>
    change.kind !== "change-zone"
      ? []
      : (member.schedules.get(change.enrolmentId) ?? []).map(({ id, rule, dueAt }) => ({
          kind: "reschedule" as const,
          scheduleId: id,
          dueAt: rescheduled(rule, change.timeZone, dueAt, now),
        })),
  );
}

async function chooseCourse(
  ports: LearningPorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<ServedCourse>> {
  const { guildId, userId } = input;
  const all = await ports.catalog.courses(guildId);
  const [current] = await ports.learners.active(guildId, userId);
  // If no course is named, the current one is meant, unless it is no longer here.
  const wanted = input.courseId ?? all.find(({ course }) => course.id === current?.enrolment.courseId)?.course.id;
  const offered = all.filter(({ archived }) => !archived);
  const known = offered.map(({ course }) => ({ id: course.id, title: course.title }));
  if (wanted === undefined) {
    const [only, ...others] = offered;
    return only !== undefined && others.length === 0 ? succeed(only) : fail({ kind: "choose-course", known });
  }
  const named = findNamed(all, wanted, ({ course }) => course);
  return named === undefined ? fail({ kind: "unknown-course", asked: wanted, known }) : succeed(named);
}
