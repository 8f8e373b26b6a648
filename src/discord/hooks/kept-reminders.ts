import type { AfterReply } from "../after-reply.ts";
import { keptView } from "../views/reminder-message.ts";

/** Tells a member whose direct messages are closed, once, which reminders are kept for them. */
export const tellKeptReminders: AfterReply = async ({ coach, userId, guildId, enrolmentId }) => {
  const who = guildId !== null ? { userId, guildId } : enrolmentId !== null ? { userId, enrolmentId } : null;
  const kept = who === null ? null : await coach.reminders.takeNotice(who);
  return kept === null ? null : keptView(kept);
};
