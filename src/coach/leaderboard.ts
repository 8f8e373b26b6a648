import { type LeaderboardEntry, rankLearners } from "../study/leaderboard.ts";
import type { CourseContent } from "./course-ports.ts";
import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { fail, type Result, succeed } from "./problem.ts";

export type Leaderboard = {
  content: CourseContent;
  entries: readonly LeaderboardEntry[];
};

/** The board of a server: of the named course, else the asker's, else the one most studied here, else the first. */
export async function readLeaderboard(
  ports: Ports,
  input: { guildId: string; userId: string; courseId: string | null },
): Promise<Result<Leaderboard>> {
  const courseId = await chooseCourseId(ports, input);
  const content = courseId === null ? null : await ports.catalog.course(input.guildId, courseId);
  if (content === null) return fail({ kind: "course-gone" });
  const cohort = await ports.enrolments.cohort(input.guildId, content.course.id);
  return succeed({ content, entries: rankLearners(content.course, cohort) });
}

async function chooseCourseId(
  ports: Ports,
  { guildId, userId, courseId }: { guildId: string; userId: string; courseId: string | null },
): Promise<string | null> {
  if (courseId !== null) return courseId;
  const own = await ports.enrolments.current(guildId, userId);
  if (own !== null && (await ports.catalog.course(guildId, own.courseId)) !== null) return own.courseId;
  const courses = await ports.catalog.courses(guildId);
  const offered = courses.filter(({ archived }) => !archived).map(({ course }) => course.id);
  const studied = await ports.enrolments.studied(guildId);
  return studied.find((id) => offered.includes(id)) ?? offered[0] ?? null;
}

/** Hides a learner from every page that others see, or shows them again. Repeating it changes nothing. */
export async function setHidden(ports: Ports, input: Who & { hidden: boolean }): Promise<Result<{ learner: Learner }>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const { guildId, userId } = found.value.enrolment;
  await ports.enrolments.setHidden(guildId, userId, input.hidden);
  return succeed({ learner: found.value });
}
