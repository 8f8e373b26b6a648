import { activeOf } from "../../study/enrolment.ts";
import { LEADERBOARD_PAGE, type LeaderboardEntry, rankLearners } from "../../study/leaderboard.ts";
import type { CourseContent } from "../courses/ports.ts";
import { whyInNone } from "../learning/outside.ts";
import { keepAll, untilSettled } from "../ports.ts";
import { fail, type Result, succeed } from "../problem.ts";
import type { CohortPorts, LearnerProgress } from "./ports.ts";

export type Leaderboard = {
  content: CourseContent;
  /** Names are up to date on the page that was asked for. */
  entries: readonly LeaderboardEntry[];
  /** Whether the asker is a learner here who is hidden. */
  askerHidden: boolean;
};

/** A member who says nothing here is asked about again after this long: people rename themselves, and leave. */
const ASKED_AGAIN_AFTER_MS = 24 * 3_600_000;

/** How often a page is filled up with the next learners, if some on it turn out to have left. */
const MOST_ROUNDS = 5;

/**
 * The leaderboard of a server, with names for those on `page` (from 0). Who has left the server is not on it: Discord is
 * asked about those on the page, and the answer is kept for a day. It is for one course: the one that is named, or else
 * the asker's own, or else the one with the most learners, or else the first that is offered.
 */
export async function readLeaderboard(
  ports: CohortPorts,
  input: { guildId: string; userId: string; courseId: string | null; page: number },
): Promise<Result<Leaderboard>> {
  const courseId = await chooseCourseId(ports, input);
  if (courseId === null) return fail({ kind: "nothing-offered" });
  const content = await ports.catalog.course(input.guildId, courseId);
  if (content === null) return fail({ kind: "course-gone", enrolmentId: null });
  const { guildId } = input;
  const now = ports.clock.now();
  const asked = new Set<string>();
  let cohort = await ports.cohorts.cohort(guildId, content.course.id);
  for (let round = 0; ; round += 1) {
    cohort = cohort.filter((member) => !hasLeft(member, now));
    const ranked = rankLearners(content.course, cohort);
    const start = pageStart(input.page, ranked.length);
    const shown = new Set(ranked.slice(start, start + LEADERBOARD_PAGE).map(({ userId }) => userId));
    const unsure = cohort.filter(
      (member) => shown.has(member.userId) && !isFresh(member, now) && !asked.has(member.userId),
    );
    if (unsure.length === 0 || round === MOST_ROUNDS) {
      const [own] = await ports.learners.active(guildId, input.userId);
      return succeed({ content, entries: ranked, askerHidden: own?.enrolment.hidden ?? false });
    }
    for (const { userId } of unsure) asked.add(userId);
    const news = await askAbout(ports, guildId, unsure);
    cohort = cohort.map((member) => {
      const displayName = news.get(member.userId);
      return displayName === undefined ? member : { ...member, displayName, namedAt: now };
    });
  }
}

function isFresh({ namedAt }: LearnerProgress, now: number): boolean {
  return namedAt !== null && now - namedAt <= ASKED_AGAIN_AFTER_MS;
}

/** What Discord said lately is taken to be still true. */
function hasLeft(member: LearnerProgress, now: number): boolean {
  return member.displayName === null && isFresh(member, now);
}

/** The first entry of a page, or of the last one if there are fewer pages by now. */
function pageStart(page: number, entries: number): number {
  const last = Math.max(0, Math.ceil(entries / LEADERBOARD_PAGE) - 1);
  return Math.min(Math.max(page, 0), last) * LEADERBOARD_PAGE;
}

/** Asks for names, and keeps them. Somebody who is not in the server has none. Those that got no answer are left out. */
async function askAbout(
  ports: CohortPorts,
  guildId: string,
  members: readonly LearnerProgress[],
): Promise<Map<string, string | null>> {
  const now = ports.clock.now();
  const asked = await Promise.all(
    members.map(async ({ userId }): Promise<[string, string | null][]> => {
      try {
        const displayName = await ports.directory.displayName(guildId, userId);
        await ports.cohorts.keepName({ guildId, userId, displayName, now });
        return [[userId, displayName]];
      } catch (error) {
        ports.log.warn({ error, guild: guildId }, "a member's name could not be asked for; the next board asks again");
        return [];
      }
    }),
  );
  return new Map(asked.flat());
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
    ports.learners.decideForMember<{ hidden: boolean } | null>({
      guildId,
      userId,
      course: null,
      decide: ({ enrolments }) =>
        activeOf(enrolments).length === 0 ? keepAll(null) : { value: { hidden }, changes: [{ kind: "hide", hidden }] },
    }),
  );
  return value === null ? fail(await whyInNone(ports, input)) : succeed(value);
}

/** Keeps the name that Discord shows for a member, if they are a learner here. */
export async function keepName(
  ports: CohortPorts,
  input: { guildId: string; userId: string; displayName: string },
): Promise<void> {
  await ports.cohorts.keepName({ ...input, now: ports.clock.now() });
}
