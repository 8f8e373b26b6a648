import { rescheduled, resumed } from "../../reminders/due.ts";
import { resolveTimeZone } from "../../reminders/time-zone.ts";
import { activeOf, type Enrolling, type Enrolment, type EnrolmentChange, enrol } from "../../study/enrolment.ts";
import { findNamed } from "../../study/named.ts";
import type { ServedCourse } from "../courses/ports.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Problem, type Result, succeed } from "../problem.ts";
import { courseEdition } from "./decide.ts";
import { findLearner } from "./find-learner.ts";
import type { Learner } from "./learner.ts";
import type { LearningPorts, LockedMember, MemberChange } from "./ports.ts";

export type Joined = {
  learner: Learner;
  outcome: Enrolling;
  /** For a member who is back: how many reminders go on, and how many are over because their time has passed. */
  reminders: { resumed: number; over: number };
  /** The member's other courses here that are in another time zone. */
  elsewhere: readonly { title: string; timeZone: string }[];
};

type Joining = { guildId: string; userId: string; courseId: string | null; timeZone: string };

/** Enrols a member; joining again changes the time zone and keeps every reminder's local hour. */
export async function joinCourse(ports: LearningPorts, input: Joining): Promise<Result<Joined>> {
  const { guildId, userId } = input;
  type Enrolled = Pick<Joined, "outcome" | "reminders">;
  type Own = { own: Enrolment; others: Enrolment[] };
  const joined = await untilSettled<Result<Enrolled & Own>>(async () => {
    const chosen = await chooseCourse(ports, input);
    if (!chosen.ok) return chosen;
    const { content, all } = chosen.value;
    const courseId = content.course.id;
    const zone = await resolveTimeZone(input.timeZone, ports.clock.now());
    if (zone.kind === "unknown") {
      const { suggestions } = zone;
      return fail({ kind: "unknown-time-zone", asked: input.timeZone, suggestions, courseId });
    }
    const { timeZone } = zone;
    const decided = await ports.learners.decideForMember<Result<Enrolled>>({
      guildId,
      userId,
      course: courseEdition({ guildId, courseId }, content),
      decide: (member) => {
        const wasIn = member.enrolments.some((own) => own.courseId === courseId);
        // Somebody who was ever in an archived course may come back to it, or change their time zone.
        if (content.archived && !wasIn) return keepAll(fail(notOffered(content, all)));
        // Now, and not when they asked: what fell due meanwhile would be moved as if it were still to come.
        const now = ports.clock.now();
        const { outcome, changes } = enrol(member.enrolments, { courseId, timeZone, now });
        const moved = moveSchedules(member, changes, now);
        const over = moved.filter(({ kind }) => kind === "unschedule").length;
        const back = outcome === "returned" ? moved.length - over : 0;
        return {
          value: succeed({ outcome, reminders: { resumed: back, over } }),
          changes: [...changes, ...moved],
        };
      },
    });
    if (decided.kind === "course-moved") return decided;
    const { value: outcome, enrolments } = decided;
    const own = enrolments.find((enrolment) => enrolment.courseId === courseId);
    if (!outcome.ok) return outcome;
    if (own === undefined) throw new Error("a member was enrolled, but has no enrolment");
    const others = activeOf(enrolments).filter(({ id, timeZone: zone }) => id !== own.id && zone !== own.timeZone);
    return succeed({ own, others, ...outcome.value });
  });
  if (!joined.ok) return joined;
  const { own, others, outcome, reminders } = joined.value;
  const learner = await findLearner(ports, { userId, enrolmentId: own.id });
  if (!learner.ok) return learner;
  const titled = await Promise.all(
    others.map(async (other) => ({ other, served: await ports.catalog.course(guildId, other.courseId) })),
  );
  const elsewhere = titled.flatMap(({ other, served }) =>
    served === null ? [] : [{ title: served.course.title, timeZone: other.timeZone }],
  );
  return succeed({ learner: learner.value, outcome, reminders, elsewhere });
}

/**
 * Moves the due times of reminders, so that they keep their local hour in the new zone. For a member who is back, their
 * reminders go on, without what passed meanwhile.
 */
function moveSchedules(
  member: LockedMember,
  changes: readonly EnrolmentChange[],
  now: number,
): Extract<MemberChange, { kind: "reschedule" | "unschedule" }>[] {
  return changes.flatMap((change) => {
    if (change.kind !== "change-zone" && change.kind !== "return") return [];
    const move = change.kind === "return" ? resumed : rescheduled;
    return (member.schedules.get(change.enrolmentId) ?? []).map(({ id: scheduleId, rule, dueAt }) => {
      const next = move(rule, change.timeZone, dueAt, now);
      return next === null ? { kind: "unschedule", scheduleId } : { kind: "reschedule", scheduleId, dueAt: next };
    });
  });
}

/** The course that a member would join; to be asked before anything else is asked of them. */
export async function findJoinable(
  ports: LearningPorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<ServedCourse>> {
  const { guildId, userId } = input;
  const chosen = await chooseCourse(ports, input);
  if (!chosen.ok || !chosen.value.content.archived) return chosen.ok ? succeed(chosen.value.content) : chosen;
  const { content, all } = chosen.value;
  const own = [...(await ports.learners.active(guildId, userId)), ...(await ports.learners.left(guildId, userId))];
  return own.some(({ enrolment }) => enrolment.courseId === content.course.id)
    ? succeed(content)
    : fail(notOffered(content, all));
}

function notOffered({ course }: ServedCourse, all: readonly ServedCourse[]): Problem {
  return { kind: "not-offered", title: course.title, others: all.some(({ archived }) => !archived) };
}

async function chooseCourse(
  ports: LearningPorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<{ content: ServedCourse; all: readonly ServedCourse[] }>> {
  const { guildId, userId } = input;
  const all = await ports.catalog.courses(guildId);
  const [current] = await ports.learners.active(guildId, userId);
  // If no course is named, the current one is meant, unless it is no longer here.
  const wanted = input.courseId ?? all.find(({ course }) => course.id === current?.enrolment.courseId)?.course.id;
  const offered = all.filter(({ archived }) => !archived);
  const known = offered.map(({ course }) => ({ id: course.id, title: course.title }));
  if (wanted === undefined) {
    const [only, ...others] = offered;
    if (only === undefined) return fail({ kind: "nothing-offered" });
    return others.length === 0 ? succeed({ content: only, all }) : fail({ kind: "choose-course", known });
  }
  const named = findNamed(all, wanted, ({ course }) => course);
  return named === undefined
    ? fail({ kind: "unknown-course", asked: wanted, known })
    : succeed({ content: named, all });
}
