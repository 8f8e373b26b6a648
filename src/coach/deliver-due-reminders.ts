import { takeDue } from "../reminders/due.ts";
import { findLesson } from "../study/standing.ts";
import type { Ports } from "./ports.ts";
import type { Delivery, DueReminder } from "./reminder-ports.ts";

/** How many rows one round reads; rounds follow until nothing is due. */
const BATCH = 100;

/** Milliseconds to the next attempt: a minute, then doubling, to an hour. */
const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 3_600_000;

/**
 * Claims what is due and sends what is claimed, including what a crash left between the two.
 * Everything due of one learner goes into one message. Only one run may be under way: see `reminder-loop.ts`.
 */
export async function deliverDueReminders(ports: Ports): Promise<void> {
  const now = ports.clock.now();
  do await sendUnsent(ports, now);
  while (await claimDue(ports, now));
}

async function sendUnsent(ports: Ports, now: number): Promise<void> {
  for (;;) {
    const deliveries = await ports.deliveries.unsent(now, BATCH);
    if (deliveries.length === 0) return;
    await Promise.all(deliveries.map((delivery) => attemptOrKeep(ports, delivery, now)));
  }
}

/** Says whether anything was claimed. */
async function claimDue(ports: Ports, now: number): Promise<boolean> {
  const due = await ports.reminders.due(now, BATCH);
  let claimed = false;
  for (const reminders of Map.groupBy(due, ({ enrolmentId }) => enrolmentId).values()) {
    if ((await claim(ports, reminders, now)) !== null) claimed = true;
  }
  return claimed;
}

async function claim(ports: Ports, reminders: readonly DueReminder[], now: number): Promise<Delivery | null> {
  const taken = reminders.map((reminder) => ({
    reminder,
    ...takeDue(reminder.rule, reminder.enrolment.timeZone, reminder.dueAt, now),
  }));
  const [first] = reminders;
  if (first === undefined) return null;
  return ports.deliveries.claim({
    id: ports.newDeliveryId(),
    enrolmentId: first.enrolmentId,
    occurrences: taken.flatMap(({ reminder, occurrences }) =>
      occurrences.map((dueAt) => ({ reminderId: reminder.id, dueAt, rule: reminder.rule })),
    ),
    omitted: taken.reduce((sum, { omitted }) => sum + omitted, 0),
    next: taken.map(({ reminder, next }) => ({
      reminderId: reminder.id,
      expectedDueAt: reminder.dueAt,
      dueAt: next,
    })),
    now,
  });
}

/** One learner's trouble must not keep the others waiting: what is thrown is logged, and the delivery is tried again. */
async function attemptOrKeep(ports: Ports, delivery: Delivery, now: number): Promise<void> {
  try {
    await attempt(ports, delivery, now);
  } catch (error) {
    ports.log.error({ error, delivery: delivery.id }, "a delivery threw; kept");
    await keep(ports, delivery, "thrown", now);
  }
}

async function keep(ports: Ports, delivery: Delivery, reason: string, now: number): Promise<void> {
  const wait = Math.min(FIRST_RETRY_MS * 2 ** delivery.attempts, LAST_RETRY_MS);
  await ports.deliveries.markFailed(delivery.id, reason, now + wait);
}

async function attempt(ports: Ports, delivery: Delivery, now: number): Promise<void> {
  const { enrolment } = delivery;
  const content = await ports.catalog.course(enrolment.guildId, enrolment.courseId);
  if (content === null) {
    // The course may come back with the next start; what waits for it is not lost meanwhile.
    ports.log.warn({ delivery: delivery.id, course: enrolment.courseId }, "the course of a reminder is away; kept");
    return keep(ports, delivery, "the course is away", now);
  }
  const progress = await ports.progress.read(enrolment.id);
  // A timer asks how a lesson went: not one that is done by now, nor one that the course no longer has.
  const occurrences = delivery.occurrences.filter(
    ({ rule }) =>
      rule.kind !== "timer" ||
      (!progress.completed.has(rule.lessonId) && findLesson(content.course, rule.lessonId) !== null),
  );
  if (occurrences.length === 0) {
    ports.log.info({ delivery: delivery.id, enrolment: enrolment.id }, "nothing left to remind of");
    return ports.deliveries.markSent(delivery.id, null, now);
  }
  const result = await ports.sender.sendReminder({ delivery: { ...delivery, occurrences }, content, progress, now });
  switch (result.kind) {
    case "sent":
      return ports.deliveries.markSent(delivery.id, result.messageId, now);
    case "closed":
      ports.log.info({ delivery: delivery.id, enrolment: enrolment.id }, "direct messages are closed; kept");
      return ports.enrolments.closeDirectMessages(enrolment.id, now);
    case "failed":
      ports.log.warn({ delivery: delivery.id, reason: result.reason }, "a reminder could not be sent; kept");
      return keep(ports, delivery, result.reason, now);
  }
}
