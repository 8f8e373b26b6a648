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
  refusal: enrolments.refusal,
};

/** The columns of a `Schedule`. */
export const scheduleColumns = {
  id: schedules.id,
  rule: schedules.rule,
  dueAt: schedules.dueAt,
  createdAt: schedules.createdAt,
};
