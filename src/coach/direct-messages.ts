import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Delivery, Ports, Reminder } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";
import type { ReminderLoop } from "./reminder-loop.ts";

/** What waits for a learner whose direct messages are closed. */
export type KeptReminders = {
  learner: Learner;
  deliveries: readonly Delivery[];
  /** Fell due since, not yet claimed. */
  due: readonly Reminder[];
};

/** What the learner has not yet been told of; null when there is nothing. Telling marks it told. */
export async function takeNotice(ports: Ports, who: Who): Promise<KeptReminders | null> {
  const enrolment =
    "guildId" in who
      ? await ports.enrolments.current(who.guildId, who.userId)
      : await ports.enrolments.byId(who.enrolmentId);
  if (enrolment === null || enrolment.directMessagesClosedAt === null || enrolment.toldOfClosedDirectMessages) {
    return null;
  }
  const found = await findLearner(ports, { userId: who.userId, enrolmentId: enrolment.id });
  if (!found.ok) return null;
  await ports.enrolments.markTold(enrolment.id);
  const now = ports.clock.now();
  return {
    learner: found.value,
    deliveries: await ports.deliveries.keptFor(enrolment.id),
    due: (await ports.reminders.list(enrolment.id)).filter(({ dueAt }) => dueAt <= now),
  };
}

/** Tries the kept reminders again, now that the learner says their direct messages are open. */
export async function retryDirectMessages(
  ports: Ports,
  loop: ReminderLoop,
  who: Who,
): Promise<Result<{ learner: Learner; open: boolean }>> {
  const found = await findLearner(ports, who);
  if (!found.ok) return found;
  const { enrolment } = found.value;
  await ports.enrolments.reopenDirectMessages(enrolment.id, ports.clock.now());
  await loop.run();
  const after = await ports.enrolments.byId(enrolment.id);
  const open = after?.directMessagesClosedAt === null;
  if (!open) await ports.enrolments.markTold(enrolment.id);
  return succeed({ learner: found.value, open });
}
