import type { CourseEdition, Learners } from "../../coach/learning/ports.ts";
import { asItComes, editionOf } from "../../course/versions.ts";
import type { Database } from "./database.ts";
import { and, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { prepareLearnerReads } from "./learner-reads.ts";
import { prepareLearnerWrites, prepareMemberWrites } from "./learner-writes.ts";
import { enrolments, serverCourses } from "./schema.ts";

export function createLearnerStore(database: Database): Learners {
  const reads = prepareLearnerReads(database);
  const learner = prepareLearnerWrites(database);
  const member = prepareMemberWrites(database);
  const isStillEdition = prepareEditionCheck(database);
  const refusing = database.orm
    .select({ id: enrolments.id })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.guildId, sql.placeholder("guildId")),
        eq(enrolments.userId, sql.placeholder("userId")),
        isNull(enrolments.leftAt),
        isNotNull(enrolments.directMessagesClosedAt),
      ),
    )
    .limit(1)
    .prepare();

  return {
    async active(guildId, userId) {
      return reads.active(guildId, userId);
    },

    async byId(enrolmentId) {
      return reads.record(enrolmentId);
    },

    async left(guildId, userId) {
      return reads.left(guildId, userId);
    },

    async refusing(guildId, userId) {
      return refusing.get({ guildId, userId })?.id ?? null;
    },

    async schedules(enrolmentId) {
      return reads.schedules(enrolmentId);
    },

    async decide({ enrolmentId, course, decide }) {
      return database.write(() => {
        const record = reads.record(enrolmentId);
        if (record === null) return { kind: "gone" };
        if (!isStillEdition(course)) return { kind: "course-moved" };
        const { guildId, userId } = record.enrolment;
        const { value, changes } = decide({
          ...record,
          enrolments: reads.enrolments(guildId, userId),
          schedules: reads.schedules(enrolmentId),
        });
        for (const change of changes) learner.write(enrolmentId, change);
        return { kind: "decided", value };
      });
    },

    async decideForMember({ guildId, userId, course, decide }) {
      return database.write(() => {
        if (!isStillEdition(course)) return { kind: "course-moved" };
        const own = reads.enrolments(guildId, userId);
        const { value, changes } = decide({
          enrolments: own,
          schedules: new Map(own.map(({ id }) => [id, reads.schedules(id)])),
        });
        for (const change of changes) member.write({ guildId, userId }, change);
        return { kind: "decided", value, enrolments: reads.enrolments(guildId, userId) };
      });
    },
  };
}

/** Whether a course is still as it was when it was read for a decision; true if the decision needs no course (null). */
export function prepareEditionCheck({ orm }: Pick<Database, "orm">): (course: CourseEdition | null) => boolean {
  const now = orm
    .select({ version: serverCourses.version, mode: serverCourses.mode, archived: serverCourses.archived })
    .from(serverCourses)
    .where(
      and(
        eq(serverCourses.guildId, sql.placeholder("guildId")),
        eq(serverCourses.courseId, sql.placeholder("courseId")),
      ),
    )
    .prepare();
  return (course) => {
    if (course === null) return true;
    const { guildId, courseId, edition } = course;
    return editionOf(now.get({ guildId, courseId }) ?? asItComes(courseId)) === edition;
  };
}
