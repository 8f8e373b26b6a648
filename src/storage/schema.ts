import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { RuleSchema } from "../reminders/rule.ts";
import { check, index, integer, isNull, primaryKey, real, sql, sqliteTable, text, uniqueIndex } from "./drizzle.ts";
import { jsonColumn } from "./json-column.ts";

/**
 * Instants are UTC epoch milliseconds; Discord's ids are text, since they pass 2^53. Ids that travel in custom ids
 * are AUTOINCREMENT: a press on an old message must never mean a newer row. Everything of a learner hangs on their
 * enrolment and goes with it. What a server publishes is the server's.
 */

const rule = jsonColumn(RuleSchema);
const questionIds = jsonColumn(z.array(z.string()).readonly());
const choices = jsonColumn(z.array(z.int().min(0)).readonly());

export const enrolments = sqliteTable(
  "enrolments",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    guildId: text("guild_id").notNull(),
    userId: text("user_id").notNull(),
    courseId: text("course_id").notNull(),
    timeZone: text("time_zone").notNull(),
    hidden: integer({ mode: "boolean" }).notNull().default(false),
    joinedAt: integer("joined_at").notNull(),
    /** When the learner joined or returned to the course last. */
    activatedAt: integer("activated_at").notNull(),
    leftAt: integer("left_at"),
    directMessagesClosedAt: integer("direct_messages_closed_at"),
    toldOfClosedDirectMessages: integer("told_of_closed_direct_messages", { mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    uniqueIndex("enrolments_member").on(table.guildId, table.userId, table.courseId),
    index("enrolments_active").on(table.guildId, table.courseId).where(isNull(table.leftAt)),
    isBoolean("enrolments_hidden", table.hidden),
    isBoolean("enrolments_told", table.toldOfClosedDirectMessages),
  ],
);

export const lessonProgress = sqliteTable(
  "lesson_progress",
  {
    enrolmentId: belongsToEnrolment(),
    lessonId: text("lesson_id").notNull(),
    /** Null: completed without a start. */
    startedAt: integer("started_at"),
    completedAt: integer("completed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.lessonId] }),
    check("lesson_progress_met", sql`${table.startedAt} is not null or ${table.completedAt} is not null`),
  ],
);

export const ticks = sqliteTable(
  "ticks",
  {
    enrolmentId: belongsToEnrolment(),
    kind: text({ enum: ["extra", "video", "item"] }).notNull(),
    itemId: text("item_id").notNull(),
    tickedAt: integer("ticked_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.enrolmentId, table.kind, table.itemId] }),
    check("ticks_kind", sql`${table.kind} in ('extra', 'video', 'item')`),
  ],
);

export const quizzes = sqliteTable(
  "quizzes",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    enrolmentId: belongsToEnrolment(),
    /** Null: a review. */
    lessonId: text("lesson_id"),
    questionIds: questionIds("question_ids").notNull(),
    startedAt: integer("started_at").notNull(),
  },
  (table) => [index("quizzes_enrolment").on(table.enrolmentId)],
);

export const answers = sqliteTable(
  "answers",
  {
    quizId: integer("quiz_id")
      .notNull()
      .references(() => quizzes.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    questionId: text("question_id").notNull(),
    /** Places in the question as its author wrote it: see `isRight`. */
    choices: choices().notNull(),
    right: integer({ mode: "boolean" }).notNull(),
    answeredAt: integer("answered_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.quizId, table.position] }),
    check("answers_place", sql`${table.position} >= 0`),
    isBoolean("answers_right", table.right),
  ],
);

export const reviewCards = sqliteTable(
  "review_cards",
  {
    enrolmentId: belongsToEnrolment(),
    questionId: text("question_id").notNull(),
    dueAt: integer("due_at").notNull(),
    stability: real().notNull(),
    difficulty: real().notNull(),
    state: integer().notNull(),
    learningSteps: integer("learning_steps").notNull(),
    repetitions: integer().notNull(),
    lapses: integer().notNull(),
    lastReviewAt: integer("last_review_at"),
  },
  (table) => [primaryKey({ columns: [table.enrolmentId, table.questionId] })],
);

export const reminders = sqliteTable(
  "reminders",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    enrolmentId: belongsToEnrolment(),
    rule: rule().notNull(),
    /** What makes two rules of one learner the same reminder: see `ruleKey`. */
    ruleKey: text("rule_key").notNull(),
    dueAt: integer("due_at").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("reminders_rule").on(table.enrolmentId, table.ruleKey),
    index("reminders_due").on(table.dueAt),
  ],
);

export const deliveries = sqliteTable(
  "deliveries",
  {
    /** Discord's nonce for the message. */
    id: text().primaryKey(),
    enrolmentId: belongsToEnrolment(),
    omitted: integer().notNull(),
    claimedAt: integer("claimed_at").notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer("next_attempt_at").notNull(),
    failure: text(),
    sentAt: integer("sent_at"),
    /** Null although sent: there was nothing left to say. */
    messageId: text("message_id"),
  },
  (table) => [
    index("deliveries_unsent").on(table.nextAttemptAt, table.id).where(isNull(table.sentAt)),
    index("deliveries_enrolment").on(table.enrolmentId),
    check("deliveries_nonce", sql`length(${table.id}) between 1 and 25`),
    check("deliveries_counts", sql`${table.omitted} >= 0 and ${table.attempts} >= 0`),
  ],
);

export const deliveryOccurrences = sqliteTable(
  "delivery_occurrences",
  {
    /** No foreign key: the reminder may end with this occurrence. Its id is never given again. */
    reminderId: integer("reminder_id").notNull(),
    dueAt: integer("due_at").notNull(),
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
    rule: rule().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reminderId, table.dueAt] }),
    index("delivery_occurrences_delivery").on(table.deliveryId),
  ],
);

/** How one server treats one course: a built-in one, or one of its own. */
export const serverCourses = sqliteTable(
  "server_courses",
  {
    guildId: text("guild_id").notNull(),
    courseId: text("course_id").notNull(),
    /** The newest of `course_versions`; 0 while nothing was published here. */
    version: integer().notNull().default(0),
    /** The version whose text is in force: `version`, or the one that it brought back; 0 is the built-in course. */
    source: integer().notNull().default(0),
    mode: text({ enum: ["guided", "open"] })
      .notNull()
      .default("guided"),
    archived: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.guildId, table.courseId] }),
    check("server_courses_mode", sql`${table.mode} in ('guided', 'open')`),
    check("server_courses_source", sql`${table.source} between 0 and ${table.version}`),
    isBoolean("server_courses_archived", table.archived),
  ],
);

/** Everything that a server published, in order; never changed. */
export const courseVersions = sqliteTable(
  "course_versions",
  {
    guildId: text("guild_id").notNull(),
    courseId: text("course_id").notNull(),
    number: integer().notNull(),
    /** Null: this version brought back an earlier one's text. */
    markdown: text(),
    /** That earlier version; 0 is the built-in course. */
    restored: integer(),
    /** The draft that it was: a second press on its Publish finds it here. */
    draftId: integer("draft_id"),
    publishedAt: integer("published_at").notNull(),
    publishedBy: text("published_by").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.guildId, table.courseId, table.number] }),
    uniqueIndex("course_versions_draft").on(table.draftId),
    check("course_versions_text", sql`(${table.markdown} is null) = (${table.restored} is not null)`),
  ],
);

/** Imported, and waiting for Publish: one a course. */
export const courseDrafts = sqliteTable(
  "course_drafts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    guildId: text("guild_id").notNull(),
    courseId: text("course_id").notNull(),
    markdown: text().notNull(),
    importedAt: integer("imported_at").notNull(),
    importedBy: text("imported_by").notNull(),
  },
  (table) => [uniqueIndex("course_drafts_course").on(table.guildId, table.courseId)],
);

function belongsToEnrolment() {
  return integer("enrolment_id")
    .notNull()
    .references(() => enrolments.id, { onDelete: "cascade" });
}

function isBoolean(name: string, column: AnySQLiteColumn) {
  return check(name, sql`${column} in (0, 1)`);
}
