import { and, isNull } from "./drizzle.ts";
import { enrolments, schedules } from "./schema.ts";

/** The columns of an `Enrolment`. */
export const enrolmentColumns = {
  id: enrolments.id,
  guildId: enrolments.guildId,
  userId: enrolments.userId,
  courseId: enrolments.courseId,
  timeZone: enrolments.timeZone,
  hidden: enrolments.hidden,
  joinedAt: enrolments.joinedAt,
  activatedAt: enrolments.activatedAt,
  leftAt: enrolments.leftAt,
  directMessagesClosedAt: enrolments.directMessagesClosedAt,
  toldOfClosedDirectMessages: enrolments.toldOfClosedDirectMessages,
};

/** The columns of a `Schedule`. */
export const scheduleColumns = {
  id: schedules.id,
  rule: schedules.rule,
  dueAt: schedules.dueAt,
  createdAt: schedules.createdAt,
};

/** The learner is active and has not closed their direct messages, so what is due can be sent. */
export const reachable = and(isNull(enrolments.leftAt), isNull(enrolments.directMessagesClosedAt));
