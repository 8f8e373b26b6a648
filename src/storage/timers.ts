import type { Reminder } from "../coach/reminder-ports.ts";
import type { Rule } from "../reminders/rule.ts";
import { ruleKey, timerKey } from "../reminders/rule-key.ts";
import type { Database } from "./database.ts";
import { and, eq, sql } from "./drizzle.ts";
import { reminderColumns } from "./reminder-columns.ts";
import { reminders } from "./schema.ts";

/** A lesson's timer is a reminder that both the progress and the reminders store set: for use inside a transaction. */
export type Timers = {
  find(enrolmentId: number, lessonId: string): Reminder | null;
  /** Sets or moves the timer: there is one a lesson. */
  set(enrolmentId: number, rule: Extract<Rule, { kind: "timer" }>, dueAt: number, now: number): Reminder;
  remove(enrolmentId: number, lessonId: string): void;
};

export function createTimers({ orm }: Database): Timers {
  const isTimer = and(
    eq(reminders.enrolmentId, sql.placeholder("enrolmentId")),
    eq(reminders.ruleKey, sql.placeholder("key")),
  );
  const find = orm.select(reminderColumns).from(reminders).where(isTimer).prepare();
  const remove = orm.delete(reminders).where(isTimer).prepare();
  const set = orm
    .insert(reminders)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      rule: sql.placeholder("rule"),
      ruleKey: sql.placeholder("key"),
      dueAt: sql.placeholder("dueAt"),
      createdAt: sql.placeholder("now"),
    })
    .onConflictDoUpdate({
      target: [reminders.enrolmentId, reminders.ruleKey],
      set: { rule: sql`excluded.rule`, dueAt: sql`excluded.due_at` },
    })
    .returning(reminderColumns)
    .prepare();

  return {
    find: (enrolmentId, lessonId) => find.get({ enrolmentId, key: timerKey(lessonId) }) ?? null,
    set: (enrolmentId, rule, dueAt, now) => set.get({ enrolmentId, rule, key: ruleKey(rule), dueAt, now }),
    remove(enrolmentId, lessonId) {
      remove.run({ enrolmentId, key: timerKey(lessonId) });
    },
  };
}
