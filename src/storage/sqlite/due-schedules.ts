import type { SQL } from "drizzle-orm";
import type { DueSchedules, Owner } from "../../coach/reminders/ports.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import type { Enrolment } from "../../study/enrolment.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNotNull, isNull, lte, notExists, or, sql } from "./drizzle.ts";
import { enrolmentColumns, scheduleColumns } from "./learner-columns.ts";
import { deliveries, enrolments, schedules } from "./schema.ts";

/** Reads and moves due schedules. For use inside a transaction. */
export type DueReads = {
  nextDueAt(): number | null;
  /**
   * At most `limit` owners, each with all their schedules that are due at `now`. The owner that has waited longest is
   * first.
   */
  byOwner(now: number, limit: number): DueSchedules[];
  /** Sets the next due time; null deletes the schedule. */
  moveOn(scheduleId: number, dueAt: number | null): void;
};

export function prepareDueSchedules({ orm }: Pick<Database, "orm">): DueReads {
  /**
   * While a delivery is waiting, nothing new is claimed for its recipient: all of it goes into one message afterwards.
   */
  const nothingUnsent = (of: SQL) =>
    notExists(
      orm
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(of, isNull(deliveries.sentAt), isNull(deliveries.endedAt))),
    );
  const canGo = and(
    isNull(schedules.heldSince),
    or(
      and(isNull(schedules.enrolmentId), nothingUnsent(eq(deliveries.channelId, schedules.channelId))),
      and(isNotNull(schedules.enrolmentId), nothingUnsent(eq(deliveries.enrolmentId, schedules.enrolmentId))),
    ),
  );
  const isDue = lte(schedules.dueAt, sql.placeholder("now"));

  const next = orm
    .select({ at: schedules.dueAt })
    .from(schedules)
    .where(canGo)
    .orderBy(asc(schedules.dueAt))
    .limit(1)
    .prepare();
  const due = orm
    .select({
      enrolmentId: schedules.enrolmentId,
      guildId: schedules.guildId,
      channelId: schedules.channelId,
      courseId: schedules.courseId,
      timeZone: schedules.timeZone,
    })
    .from(schedules)
    .where(and(isDue, canGo))
    .orderBy(asc(schedules.dueAt), asc(schedules.id))
    .limit(sql.placeholder("limit"))
    .offset(sql.placeholder("offset"))
    .prepare();
  const enrolment = orm
    .select(enrolmentColumns)
    .from(enrolments)
    .where(eq(enrolments.id, sql.placeholder("enrolmentId")))
    .prepare();
  const ofLearner = orm
    .select(scheduleColumns)
    .from(schedules)
    .where(and(eq(schedules.enrolmentId, sql.placeholder("enrolmentId")), isDue))
    .prepare();
  const ofServer = orm
    .select(scheduleColumns)
    .from(schedules)
    .where(
      and(
        eq(schedules.guildId, sql.placeholder("guildId")),
        eq(schedules.channelId, sql.placeholder("channelId")),
        sql`${schedules.courseId} is ${sql.placeholder("courseId")}`,
        eq(schedules.timeZone, sql.placeholder("timeZone")),
        isDue,
      ),
    )
    .prepare();
  const setDueAt = orm
    .update(schedules)
    .set({ dueAt: sql`${sql.placeholder("dueAt")}` })
    .where(eq(schedules.id, sql.placeholder("scheduleId")))
    .prepare();
  const end = orm
    .delete(schedules)
    .where(eq(schedules.id, sql.placeholder("scheduleId")))
    .prepare();

  type Row = ReturnType<typeof due.all>[number];

  function ownerOf(row: Row): Owner {
    if (row.enrolmentId !== null) {
      const learner: Enrolment | undefined = enrolment.get({ enrolmentId: row.enrolmentId });
      if (learner !== undefined) return { kind: "learner", enrolment: learner };
    }
    const { guildId, channelId, courseId, timeZone } = row;
    if (guildId === null || channelId === null || timeZone === null) throw new TypeError("a schedule has no owner");
    return { kind: "server", guildId, channelId, courseId, timeZone };
  }

  function schedulesOf(owner: Owner, now: number): Schedule[] {
    return owner.kind === "learner"
      ? ofLearner.all({ enrolmentId: owner.enrolment.id, now })
      : ofServer.all({ ...owner, now });
  }

  return {
    nextDueAt: () => next.get()?.at ?? null,

    byOwner(now, limit) {
      const found = new Map<string, DueSchedules>();
      // One owner may have many rows, so the first page may hold too few owners.
      for (let offset = 0; found.size < limit; offset += PAGE) {
        const rows = due.all({ now, limit: PAGE, offset });
        for (const row of rows) {
          const key = keyOf(row);
          if (found.size === limit || found.has(key)) continue;
          const owner = ownerOf(row);
          found.set(key, { owner, schedules: schedulesOf(owner, now) });
        }
        if (rows.length < PAGE) break;
      }
      return [...found.values()];
    },

    moveOn(scheduleId, dueAt) {
      if (dueAt === null) end.run({ scheduleId });
      else setDueAt.run({ scheduleId, dueAt });
    },
  };
}

const PAGE = 100;

function keyOf(row: Record<string, string | number | null>): string {
  return JSON.stringify(Object.values(row));
}
