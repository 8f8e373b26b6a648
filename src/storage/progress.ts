import type { ProgressStore } from "../coach/learner-ports.ts";
import { tickKey } from "../study/progress.ts";
import type { Database } from "./database.ts";
import { and, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { lessonProgress, ticks } from "./schema.ts";
import { createTimers } from "./timers.ts";

export function createProgressStore(database: Database): ProgressStore {
  const { orm } = database;
  const timers = createTimers(database);
  const ofLearner = eq(lessonProgress.enrolmentId, sql.placeholder("enrolmentId"));
  const isIt = and(ofLearner, eq(lessonProgress.lessonId, sql.placeholder("lessonId")));

  const lessons = orm.select().from(lessonProgress).where(ofLearner).prepare();
  const lesson = orm.select().from(lessonProgress).where(isIt).prepare();
  const ticked = orm
    .select({ kind: ticks.kind, id: ticks.itemId })
    .from(ticks)
    .where(eq(ticks.enrolmentId, sql.placeholder("enrolmentId")))
    .prepare();
  const start = orm
    .insert(lessonProgress)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      startedAt: sql.placeholder("now"),
    })
    .prepare();
  const complete = orm
    .insert(lessonProgress)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      lessonId: sql.placeholder("lessonId"),
      completedAt: sql.placeholder("now"),
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
    .where(and(isIt, isNotNull(lessonProgress.completedAt), isNotNull(lessonProgress.startedAt)))
    .prepare();
  // What was never started is in the table for its completion alone.
  const reopenUnstarted = orm
    .delete(lessonProgress)
    .where(and(isIt, isNull(lessonProgress.startedAt)))
    .prepare();
  const tick = orm
    .insert(ticks)
    .values({
      enrolmentId: sql.placeholder("enrolmentId"),
      kind: sql.placeholder("kind"),
      itemId: sql.placeholder("id"),
      tickedAt: sql.placeholder("now"),
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

  return {
    async read(enrolmentId) {
      return database.read(() => {
        const rows = lessons.all({ enrolmentId });
        return {
          started: new Map(
            rows.flatMap(({ lessonId, startedAt }) => (startedAt === null ? [] : [[lessonId, startedAt]])),
          ),
          completed: new Map(
            rows.flatMap(({ lessonId, completedAt }) => (completedAt === null ? [] : [[lessonId, completedAt]])),
          ),
          ticks: new Set(ticked.all({ enrolmentId }).map(({ kind, id }) => tickKey(kind, id))),
        };
      });
    },

    async startLesson({ enrolmentId, lessonId, now, timerDueAt }) {
      return database.write(() => {
        const met = lesson.get({ enrolmentId, lessonId });
        // The table holds no row with neither instant.
        const startedAt = met?.startedAt ?? met?.completedAt;
        if (startedAt != null) {
          const timer = timers.find(enrolmentId, lessonId);
          return { startedAt, already: true, timerDueAt: timer?.dueAt ?? null };
        }
        start.run({ enrolmentId, lessonId, now });
        if (timerDueAt !== null) {
          timers.set(enrolmentId, { kind: "timer", lessonId, startedAt: now }, timerDueAt, now);
        }
        return { startedAt: now, already: false, timerDueAt };
      });
    },

    async completeLessons({ enrolmentId, lessonIds, now }) {
      return database.write(() => {
        for (const lessonId of lessonIds) timers.remove(enrolmentId, lessonId);
        return {
          changed: lessonIds.filter((lessonId) => complete.run({ enrolmentId, lessonId, now }).changes > 0),
        };
      });
    },

    async reopenLessons({ enrolmentId, lessonIds }) {
      return database.write(() => ({
        changed: lessonIds.filter((lessonId) => {
          const row = { enrolmentId, lessonId };
          return reopenStarted.run(row).changes + reopenUnstarted.run(row).changes > 0;
        }),
      }));
    },

    async setTicks({ enrolmentId, items, ticked: wanted, now }) {
      database.write(() => {
        for (const item of items) {
          if (wanted) tick.run({ enrolmentId, ...item, now });
          else untick.run({ enrolmentId, ...item });
        }
      });
    },
  };
}
