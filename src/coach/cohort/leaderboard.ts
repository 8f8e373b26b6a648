import { activeOf } from "../../study/enrolment.ts";
import { type LeaderboardEntry, rankLearners } from "../../study/leaderboard.ts";
import type { CourseContent } from "../courses/ports.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { CohortPorts } from "./ports.ts";

export type Leaderboard = {
  content: CourseContent;
  entries: readonly LeaderboardEntry[];
};

/**
 * The leaderboard of a server, for one course: the one that is named, or else the asker's own, or else the one with the
 * most learners, or else the first that is offered.
 */
export async function readLeaderboard(
  ports: CohortPorts,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<Leaderboard>> {
  const courseId = await chooseCourseId(ports, input);
  const content = courseId === null ? null : await ports.catalog.course(input.guildId, courseId);
  if (content === null) return fail({ kind: "course-gone" });
  const cohort = await ports.cohorts.cohort(input.guildId, content.course.id);
  return succeed({ content, entries: rankLearners(content.course, cohort) });
}

async function chooseCourseId(
  ports: CohortPorts,
  { guildId, userId, courseId }: { guildId: string; userId: string; courseId: string | null },
): Promise<string | null> {
  if (courseId !== null) return courseId;
  const [own] = await ports.learners.active(guildId, userId);
  const ownId = own?.enrolment.courseId;
  if (ownId !== undefined && (await ports.catalog.course(guildId, ownId)) !== null) return ownId;
  const courses = await ports.catalog.courses(guildId);
  const offered = courses.filter(({ archived }) => !archived).map(({ course }) => course.id);
  const studied = await ports.cohorts.learners(guildId);
  return [...studied.keys()].find((id) => offered.includes(id)) ?? offered[0] ?? null;
}

/**
 * Hides a member from everything that others see in this server, or shows them again. Doing so again changes nothing.
 */
export async function setHidden(
  ports: CohortPorts,
  input: { guildId: string; userId: string; hidden: boolean },
): Promise<Result<{ hidden: boolean }>> {
  const { guildId, userId, hidden } = input;
  const { value } = await untilSettled(() =>
    ports.learners.decideForMember<Result<{ hidden: boolean }>>({
      guildId,
      userId,
      course: null,
      decide: ({ enrolments }) =>
        activeOf(enrolments).length === 0
          ? keepAll(fail({ kind: "not-joined" }))
          : { value: succeed({ hidden }), changes: [{ kind: "hide", hidden }] },
    }),
  );
  return value;
}
