import type { Reminders } from "../coach/reminder-ports.ts";
import { ruleKey } from "../reminders/rule-key.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNull, lte, notExists, sql } from "./drizzle.ts";
import { enrolmentColumns, reachable } from "./enrolment-columns.ts";
import { reminderColumns } from "./reminder-columns.ts";
import { deliveries, enrolments, lessonProgress, reminders } from "./schema.ts";
import { createTimers } from "./timers.ts";

export function createReminderStore(database: Database): Reminders {
  const { orm } = database;
  const timers = createTimers(database);
  const ofLearner = eq(reminders.enrolmentId, sql.placeholder("enrolmentId"));

  /** While a delivery waits to be sent, what falls due joins the next one: one catch-up, not one message for each. */
  const nothingUnsent = notExists(
    orm
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.enrolmentId, reminders.enrolmentId), isNull(deliveries.sentAt))),
  );

  const insert = orm
    .insert(reminders)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      rule: sql.placeholder("rule"),
      ruleKey: sql.placeholder("key"),
      dueAt: sql.placeholder("dueAt"),
      createdAt: sql.placeholder("now"),
    })
    .returning(reminderColumns)
    .prepare();
  const identical = orm
    .select(reminderColumns)
    .from(reminders)
    .where(and(ofLearner, eq(reminders.ruleKey, sql.placeholder("key"))))
    .prepare();
  const list = orm
    .select(reminderColumns)
    .from(reminders)
    .where(ofLearner)
    .orderBy(asc(reminders.dueAt), asc(reminders.id))
    .prepare();
  const remove = orm
    .delete(reminders)
    .where(and(ofLearner, eq(reminders.id, sql.placeholder("id"))))
    .prepare();
  const started = orm
    .select({ startedAt: lessonProgress.startedAt })
    .from(lessonProgress)
    .where(
      and(
        eq(lessonProgress.enrolmentId, sql.placeholder("enrolmentId")),
        eq(lessonProgress.lessonId, sql.placeholder("lessonId")),
      ),
    )
    .prepare();
  const due = orm
    .select({ ...reminderColumns, enrolment: enrolmentColumns })
    .from(reminders)
    .innerJoin(enrolments, eq(enrolments.id, reminders.enrolmentId))
    .where(and(lte(reminders.dueAt, sql.placeholder("now")), reachable, nothingUnsent))
    .orderBy(asc(reminders.dueAt), asc(reminders.id))
    .limit(sql.placeholder("limit"))
    .prepare();
  const nextReminder = orm
    .select({ at: reminders.dueAt })
    .from(reminders)
    .innerJoin(enrolments, eq(enrolments.id, reminders.enrolmentId))
    .where(and(reachable, nothingUnsent))
    .orderBy(asc(reminders.dueAt))
    .limit(1)
    .prepare();
  const nextAttempt = orm
    .select({ at: deliveries.nextAttemptAt })
    .from(deliveries)
    .innerJoin(enrolments, eq(enrolments.id, deliveries.enrolmentId))
    .where(and(isNull(deliveries.sentAt), reachable))
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(1)
    .prepare();

  return {
    async add({ enrolmentId, rule, dueAt, now }) {
      return database.write(() => {
        const key = ruleKey(rule);
        const reminder = identical.get({ enrolmentId, key });
        if (reminder !== undefined) return { reminder, added: false };
        return { reminder: insert.get({ enrolmentId, rule, key, dueAt, now }), added: true };
      });
    },

    async setTimer({ enrolmentId, lessonId, dueAt, now }) {
      return database.write(() => {
        const startedAt = started.get({ enrolmentId, lessonId })?.startedAt ?? now;
        return timers.set(enrolmentId, { kind: "timer", lessonId, startedAt }, dueAt, now);
      });
    },

    async list(enrolmentId) {
      return list.all({ enrolmentId });
    },

    async remove(enrolmentId, reminderIds) {
      return database.write(() => reminderIds.filter((id) => remove.run({ enrolmentId, id }).changes > 0).length);
    },

    async due(now, limit) {
      return due.all({ now, limit });
    },

    async nextDueAt() {
      return database.read(() => {
        const instants = [nextReminder.get(), nextAttempt.get()].flatMap((row) => (row === undefined ? [] : [row.at]));
        return instants.length === 0 ? null : Math.min(...instants);
      });
    },
  };
}
