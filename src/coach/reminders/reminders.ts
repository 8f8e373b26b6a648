import { bindVerbs } from "../bind.ts";
import { retryDirectMessages, takeNotice } from "./direct-messages.ts";
import { addOnceReminder, addWeeklyReminder, listReminders, removeReminders } from "./manage-reminders.ts";
import type { ReminderPorts } from "./ports.ts";

/** A learner's reminders, and what waits while their direct messages are closed. */
export function createReminders(ports: ReminderPorts) {
  const { bind, bindAndArm } = bindVerbs(ports);
  return {
    addWeeklyReminder: bindAndArm(addWeeklyReminder),
    addOnceReminder: bindAndArm(addOnceReminder),
    listReminders: bind(listReminders),
    removeReminders: bindAndArm(removeReminders),
    takeNotice: bind(takeNotice),
    retryDirectMessages: bind(retryDirectMessages),
  };
}
