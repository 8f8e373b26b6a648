import { and, isNull } from "./drizzle.ts";
import { enrolments } from "./schema.ts";

/** What a row needs to be a `coach` Enrolment. */
export const enrolmentColumns = {
  id: enrolments.id,
  guildId: enrolments.guildId,
  userId: enrolments.userId,
  courseId: enrolments.courseId,
  timeZone: enrolments.timeZone,
  hidden: enrolments.hidden,
  joinedAt: enrolments.joinedAt,
  leftAt: enrolments.leftAt,
  directMessagesClosedAt: enrolments.directMessagesClosedAt,
  toldOfClosedDirectMessages: enrolments.toldOfClosedDirectMessages,
};

/** Active, and no refusal of direct messages stands: what is due may be sent. */
export const reachable = and(isNull(enrolments.leftAt), isNull(enrolments.directMessagesClosedAt));
