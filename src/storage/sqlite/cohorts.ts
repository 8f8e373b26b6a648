import type { Cohorts, LearnerProgress } from "../../coach/cohort/ports.ts";
import type { Database } from "./database.ts";
import { and, asc, count, desc, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { enrolments, lessonProgress } from "./schema.ts";

export function createCohortStore(database: Database): Cohorts {
  const { orm } = database;
  const inGuild = eq(enrolments.guildId, sql.placeholder("guildId"));
  const ofCourse = eq(enrolments.courseId, sql.placeholder("courseId"));
  const active = isNull(enrolments.leftAt);

  const cohort = orm
    .select({
      enrolmentId: enrolments.id,
      userId: enrolments.userId,
      displayName: enrolments.displayName,
      namedAt: enrolments.namedAt,
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

  const keepName = orm
    .update(enrolments)
    .set({ displayName: sql`${sql.placeholder("displayName")}`, namedAt: sql`${sql.placeholder("now")}` })
    .where(and(inGuild, eq(enrolments.userId, sql.placeholder("userId"))))
    .prepare();

  return {
    async cohort(guildId, courseId) {
      type Found = Omit<LearnerProgress, "enrolmentId" | "completed"> & { completed: Map<string, number> };
      const found = new Map<number, Found>();
      for (const { enrolmentId, lessonId, completedAt, ...member } of cohort.all({ guildId, courseId })) {
        const learner = found.get(enrolmentId) ?? { ...member, completed: new Map() };
        found.set(enrolmentId, learner);
        if (lessonId !== null && completedAt !== null) learner.completed.set(lessonId, completedAt);
      }
      return Array.from(found, ([enrolmentId, learner]) => ({ enrolmentId, ...learner }));
    },

    async keepName({ guildId, userId, displayName, now }) {
      await database.write(() => keepName.run({ guildId, userId, displayName, now }));
    },

    async learners(guildId) {
      return new Map(learners.all({ guildId }).map(({ courseId, count: counted }) => [courseId, counted]));
    },

    async completions(guildId, courseId) {
      return new Map(completions.all({ guildId, courseId }).map(({ lessonId, count: done }) => [lessonId, done]));
    },
  };
}
