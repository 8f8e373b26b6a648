import { getTableName, is, sql } from "drizzle-orm";
import { getTableConfig, SQLiteSyncDialect, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { asItComes, editionOf } from "../../../src/course/versions.ts";
import { reviewCard } from "../../../src/quiz/review.ts";
import { type Database, openDatabase } from "../../../src/storage/sqlite/database.ts";
import * as schema from "../../../src/storage/sqlite/schema.ts";
import { createStorage } from "../../../src/storage/sqlite/storage.ts";
import { claimOne, WORKER } from "../claim.ts";
import { COURSE, change, enrol, FRIDAYS, GUILD, MINUTE, MONDAYS, NOW, schedule } from "../learner.ts";

const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));

/** The tables whose rows belong to an enrolment, and the enrolments. */
const learnersTables = tables.filter(
  (table) => table === schema.enrolments || getTableConfig(table).foreignKeys.length > 0,
);

const countRows = ({ orm }: Database) =>
  Object.fromEntries(learnersTables.map((table) => [getTableName(table), orm.select().from(table).all().length]));

test.each(tables.map((table) => [getTableName(table), getTableConfig(table)] as const))(
  "the migrations make %s as the schema declares it",
  (name, { columns, indexes, checks, foreignKeys, primaryKeys }) => {
    const { orm } = openDatabase(":memory:");
    expect(
      orm.all<{ name: string; type: string; required: number }>(
        sql`select name, type, "notnull" as required from pragma_table_info(${name})`,
      ),
    ).toEqual(
      columns.map((column) => ({
        name: column.name,
        type: column.getSQLType().toUpperCase(),
        required: Number(column.notNull),
      })),
    );
    const made = orm.all<{ name: string; unique: number; partial: number; columns: string }>(
      sql`select name, "unique", partial, (select group_concat(name) from pragma_index_info(list.name)) as columns
          from pragma_index_list(${name}) list where origin = 'c' order by name`,
    );
    expect(made).toEqual(
      indexes
        .map(({ config }) => ({
          name: config.name,
          unique: Number(config.unique),
          partial: Number(config.where !== undefined),
          columns: config.columns.map((column) => ("name" in column ? column.name : "an expression")).join(),
        }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    );
    const keyed = orm.all<{ name: string }>(sql`select name from pragma_table_info(${name}) where pk > 0 order by pk`);
    expect(keyed.map((column) => column.name)).toEqual(
      [...columns.filter(({ primary }) => primary), ...primaryKeys.flatMap((key) => key.columns)].map(
        (column) => column.name,
      ),
    );
    const references = orm.all<{ on_delete: string }>(sql`select on_delete from pragma_foreign_key_list(${name})`);
    expect(references).toEqual(foreignKeys.map(() => ({ on_delete: "CASCADE" })));
    const { text } = orm.get<{ text: string }>(sql`select sql as text from sqlite_schema where name = ${name}`);
    const dialect = new SQLiteSyncDialect();
    for (const check of checks) {
      expect(text).toContain(`CONSTRAINT "${check.name}" CHECK(${dialect.sqlToQuery(check.value).sql})`);
    }
    const counts = columns.some((column) => "autoIncrement" in column && column.autoIncrement === true);
    expect(text.includes("AUTOINCREMENT")).toBe(counts);
  },
);

test("erasing a learner deletes their rows in every table", async () => {
  const database = openDatabase(":memory:");
  const storage = createStorage(database);
  const { id: enrolmentId } = await enrol(storage);
  const course = { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) };
  await schedule(storage, enrolmentId, MONDAYS);
  await storage.deliveries.markSent((await claimOne(storage)).id, { channelId: "c", messageId: "m" }, NOW);
  await schedule(storage, enrolmentId, FRIDAYS);
  await claimOne(storage);
  await change(
    storage,
    enrolmentId,
    { kind: "start", lessonId: "nodes", at: NOW },
    { kind: "tick", item: { kind: "extra", id: "book" }, at: NOW },
  );
  await storage.quizzes.begin({
    enrolmentId,
    course,
    decide: () => ({ value: null, changes: [{ lessonId: null, questionIds: ["a/b"], startedAt: NOW }] }),
  });
  await storage.quizzes.respond({
    quizId: 1,
    questionId: "a/b",
    course,
    decide: () => ({
      value: null,
      changes: [
        {
          response: { position: 0, questionId: "a/b", choices: [1], right: true, answeredAt: NOW },
          card: reviewCard("a/b", null, true, NOW),
        },
      ],
    }),
  });
  expect(Object.values(countRows(database))).not.toContain(0);

  await change(storage, enrolmentId, { kind: "erase" });

  expect(new Set(Object.values(countRows(database)))).toEqual(new Set([0]));
});

test("a delivery remembers how it went", async () => {
  const database = openDatabase(":memory:");
  const storage = createStorage(database);
  const enrolment = await enrol(storage);
  await schedule(storage, enrolment.id, MONDAYS);
  const { id, payload } = await claimOne(storage, { until: NOW + MINUTE });
  const row = () => database.orm.select().from(schema.deliveries).all();
  const claimed = {
    id,
    guildId: GUILD,
    userId: enrolment.userId,
    channelId: null,
    enrolmentId: enrolment.id,
    payload,
    claimedAt: NOW,
    attempts: 1,
    nextAttemptAt: NOW + MINUTE,
    leasedBy: WORKER,
    failure: null,
    sentAt: null,
    sentChannelId: null,
    messageId: null,
    heldSince: null,
    uncertainSince: NOW,
    endedAt: null,
    fate: null,
    namedIn: null,
  };
  expect(row()).toEqual([claimed]);
  await storage.deliveries.markFailed(id, WORKER, "502 Bad Gateway", NOW + 1);
  const failed = { ...claimed, nextAttemptAt: NOW + 1, leasedBy: null, failure: "502 Bad Gateway" };
  expect(row()).toEqual([failed]);
  await storage.deliveries.markSent(id, { channelId: "c", messageId: "m1" }, NOW + 2);
  await storage.deliveries.markSent(id, { channelId: "c", messageId: "m2" }, NOW + 3);
  await storage.deliveries.markFailed(id, WORKER, "late news", NOW + 4);
  expect(row()).toEqual([{ ...failed, sentAt: NOW + 2, sentChannelId: "c", messageId: "m1" }]);
});

describe("a row that is not valid", () => {
  test.each([
    ["a lesson neither started nor completed", "insert into lesson_progress values (1, 'nodes', null, null)"],
    ["a tick of an unknown kind", "insert into ticks values (1, 'sticker', 'gold', 0)"],
    ["a response before the first position", "insert into responses values (1, -1, 'a/b', '[0]', 1, 0)"],
    ["a response that is half right", "insert into responses values (1, 0, 'a/b', '[0]', 2, 0)"],
    ["a learner who is perhaps hidden", "update enrolments set hidden = 3"],
    ["a learner who was perhaps told", "update enrolments set told_of_closed_direct_messages = 3"],
    [
      "a schedule that belongs to nobody",
      "insert into schedules (rule, rule_key, due_at, created_at) values ('{}', 'k', 0, 0)",
    ],
    [
      "a server's schedule without a channel",
      "insert into schedules (guild_id, time_zone, rule, rule_key, due_at, created_at) values ('1', 'UTC', '{}', 'k', 0, 0)",
    ],
    [
      "a schedule of a learner and a server",
      `insert into schedules (enrolment_id, guild_id, channel_id, time_zone, rule, rule_key, due_at, created_at)
       values (1, '1', '2', 'UTC', '{}', 'k', 0, 0)`,
    ],
    [
      "a delivery to nobody",
      "insert into deliveries (id, guild_id, payload, claimed_at, next_attempt_at) values ('d', '1', '{}', 0, 0)",
    ],
    [
      "a delivery to a member and a channel",
      `insert into deliveries (id, guild_id, user_id, channel_id, payload, claimed_at, next_attempt_at)
       values ('d', '1', '2', '3', '{}', 0, 0)`,
    ],
    [
      "a delivery whose id is no nonce",
      `insert into deliveries (id, guild_id, user_id, payload, claimed_at, next_attempt_at)
       values ('a-nonce-that-is-much-too-long', '1', '2', '{}', 0, 0)`,
    ],
    [
      "a text that was never published",
      "insert into server_courses (guild_id, course_id, text_version) values (1, 'c', 1)",
    ],
    ["an unknown mode", "insert into server_courses (guild_id, course_id, mode) values (1, 'c', 'strict')"],
    ["a version without a text", "insert into course_versions values (1, 'c', 1, null, null, null, 0, '2')"],
  ])("is refused: %s", async (_, statement) => {
    const database = openDatabase(":memory:");
    const storage = createStorage(database);
    const { id: enrolmentId } = await enrol(storage);
    await storage.quizzes.begin({
      enrolmentId,
      course: { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) },
      decide: () => ({ value: null, changes: [{ lessonId: null, questionIds: ["a/b"], startedAt: NOW }] }),
    });
    expect(() => database.orm.run(statement)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: "SQLITE_CONSTRAINT_CHECK" }) }),
    );
  });

  test("is refused if a number is NaN: a review card without stability, and its response with it", async () => {
    const storage = createStorage(openDatabase(":memory:"));
    const { id: enrolmentId } = await enrol(storage);
    const course = { guildId: GUILD, courseId: COURSE, edition: editionOf(asItComes(COURSE)) };
    await storage.quizzes.begin({
      enrolmentId,
      course,
      decide: () => ({ value: null, changes: [{ lessonId: null, questionIds: ["a/b"], startedAt: NOW }] }),
    });
    const response = { position: 0, questionId: "a/b", choices: [1], right: false, answeredAt: NOW };
    const card = { ...reviewCard("a/b", null, false, NOW), stability: Number.NaN };
    const responding = storage.quizzes.respond({
      quizId: 1,
      questionId: "a/b",
      course,
      decide: () => ({ value: null, changes: [{ response, card }] }),
    });
    await expect(responding).rejects.toThrow(/NOT NULL/);
    expect((await storage.quizzes.byId(1))?.responses).toEqual([]);
  });

  test("is found when it is read: a rule of an unknown kind", async () => {
    const database = openDatabase(":memory:");
    const storage = createStorage(database);
    const { id: enrolmentId } = await enrol(storage);
    await schedule(storage, enrolmentId, MONDAYS);
    database.orm.run(`update schedules set rule = '{"kind":"yearly"}'`);
    await expect(storage.learners.schedules(enrolmentId)).rejects.toThrow(/invalid/i);
  });

  test("is found when it is read: a payload of an unknown kind", async () => {
    const database = openDatabase(":memory:");
    const storage = createStorage(database);
    const { id: enrolmentId } = await enrol(storage);
    await schedule(storage, enrolmentId, MONDAYS);
    await claimOne(storage);
    database.orm.run(`update deliveries set payload = '{"kind":"gossip"}'`);
    await expect(storage.deliveries.keptFor(enrolmentId)).rejects.toThrow(/invalid/i);
  });
});
