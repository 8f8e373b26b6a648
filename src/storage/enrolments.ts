import type { Enrolment, Enrolments } from "../coach/learner-ports.ts";
import type { Database } from "./database.ts";
import { and, asc, count, desc, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { enrolmentColumns } from "./enrolment-columns.ts";
import { deliveries, enrolments, lessonProgress, reminders } from "./schema.ts";

export function createEnrolmentStore(database: Database): Enrolments {
  const { orm } = database;
  const isIt = eq(enrolments.id, sql.placeholder("id"));
  const inGuild = eq(enrolments.guildId, sql.placeholder("guildId"));
  const ofMember = and(inGuild, eq(enrolments.userId, sql.placeholder("userId")));
  const ofCourse = eq(enrolments.courseId, sql.placeholder("courseId"));
  const active = isNull(enrolments.leftAt);

  const byId = orm.select(enrolmentColumns).from(enrolments).where(isIt).prepare();
  const ofMemberInCourse = orm.select(enrolmentColumns).from(enrolments).where(and(ofMember, ofCourse)).prepare();
  /** Unordered: SQLite takes several times as long for a member's few rows when it must order them. */
  const activeOfMember = orm
    .select({ ...enrolmentColumns, activatedAt: enrolments.activatedAt })
    .from(enrolments)
    .where(and(ofMember, active))
    .prepare();
  const insert = orm
    .insert(enrolments)
    .values({
      guildId: sql.placeholder("guildId"),
      userId: sql.placeholder("userId"),
      courseId: sql.placeholder("courseId"),
      timeZone: sql.placeholder("timeZone"),
      // Who hid from one board here hid from all.
      hidden: sql`exists (select 1 from ${enrolments} where ${and(ofMember, eq(enrolments.hidden, true))})`,
      joinedAt: sql.placeholder("now"),
      activatedAt: sql.placeholder("activatedAt"),
    })
    .returning(enrolmentColumns)
    .prepare();
  // Leaving took every waiting message along, so an old refusal would only keep new ones back.
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
    .returning(enrolmentColumns)
    .prepare();
  const setTimeZone = orm
    .update(enrolments)
    .set({ timeZone: sql`${sql.placeholder("timeZone")}` })
    .where(isIt)
    .prepare();
  const setDueAt = orm
    .update(reminders)
    .set({ dueAt: sql`${sql.placeholder("dueAt")}` })
    .where(and(eq(reminders.id, sql.placeholder("reminderId")), eq(reminders.enrolmentId, sql.placeholder("id"))))
    .prepare();
  const erase = orm.delete(enrolments).where(isIt).prepare();
  const markLeft = orm
    .update(enrolments)
    .set({ leftAt: sql`${sql.placeholder("now")}` })
    .where(and(isIt, active))
    .prepare();
  const removeReminders = orm
    .delete(reminders)
    .where(eq(reminders.enrolmentId, sql.placeholder("id")))
    .prepare();
  const unsent = and(eq(deliveries.enrolmentId, sql.placeholder("id")), isNull(deliveries.sentAt));
  const removeUnsent = orm.delete(deliveries).where(unsent).prepare();
  const setHidden = orm
    .update(enrolments)
    .set({ hidden: sql`${sql.placeholder("hidden")}` })
    .where(ofMember)
    .prepare();
  const cohort = orm
    .select({
      enrolmentId: enrolments.id,
      userId: enrolments.userId,
      joinedAt: enrolments.joinedAt,
      lessonId: lessonProgress.lessonId,
      completedAt: lessonProgress.completedAt,
    })
    .from(enrolments)
    .leftJoin(lessonProgress, eq(lessonProgress.enrolmentId, enrolments.id))
    .where(and(inGuild, ofCourse, active, eq(enrolments.hidden, false)))
    .orderBy(asc(enrolments.id))
    .prepare();
  const studied = orm
    .select({ courseId: enrolments.courseId })
    .from(enrolments)
    .where(and(inGuild, active))
    .groupBy(enrolments.courseId)
    .orderBy(desc(count()), asc(enrolments.courseId))
    .prepare();
  const learners = orm
    .select({ count: count() })
    .from(enrolments)
    .where(and(inGuild, ofCourse, active))
    .prepare();
  const completions = orm
    .select({ lessonId: lessonProgress.lessonId, count: count() })
    .from(enrolments)
    .innerJoin(lessonProgress, eq(lessonProgress.enrolmentId, enrolments.id))
    .where(and(inGuild, ofCourse, active, isNotNull(lessonProgress.completedAt)))
    .groupBy(lessonProgress.lessonId)
    .prepare();
  const makeCurrent = orm
    .update(enrolments)
    .set({ activatedAt: sql`${sql.placeholder("activatedAt")}` })
    .where(and(isIt, active))
    .prepare();
  const close = orm
    .update(enrolments)
    .set({ directMessagesClosedAt: sql`${sql.placeholder("now")}`, toldOfClosedDirectMessages: false })
    .where(and(isIt, isNull(enrolments.directMessagesClosedAt)))
    .prepare();
  const reopen = orm
    .update(enrolments)
    .set({ directMessagesClosedAt: null, toldOfClosedDirectMessages: false })
    .where(isIt)
    .prepare();
  const sendNow = orm
    .update(deliveries)
    .set({ nextAttemptAt: sql`${sql.placeholder("now")}` })
    .where(unsent)
    .prepare();
  const markTold = orm.update(enrolments).set({ toldOfClosedDirectMessages: true }).where(isIt).prepare();

  type Member = { guildId: string; userId: string };

  /** The one activated last first. */
  function readActive({ guildId, userId }: Member) {
    return activeOfMember.all({ guildId, userId }).sort((a, b) => b.activatedAt - a.activatedAt || b.id - a.id);
  }

  function readOfMember(member: Member): Enrolment[] {
    return readActive(member).map(({ activatedAt: _activatedAt, ...enrolment }) => enrolment);
  }

  /** Later than the member's other activations, even in the same millisecond. */
  function nextActivation(member: Member, now: number): number {
    return Math.max(now, (readActive(member)[0]?.activatedAt ?? 0) + 1);
  }

  return {
    async join(input) {
      return database.write(() => {
        const known = ofMemberInCourse.get(input);
        if (known?.leftAt === null) return { enrolment: known, outcome: "already-joined" };
        const activatedAt = nextActivation(input, input.now);
        if (known === undefined) return { enrolment: insert.get({ ...input, activatedAt }), outcome: "joined" };
        return { enrolment: bringBack.get({ ...input, activatedAt, id: known.id }), outcome: "returned" };
      });
    },

    async current(guildId, userId) {
      return readOfMember({ guildId, userId })[0] ?? null;
    },

    async ofMember(guildId, userId) {
      return readOfMember({ guildId, userId });
    },

    async everIn(guildId, userId, courseId) {
      return ofMemberInCourse.get({ guildId, userId, courseId }) !== undefined;
    },

    async makeCurrent({ id, ...member }, now) {
      if (readActive(member)[0]?.id === id) return;
      database.write(() => makeCurrent.run({ id, activatedAt: nextActivation(member, now) }));
    },

    async byId(id) {
      return byId.get({ id }) ?? null;
    },

    async changeTimeZone({ enrolmentId: id, timeZone, dueTimes }) {
      database.write(() => {
        setTimeZone.run({ id, timeZone });
        for (const { reminderId, dueAt } of dueTimes) setDueAt.run({ id, reminderId, dueAt });
      });
    },

    async leave({ enrolmentId: id, erase: eraseAll, now }) {
      database.write(() => {
        if (eraseAll) {
          erase.run({ id });
        } else {
          markLeft.run({ id, now });
          removeReminders.run({ id });
          removeUnsent.run({ id });
        }
      });
    },

    async setHidden(guildId, userId, hidden) {
      database.write(() => setHidden.run({ guildId, userId, hidden: Number(hidden) }));
    },

    async cohort(guildId, courseId) {
      const learners = new Map<number, { userId: string; joinedAt: number; completed: Map<string, number> }>();
      for (const { enrolmentId, userId, joinedAt, lessonId, completedAt } of cohort.all({ guildId, courseId })) {
        const learner = learners.get(enrolmentId) ?? { userId, joinedAt, completed: new Map() };
        learners.set(enrolmentId, learner);
        if (lessonId !== null && completedAt !== null) learner.completed.set(lessonId, completedAt);
      }
      return Array.from(learners, ([enrolmentId, learner]) => ({ enrolmentId, ...learner }));
    },

    async studied(guildId) {
      return studied.all({ guildId }).map(({ courseId }) => courseId);
    },

    async census(guildId, courseId) {
      const course = { guildId, courseId };
      return database.read(() => ({
        learners: learners.get(course)?.count ?? 0,
        completions: new Map(completions.all(course).map(({ lessonId, count: completed }) => [lessonId, completed])),
      }));
    },

    async closeDirectMessages(id, now) {
      database.write(() => close.run({ id, now }));
    },

    async reopenDirectMessages(id, now) {
      database.write(() => {
        reopen.run({ id });
        sendNow.run({ id, now });
      });
    },

    async markTold(id) {
      database.write(() => markTold.run({ id }));
    },
  };
}
