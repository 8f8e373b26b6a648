import type { LearnerChange, MemberChange } from "../../coach/learning/ports.ts";
import { ruleKey } from "../../reminders/rule-key.ts";
import type { Database } from "./database.ts";
import { and, eq, inArray, isNotNull, isNull, sql } from "./drizzle.ts";
import { deliveries, enrolments, lessonProgress, schedules, ticks } from "./schema.ts";

/** Writes what a rule decided about one learner. For use inside a transaction. */
export function prepareLearnerWrites({ orm }: Pick<Database, "orm">) {
  const ofLearner = eq(lessonProgress.enrolmentId, sql.placeholder("enrolmentId"));
  const isLesson = and(ofLearner, eq(lessonProgress.lessonId, sql.placeholder("lessonId")));
  const isSchedule = and(
    eq(schedules.enrolmentId, sql.placeholder("enrolmentId")),
    eq(schedules.id, sql.placeholder("scheduleId")),
  );
  const isIt = eq(enrolments.id, sql.placeholder("enrolmentId"));
  const unsent = and(eq(deliveries.enrolmentId, sql.placeholder("enrolmentId")), isNull(deliveries.sentAt));

  const start = orm
    .insert(lessonProgress)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      startedAt: sql.placeholder("at"),
    })
    .onConflictDoUpdate({
      target: [lessonProgress.enrolmentId, lessonProgress.lessonId],
      set: { startedAt: sql`excluded.started_at` },
      setWhere: isNull(lessonProgress.startedAt),
    })
    .prepare();
  const complete = orm
    .insert(lessonProgress)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      completedAt: sql.placeholder("at"),
    })
    .onConflictDoUpdate({
      target: [lessonProgress.enrolmentId, lessonProgress.lessonId],
      set: { completedAt: sql`excluded.completed_at` },
      setWhere: isNull(lessonProgress.completedAt),
    })
    .prepare();
  const reopenStarted = orm
    .update(lessonProgress)
    .set({ completedAt: null })
    .where(and(isLesson, isNotNull(lessonProgress.startedAt)))
    .prepare();
  // A lesson that was never started has its row only because it was completed.
  const reopenUnstarted = orm
    .delete(lessonProgress)
    .where(and(isLesson, isNull(lessonProgress.startedAt)))
    .prepare();
  const tick = orm
    .insert(ticks)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      kind: sql.placeholder("kind"),
      itemId: sql.placeholder("id"),
      tickedAt: sql.placeholder("at"),
    })
    .onConflictDoNothing()
    .prepare();
  const untick = orm
    .delete(ticks)
    .where(
      and(
        eq(ticks.enrolmentId, sql.placeholder("enrolmentId")),
        eq(ticks.kind, sql.placeholder("kind")),
        eq(ticks.itemId, sql.placeholder("id")),
      ),
    )
    .prepare();
  const schedule = orm
    .insert(schedules)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      rule: sql.placeholder("rule"),
      ruleKey: sql.placeholder("key"),
      dueAt: sql.placeholder("dueAt"),
      createdAt: sql.placeholder("createdAt"),
    })
    .onConflictDoUpdate({
      target: [schedules.enrolmentId, schedules.ruleKey],
      set: { rule: sql`excluded.rule`, dueAt: sql`excluded.due_at` },
    })
    .prepare();
  const reschedule = orm
    .update(schedules)
    .set({ dueAt: sql`${sql.placeholder("dueAt")}` })
    .where(isSchedule)
    .prepare();
  const unschedule = orm.delete(schedules).where(isSchedule).prepare();
  const activate = orm
    .update(enrolments)
    .set({ activatedAt: sql`${sql.placeholder("activatedAt")}` })
    .where(isIt)
    .prepare();
  const leave = orm
    .update(enrolments)
    .set({ leftAt: sql`${sql.placeholder("at")}` })
    .where(and(isIt, isNull(enrolments.leftAt)))
    .prepare();
  const withdraw = orm.delete(deliveries).where(unsent).prepare();
  const markTold = orm.update(enrolments).set({ toldOfClosedDirectMessages: true }).where(isIt).prepare();
  const reopen = orm
    .update(enrolments)
    .set({ directMessagesClosedAt: null, toldOfClosedDirectMessages: false })
    .where(isIt)
    .prepare();
  const sendNow = orm
    .update(deliveries)
    .set({ nextAttemptAt: sql`${sql.placeholder("at")}` })
    .where(and(unsent, isNull(deliveries.leasedBy)))
    .prepare();
  const erase = orm.delete(enrolments).where(isIt).prepare();

  return {
    write(enrolmentId: number, change: LearnerChange): void {
      switch (change.kind) {
        case "start":
          start.run({ enrolmentId, ...change });
          break;
        case "complete":
          complete.run({ enrolmentId, ...change });
          break;
        case "reopen":
          reopenStarted.run({ enrolmentId, ...change });
          reopenUnstarted.run({ enrolmentId, ...change });
          break;
        case "tick":
          tick.run({ enrolmentId, at: change.at, ...change.item });
          break;
        case "untick":
          untick.run({ enrolmentId, ...change.item });
          break;
        case "schedule":
          schedule.run({ enrolmentId, key: ruleKey(change.rule), ...change });
          break;
        case "reschedule":
          reschedule.run({ enrolmentId, ...change });
          break;
        case "unschedule":
          unschedule.run({ enrolmentId, ...change });
          break;
        case "activate":
          activate.run({ enrolmentId, ...change });
          break;
        case "leave":
          leave.run({ enrolmentId, ...change });
          break;
        case "withdraw-deliveries":
          withdraw.run({ enrolmentId });
          break;
        case "mark-told":
          markTold.run({ enrolmentId });
          break;
        case "reopen-direct-messages":
          reopen.run({ enrolmentId });
          sendNow.run({ enrolmentId, ...change });
          break;
        case "erase":
          erase.run({ enrolmentId });
      }
    },
  };
}

/** Writes what a rule decided about a member of a server. For use inside a transaction. */
export function prepareMemberWrites({ orm }: Pick<Database, "orm">) {
  const ofMember = and(
    eq(enrolments.guildId, sql.placeholder("guildId")),
    eq(enrolments.userId, sql.placeholder("userId")),
  );
  const isIt = and(ofMember, eq(enrolments.id, sql.placeholder("enrolmentId")));
  const own = orm.select({ id: enrolments.id }).from(enrolments).where(ofMember);

  const enrol = orm
    .insert(enrolments)
    .values({
      guildId: sql.placeholder("guildId"),
      userId: sql.placeholder("userId"),
      courseId: sql.placeholder("courseId"),
      timeZone: sql.placeholder("timeZone"),
      hidden: sql.placeholder("hidden"),
      joinedAt: sql.placeholder("joinedAt"),
      activatedAt: sql.placeholder("activatedAt"),
    })
    .prepare();
  const bringBack = orm
    .update(enrolments)
    .set({
      timeZone: sql`${sql.placeholder("timeZone")}`,
      activatedAt: sql`${sql.placeholder("activatedAt")}`,
      leftAt: null,
      directMessagesClosedAt: null,
      toldOfClosedDirectMessages: false,
    })
    .where(isIt)
    .prepare();
  const changeZone = orm
    .update(enrolments)
    .set({ timeZone: sql`${sql.placeholder("timeZone")}` })
    .where(isIt)
    .prepare();
  const activate = orm
    .update(enrolments)
    .set({ activatedAt: sql`${sql.placeholder("activatedAt")}` })
    .where(isIt)
    .prepare();
  const reschedule = orm
    .update(schedules)
    .set({ dueAt: sql`${sql.placeholder("dueAt")}` })
    .where(and(eq(schedules.id, sql.placeholder("scheduleId")), inArray(schedules.enrolmentId, own)))
    .prepare();
  const unschedule = orm
    .delete(schedules)
    .where(and(eq(schedules.id, sql.placeholder("scheduleId")), inArray(schedules.enrolmentId, own)))
    .prepare();
  const hide = orm
    .update(enrolments)
    .set({ hidden: sql`${sql.placeholder("hidden")}` })
    .where(ofMember)
    .prepare();

  return {
    write(member: { guildId: string; userId: string }, change: MemberChange): void {
      switch (change.kind) {
        case "enrol":
          enrol.run({ ...member, ...change });
          break;
        case "return":
          bringBack.run({ ...member, ...change });
          break;
        case "change-zone":
          changeZone.run({ ...member, ...change });
          break;
        case "activate":
          activate.run({ ...member, ...change });
          break;
        case "reschedule":
          reschedule.run({ ...member, ...change });
          break;
        case "unschedule":
          unschedule.run({ ...member, ...change });
          break;
        case "hide":
          hide.run({ ...member, hidden: Number(change.hidden) });
      }
    },
  };
}
