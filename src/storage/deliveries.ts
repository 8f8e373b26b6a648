import type { Deliveries, Delivery } from "../coach/reminder-ports.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNull, lte, sql } from "./drizzle.ts";
import { enrolmentColumns, reachable } from "./enrolment-columns.ts";
import { deliveries, deliveryOccurrences, enrolments, reminders } from "./schema.ts";

export function createDeliveryStore(database: Database): Deliveries {
  const { orm } = database;
  const deliveryColumns = {
    id: deliveries.id,
    enrolment: enrolmentColumns,
    omitted: deliveries.omitted,
    claimedAt: deliveries.claimedAt,
    attempts: deliveries.attempts,
  };
  const isIt = eq(deliveries.id, sql.placeholder("id"));
  const isUnsent = isNull(deliveries.sentAt);
  const isReminder = and(
    eq(reminders.id, sql.placeholder("reminderId")),
    eq(reminders.enrolmentId, sql.placeholder("enrolmentId")),
    eq(reminders.dueAt, sql.placeholder("expectedDueAt")),
  );

  const enrolmentOf = orm
    .select(enrolmentColumns)
    .from(enrolments)
    .where(eq(enrolments.id, sql.placeholder("enrolmentId")))
    .prepare();
  const unsent = orm
    .select(deliveryColumns)
    .from(deliveries)
    .innerJoin(enrolments, eq(enrolments.id, deliveries.enrolmentId))
    .where(and(isUnsent, lte(deliveries.nextAttemptAt, sql.placeholder("now")), reachable))
    .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.id))
    .limit(sql.placeholder("limit"))
    .prepare();
  const keptFor = orm
    .select(deliveryColumns)
    .from(deliveries)
    .innerJoin(enrolments, eq(enrolments.id, deliveries.enrolmentId))
    .where(and(eq(deliveries.enrolmentId, sql.placeholder("enrolmentId")), isUnsent))
    .orderBy(asc(deliveries.claimedAt), asc(deliveries.id))
    .prepare();
  const occurrencesOf = orm
    .select({
      reminderId: deliveryOccurrences.reminderId,
      dueAt: deliveryOccurrences.dueAt,
      rule: deliveryOccurrences.rule,
    })
    .from(deliveryOccurrences)
    .where(eq(deliveryOccurrences.deliveryId, sql.placeholder("id")))
    .orderBy(asc(deliveryOccurrences.dueAt), asc(deliveryOccurrences.reminderId))
    .prepare();
  const stillDue = orm.select({ id: reminders.id }).from(reminders).where(isReminder).prepare();
  const claimed = orm
    .select({ deliveryId: deliveryOccurrences.deliveryId })
    .from(deliveryOccurrences)
    .where(
      and(
        eq(deliveryOccurrences.reminderId, sql.placeholder("reminderId")),
        eq(deliveryOccurrences.dueAt, sql.placeholder("dueAt")),
      ),
    )
    .prepare();
  const insert = orm
    .insert(deliveries)
    .values({
      id: sql.placeholder("id"),
      enrolmentId: sql.placeholder("enrolmentId"),
      omitted: sql.placeholder("omitted"),
      claimedAt: sql.placeholder("now"),
      nextAttemptAt: sql.placeholder("now"),
    })
    .prepare();
  const insertOccurrence = orm
    .insert(deliveryOccurrences)
    .values({
      reminderId: sql.placeholder("reminderId"),
      dueAt: sql.placeholder("dueAt"),
      deliveryId: sql.placeholder("deliveryId"),
      rule: sql.placeholder("rule"),
    })
    .prepare();
  const moveOn = orm
    .update(reminders)
    .set({ dueAt: sql`${sql.placeholder("dueAt")}` })
    .where(isReminder)
    .prepare();
  const end = orm.delete(reminders).where(isReminder).prepare();
  const markSent = orm
    .update(deliveries)
    .set({
      sentAt: sql`${sql.placeholder("now")}`,
      messageId: sql`${sql.placeholder("messageId")}`,
      attempts: sql`${deliveries.attempts} + 1`,
    })
    .where(and(isIt, isUnsent))
    .prepare();
  const markFailed = orm
    .update(deliveries)
    .set({
      failure: sql`${sql.placeholder("reason")}`,
      nextAttemptAt: sql`${sql.placeholder("nextAttemptAt")}`,
      attempts: sql`${deliveries.attempts} + 1`,
    })
    .where(and(isIt, isUnsent))
    .prepare();

  const withOccurrences = (delivery: Omit<Delivery, "occurrences">): Delivery => ({
    ...delivery,
    occurrences: occurrencesOf.all({ id: delivery.id }),
  });

  return {
    async claim({ id, enrolmentId, occurrences, omitted, next, now }) {
      return database.write(() => {
        const free =
          next.every((reminder) => stillDue.get({ ...reminder, enrolmentId }) !== undefined) &&
          occurrences.every((occurrence) => claimed.get(occurrence) === undefined);
        const enrolment = enrolmentOf.get({ enrolmentId });
        if (!free || enrolment === undefined) return null;
        insert.run({ id, enrolmentId, omitted, now });
        for (const occurrence of occurrences) insertOccurrence.run({ ...occurrence, deliveryId: id });
        for (const reminder of next) (reminder.dueAt === null ? end : moveOn).run({ ...reminder, enrolmentId });
        return withOccurrences({ id, enrolment, omitted, claimedAt: now, attempts: 0 });
      });
    },

    async unsent(now, limit) {
      return database.read(() => unsent.all({ now, limit }).map(withOccurrences));
    },

    async keptFor(enrolmentId) {
      return database.read(() => keptFor.all({ enrolmentId }).map(withOccurrences));
    },

    async markSent(id, messageId, now) {
      database.write(() => markSent.run({ id, messageId, now }));
    },

    async markFailed(id, reason, nextAttemptAt) {
      database.write(() => markFailed.run({ id, reason, nextAttemptAt }));
    },
  };
}
