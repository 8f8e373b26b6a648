import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";
import { z } from "zod";
import { RuleSchema } from "../../reminders/rule.ts";
import {
  check,
  index,
  integer,
  isNotNull,
  isNull,
  primaryKey,
  real,
  sql,
  sqliteTable,
  text,
  uniqueIndex,
} from "./drizzle.ts";
import { jsonColumn } from "./json-column.ts";
import { PayloadSchema } from "./payload.ts";

/**
 * Instants are UTC epoch milliseconds. Discord's ids are text, because they can exceed 2^53. Ids that are part of a
 * custom id are AUTOINCREMENT, so that a press on an old message never means a newer row. All rows of a learner refer
 * to their enrolment and are deleted with it. What a server publishes belongs to the server, and stays.
 */

const rule = jsonColumn(RuleSchema);
const questionIds = jsonColumn(z.array(z.string()).readonly());
const choices = jsonColumn(z.array(z.int().min(0)).readonly());
const payload = jsonColumn(PayloadSchema);

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
    /** When the learner last joined, returned to or chose this course: see `nextActivation`. */
    activatedAt: integer("activated_at").notNull(),
    leftAt: integer("left_at"),
    directMessagesClosedAt: integer("direct_messages_closed_at"),
    toldOfClosedDirectMessages: integer("told_of_closed_direct_messages", { mode: "boolean" }).notNull().default(false),
    /** As Discord last showed the member in the server; null while that is not known. */
    displayName: text("display_name"),
    /** When Discord was last asked, or last told it. */
    namedAt: integer("named_at"),
    /** Discord's id for the direct messages with the member; null while it is not known. */
    directChannelId: text("direct_channel_id"),
    /** Why direct messages were refused; null if they were not, or by a version that knew only one reason: closed. */
    refusal: text({ enum: ["closed", "no-server", "gone"] }),
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
    /** Null if the lesson was completed without a start. */
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
    /** Null for a review. */
    lessonId: text("lesson_id"),
    questionIds: questionIds("question_ids").notNull(),
    startedAt: integer("started_at").notNull(),
  },
  (table) => [index("quizzes_enrolment").on(table.enrolmentId)],
);

export const responses = sqliteTable(
  "responses",
  {
    quizId: integer("quiz_id")
      .notNull()
      .references(() => quizzes.id, { onDelete: "cascade" }),
    position: integer().notNull(),
    questionId: text("question_id").notNull(),
    /** Indexes in the question as its author wrote it: see `isRight`. */
    choices: choices().notNull(),
    right: integer({ mode: "boolean" }).notNull(),
    answeredAt: integer("answered_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.quizId, table.position] }),
    check("responses_position", sql`${table.position} >= 0`),
    isBoolean("responses_right", table.right),
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

/** A rule with its next due time. It belongs to a learner, or to a server and one of its channels. */
export const schedules = sqliteTable(
  "schedules",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    enrolmentId: integer("enrolment_id").references(() => enrolments.id, { onDelete: "cascade" }),
    guildId: text("guild_id"),
    channelId: text("channel_id"),
    courseId: text("course_id"),
    /** IANA name. Null for a learner's schedules, which use the time zone of their enrolment. */
    timeZone: text("time_zone"),
    rule: rule().notNull(),
    /** Two rules with the same key are the same rule: see `ruleKey`. */
    ruleKey: text("rule_key").notNull(),
    dueAt: integer("due_at").notNull(),
    createdAt: integer("created_at").notNull(),
    /** Since when nothing can be sent to its owner: see `holds.ts`. Null while it can. */
    heldSince: integer("held_since"),
  },
  (table) => [
    uniqueIndex("schedules_learner").on(table.enrolmentId, table.ruleKey),
    uniqueIndex("schedules_server").on(table.guildId, table.channelId, table.ruleKey),
    // What is held is not in it, so that however much is held, the next due row is the first one.
    index("schedules_due").on(table.dueAt).where(isNull(table.heldSince)),
    check(
      "schedules_owner",
      sql`case when ${table.enrolmentId} is null
        then ${table.guildId} is not null and ${table.channelId} is not null and ${table.timeZone} is not null
        else coalesce(${table.guildId}, ${table.channelId}, ${table.courseId}, ${table.timeZone}) is null end`,
    ),
  ],
);

/** One message to hand to Discord. */
export const deliveries = sqliteTable(
  "deliveries",
  {
    /** Discord's nonce for the message. */
    id: text().primaryKey(),
    guildId: text("guild_id").notNull(),
    /** The recipient: a member, or a channel. */
    userId: text("user_id"),
    channelId: text("channel_id"),
    /** The learner that it is about; it is deleted with them. Null if it goes to a channel. */
    enrolmentId: integer("enrolment_id").references(() => enrolments.id, { onDelete: "cascade" }),
    payload: payload().notNull(),
    claimedAt: integer("claimed_at").notNull(),
    attempts: integer().notNull().default(0),
    /** While it is leased, this is when the lease runs out. */
    nextAttemptAt: integer("next_attempt_at").notNull(),
    /** The worker that is sending it. */
    leasedBy: text("leased_by"),
    failure: text(),
    sentAt: integer("sent_at"),
    /** Where it was posted. Null if there was nothing left to say, although `sent_at` is set. */
    sentChannelId: text("sent_channel_id"),
    messageId: text("message_id"),
    /** As in `schedules`. */
    heldSince: integer("held_since"),
    /** When the first attempt began that may have arrived without an answer; null if there was none. */
    uncertainSince: integer("uncertain_since"),
    /** When it was given up, for the reason in `fate` and `failure`; null if it was not. */
    endedAt: integer("ended_at"),
    fate: text({ enum: ["gone", "refused", "given-up"] }),
    /** The later delivery that names what this one could not bring. */
    namedIn: text("named_in"),
  },
  (table) => [
    index("deliveries_unsent")
      .on(table.nextAttemptAt, table.id)
      .where(sql`${table.sentAt} is null and ${table.endedAt} is null and ${table.heldSince} is null`),
    index("deliveries_learner").on(table.enrolmentId),
    index("deliveries_open").on(table.enrolmentId).where(sql`${table.sentAt} is null and ${table.endedAt} is null`),
    index("deliveries_missed")
      .on(table.enrolmentId)
      .where(sql`${table.endedAt} is not null and ${table.namedIn} is null`),
    index("deliveries_naming").on(table.namedIn).where(isNotNull(table.namedIn)),
    index("deliveries_channel").on(table.channelId).where(sql`${table.sentAt} is null and ${table.endedAt} is null`),
    check("deliveries_nonce", sql`length(${table.id}) between 1 and 25`),
    check("deliveries_attempts", sql`${table.attempts} >= 0`),
    check("deliveries_recipient", sql`(${table.userId} is null) = (${table.channelId} is not null)`),
  ],
);

/** Every occurrence that was ever part of a delivery, so that none is delivered twice. */
export const occurrences = sqliteTable(
  "occurrences",
  {
    /** Not a foreign key, because the schedule may end with this occurrence. Its id is never used again. */
    scheduleId: integer("schedule_id").notNull(),
    dueAt: integer("due_at").notNull(),
    deliveryId: text("delivery_id")
      .notNull()
      .references(() => deliveries.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.scheduleId, table.dueAt] }),
    index("occurrences_delivery").on(table.deliveryId),
  ],
);

/** The servers that the bot was removed from and is not back in. Everything of theirs is kept, and held. */
export const leftServers = sqliteTable("left_servers", {
  guildId: text("guild_id").primaryKey(),
  leftAt: integer("left_at").notNull(),
});

/** What one server changed about one course, which is built in or its own. */
export const serverCourses = sqliteTable(
  "server_courses",
  {
    guildId: text("guild_id").notNull(),
    courseId: text("course_id").notNull(),
    /** The newest of `course_versions`; 0 while nothing was published here. */
    version: integer().notNull().default(0),
    /** The version whose text is used now: `version`, or the one that it brought back; 0 is the built-in course. */
    textVersion: integer("text_version").notNull().default(0),
    mode: text({ enum: ["guided", "open"] })
      .notNull()
      .default("guided"),
    archived: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.guildId, table.courseId] }),
    check("server_courses_mode", sql`${table.mode} in ('guided', 'open')`),
    check("server_courses_text", sql`${table.textVersion} between 0 and ${table.version}`),
    isBoolean("server_courses_archived", table.archived),
  ],
);

/** Everything that a server published, in order. Rows never change. */
export const courseVersions = sqliteTable(
  "course_versions",
  {
    guildId: text("guild_id").notNull(),
    courseId: text("course_id").notNull(),
    number: integer().notNull(),
    /** Null if this version brought back the text of an earlier one. */
    markdown: text(),
    /** That earlier version; 0 is the built-in course. */
    restored: integer(),
    /** The draft that was published. With it, a second press on Publish is recognised. */
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

/** Imports that are not published yet, at most one for each course. */
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
