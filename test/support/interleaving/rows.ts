import Sqlite from "better-sqlite3";
import type { Rule } from "../../../src/reminders/rule.ts";

/** The rows of the tables, read by a separate connection that cannot write. */
export type Rows = {
  enrolments: readonly EnrolmentRow[];
  lessons: readonly { enrolmentId: number; lessonId: string; startedAt: number | null; completedAt: number | null }[];
  ticks: readonly { enrolmentId: number; key: string }[];
  schedules: readonly ScheduleRow[];
  quizzes: readonly { id: number; enrolmentId: number; lessonId: string | null }[];
  responses: readonly { quizId: number; enrolmentId: number; position: number; questionId: string; choices: string }[];
  cards: readonly { enrolmentId: number; questionId: string; repetitions: number }[];
  courses: readonly {
    courseId: string;
    version: number;
    textVersion: number;
    mode: "guided" | "open";
    archived: number;
  }[];
  versions: readonly {
    courseId: string;
    number: number;
    markdown: string | null;
    restored: number | null;
    draftId: number | null;
  }[];
  /** As `<schedule> at <instant>`. */
  occurrences: ReadonlySet<string>;
  deliveries: readonly DeliveryRow[];
};

export type EnrolmentRow = {
  id: number;
  userId: string;
  courseId: string;
  timeZone: string;
  hidden: number;
  activatedAt: number;
  leftAt: number | null;
  closedAt: number | null;
};

export type ScheduleRow = { id: number; enrolmentId: number; key: string; rule: Rule; dueAt: number };

export type DeliveryRow = {
  id: string;
  enrolmentId: number;
  occurrences: readonly { scheduleId: number; dueAt: number; rule: Rule }[];
  sentAt: number | null;
  messageId: string | null;
};

export type RowReader = {
  /** Null if nothing was written since the last read. */
  changed(): Rows | null;
  read(): Rows;
  close(): void;
};

export function openRows(file: string): RowReader {
  const connection = new Sqlite(file, { readonly: true });
  const all = <Row>(statement: string) => {
    const prepared = connection.prepare<[], Row>(statement);
    return () => prepared.all();
  };
  const enrolments = all<EnrolmentRow>(
    `select id, user_id as userId, course_id as courseId, time_zone as timeZone, hidden, activated_at as activatedAt,
       left_at as leftAt, direct_messages_closed_at as closedAt from enrolments order by id`,
  );
  const lessons = all<Rows["lessons"][number]>(
    `select enrolment_id as enrolmentId, lesson_id as lessonId, started_at as startedAt, completed_at as completedAt
       from lesson_progress`,
  );
  const ticks = all<Rows["ticks"][number]>(
    `select enrolment_id as enrolmentId, kind || ':' || item_id as key from ticks`,
  );
  const schedules = all<Omit<ScheduleRow, "rule"> & { rule: string }>(
    `select id, enrolment_id as enrolmentId, rule_key as key, rule, due_at as dueAt from schedules order by id`,
  );
  const quizzes = all<Rows["quizzes"][number]>(
    `select id, enrolment_id as enrolmentId, lesson_id as lessonId from quizzes order by id`,
  );
  const responses = all<Rows["responses"][number]>(
    `select quiz_id as quizId, enrolment_id as enrolmentId, position, question_id as questionId, choices
       from responses join quizzes on quizzes.id = quiz_id`,
  );
  const cards = all<Rows["cards"][number]>(
    `select enrolment_id as enrolmentId, question_id as questionId, repetitions from review_cards`,
  );
  const courses = all<Rows["courses"][number]>(
    `select course_id as courseId, version, text_version as textVersion, mode, archived from server_courses`,
  );
  const versions = all<Rows["versions"][number]>(
    `select course_id as courseId, number, markdown, restored, draft_id as draftId from course_versions order by number`,
  );
  const occurrences = all<{ key: string }>(`select schedule_id || ' at ' || due_at as key from occurrences`);
  const deliveries = all<Omit<DeliveryRow, "occurrences"> & { payload: string }>(
    `select id, enrolment_id as enrolmentId, payload, sent_at as sentAt, message_id as messageId from deliveries`,
  );
  let seen: unknown = null;

  function read(): Rows {
    return {
      enrolments: enrolments(),
      lessons: lessons(),
      ticks: ticks(),
      schedules: schedules().map((row) => ({ ...row, rule: JSON.parse(row.rule) })),
      quizzes: quizzes(),
      responses: responses(),
      cards: cards(),
      courses: courses(),
      versions: versions(),
      occurrences: new Set(occurrences().map(({ key }) => key)),
      deliveries: deliveries().map(({ payload, ...row }) => ({ ...row, ...JSON.parse(payload) })),
    };
  }

  return {
    changed() {
      const version = connection.pragma("data_version", { simple: true });
      if (version === seen) return null;
      seen = version;
      return read();
    },
    read,
    close: () => connection.close(),
  };
}
