import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";
import type { ReminderLoop } from "./reminder-loop.ts";
import type { Delivery, Reminder } from "./reminder-ports.ts";

/** What waits for a learner whose direct messages are closed. */
export type KeptReminders = {
  learner: Learner;
  deliveries: readonly Delivery[];
  /** Fell due since, not yet claimed. */
  due: readonly Reminder[];
};

/** A learner who opened their direct messages need not say so: a command this long after a refusal tries them again. */
const RETRY_AFTER_MS = 3_600_000;

/**
 * What the learner has not yet been told of; null when there is nothing. Telling marks it told. Once told, a later
 * command tries again what is kept.
 */
export async function takeNotice(ports: Ports, loop: ReminderLoop, who: Who): Promise<KeptReminders | null> {
  // Whichever of a member's courses the refused reminder was of, the next command says so.
  const enrolments =
    "guildId" in who
      ? await ports.enrolments.ofMember(who.guildId, who.userId)
      : [await ports.enrolments.byId(who.enrolmentId)];
  const enrolment = enrolments.find((own) => own !== null && own.directMessagesClosedAt !== null) ?? null;
  if (enrolment === null || enrolment.directMessagesClosedAt === null) return null;
  if (enrolment.toldOfClosedDirectMessages) {
    const refusedFor = ports.clock.now() - enrolment.directMessagesClosedAt;
    if (refusedFor >= RETRY_AFTER_MS) await retry(ports, loop, enrolment.id);
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
  return succeed({ learner: found.value, open: await retry(ports, loop, found.value.enrolment.id) });
}

/** Says whether Discord took what was kept; the learner is not told of a further refusal as if it were news. */
async function retry(ports: Ports, loop: ReminderLoop, enrolmentId: number): Promise<boolean> {
  await ports.enrolments.reopenDirectMessages(enrolmentId, ports.clock.now());
  await loop.run();
  const after = await ports.enrolments.byId(enrolmentId);
  if (after?.directMessagesClosedAt === null) return true;
  await ports.enrolments.markTold(enrolmentId);
  return false;
}
