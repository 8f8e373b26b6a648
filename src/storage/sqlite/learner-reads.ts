import type { LearnerRecord } from "../../coach/learning/ports.ts";
import type { Schedule } from "../../reminders/schedule.ts";
import { activeOf, type Enrolment, leftOf } from "../../study/enrolment.ts";
import type { Progress } from "../../study/progress.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, isNotNull, isNull, sql } from "./drizzle.ts";
import { enrolmentColumns, scheduleColumns } from "./learner-columns.ts";
import { enrolments, schedules } from "./schema.ts";

type Row = Enrolment & { lessons: string; ticks: string };

/** The learner's lessons and ticks as JSON, so that one statement reads everything that a command needs. */
const progressColumns = {
  lessons: sql<string>`(select json_group_array(json_array(lesson_id, started_at, completed_at)) from lesson_progress where enrolment_id = enrolments.id)`,
  ticks: sql<string>`(select json_group_array(kind || ':' || item_id) from ticks where enrolment_id = enrolments.id)`,
};

/** Reads learners, inside or outside of a transaction. */
export function prepareLearnerReads({ orm }: Pick<Database, "orm">) {
  const isIt = eq(enrolments.id, sql.placeholder("id"));
  const ofMember = and(
    eq(enrolments.guildId, sql.placeholder("guildId")),
    eq(enrolments.userId, sql.placeholder("userId")),
  );
  const recordColumns = { ...enrolmentColumns, ...progressColumns };
  const byId = orm.select(recordColumns).from(enrolments).where(isIt).prepare();
  /** Without an order: SQLite takes several times as long if it must sort a member's few rows. */
  const active = orm
    .select(recordColumns)
    .from(enrolments)
    .where(and(ofMember, isNull(enrolments.leftAt)))
    .prepare();
  const left = orm
    .select(recordColumns)
    .from(enrolments)
    .where(and(ofMember, isNotNull(enrolments.leftAt)))
    .prepare();
  const ofMemberAll = orm.select(enrolmentColumns).from(enrolments).where(ofMember).prepare();
  const schedulesOf = orm
    .select(scheduleColumns)
    .from(schedules)
    .where(eq(schedules.enrolmentId, sql.placeholder("enrolmentId")))
    .orderBy(asc(schedules.dueAt), asc(schedules.id))
    .prepare();

  return {
    record(id: number): LearnerRecord | null {
      const row = byId.get({ id });
      return row === undefined ? null : toRecord(row);
    },
    /** The current one is first. */
    active(guildId: string, userId: string): LearnerRecord[] {
      return sortRecords(active.all({ guildId, userId }).map(toRecord), activeOf);
    },
    /** The one that was left last is first. */
    left(guildId: string, userId: string): LearnerRecord[] {
      return sortRecords(left.all({ guildId, userId }).map(toRecord), leftOf);
    },
    /** Including those that the member left. */
    enrolments: (guildId: string, userId: string): Enrolment[] => ofMemberAll.all({ guildId, userId }),
    schedules: (enrolmentId: number): Schedule[] => schedulesOf.all({ enrolmentId }),
  };
}

function sortRecords(records: LearnerRecord[], sort: (enrolments: Enrolment[]) => Enrolment[]): LearnerRecord[] {
  if (records.length < 2) return records;
  const inOrder = sort(records.map(({ enrolment }) => enrolment));
  return inOrder.flatMap(({ id }) => records.filter(({ enrolment }) => enrolment.id === id));
}

function toRecord({ lessons, ticks, ...enrolment }: Row): LearnerRecord {
  return { enrolment, progress: readProgress(lessons, ticks) };
}

function readProgress(lessons: string, ticks: string): Progress {
  const rows: [string, number | null, number | null][] = JSON.parse(lessons);
  const started = new Map<string, number>();
  const completed = new Map<string, number>();
  for (const [lessonId, startedAt, completedAt] of rows) {
    if (startedAt !== null) started.set(lessonId, startedAt);
    if (completedAt !== null) completed.set(lessonId, completedAt);
  }
  return { started, completed, ticks: new Set(JSON.parse(ticks)) };
}
