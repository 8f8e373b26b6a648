import { and, isNull } from "./drizzle.ts";
import { enrolments, schedules } from "./schema.ts";

/** What a row needs to be an `Enrolment`. */
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

/** What a row needs to be a `Schedule`. */
export const scheduleColumns = {
  id: schedules.id,
  rule: schedules.rule,
  dueAt: schedules.dueAt,
  createdAt: schedules.createdAt,
};

/** Active, and no refusal of direct messages stands: what is due may be sent. */
export const reachable = and(isNull(enrolments.leftAt), isNull(enrolments.directMessagesClosedAt));
