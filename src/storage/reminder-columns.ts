import { reminders } from "./schema.ts";

/** What a row needs to be a `coach` Reminder. */
export const reminderColumns = {
  id: reminders.id,
  enrolmentId: reminders.enrolmentId,
  rule: reminders.rule,
  dueAt: reminders.dueAt,
  createdAt: reminders.createdAt,
};
