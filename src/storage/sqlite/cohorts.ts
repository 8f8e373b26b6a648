import type { Cohorts } from "../../coach/cohort/ports.ts";
import type { Database } from "./database.ts";
import { and, asc, count, desc, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { enrolments, lessonProgress } from "./schema.ts";

export function createCohortStore({ orm }: Database): Cohorts {
  const inGuild = eq(enrolments.guildId, sql.placeholder("guildId"));
  const ofCourse = eq(enrolments.courseId, sql.placeholder("courseId"));
  const active = isNull(enrolments.leftAt);

  const cohort = orm
    .select({
      enrolmentId: enrolments.id,
      userId: enrolments.userId,
      joinedAt: enrolments.joinedAt,
      lessonId: lessonProgress.lessonId,
      completedAt: lessonProgress.completedAt,
    })
    .from(enrolments)
    .leftJoin(lessonProgress, eq(lessonProgress.enrolmentId, enrolments.id))
    .where(and(inGuild, ofCourse, active, eq(enrolments.hidden, false)))
    .orderBy(asc(enrolments.id))
    .prepare();
  const learners = orm
    .select({ courseId: enrolments.courseId, count: count() })
    .from(enrolments)
    .where(and(inGuild, active))
    .groupBy(enrolments.courseId)
    .orderBy(desc(count()), asc(enrolments.courseId))
    .prepare();
  const completions = orm
    .select({ lessonId: lessonProgress.lessonId, count: count() })
    .from(enrolments)
    .innerJoin(lessonProgress, eq(lessonProgress.enrolmentId, enrolments.id))
    .where(and(inGuild, ofCourse, active, isNotNull(lessonProgress.completedAt)))
    .groupBy(lessonProgress.lessonId)
    .prepare();

  return {
    async cohort(guildId, courseId) {
      const found = new Map<number, { userId: string; joinedAt: number; completed: Map<string, number> }>();
      for (const { enrolmentId, userId, joinedAt, lessonId, completedAt } of cohort.all({ guildId, courseId })) {
        const learner = found.get(enrolmentId) ?? { userId, joinedAt, completed: new Map() };
        found.set(enrolmentId, learner);
        if (lessonId !== null && completedAt !== null) learner.completed.set(lessonId, completedAt);
      }
      return Array.from(found, ([enrolmentId, learner]) => ({ enrolmentId, ...learner }));
    },

    async learners(guildId) {
      return new Map(learners.all({ guildId }).map(({ courseId, count: counted }) => [courseId, counted]));
    },

    async completions(guildId, courseId) {
      return new Map(completions.all({ guildId, courseId }).map(({ lessonId, count: done }) => [lessonId, done]));
    },
  };
}
