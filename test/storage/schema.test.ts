import { getTableName, is, sql } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { reviewCard } from "../../src/quiz/review.ts";
import { type Database, openDatabase } from "../../src/storage/sqlite/database.ts";
import * as schema from "../../src/storage/sqlite/schema.ts";
import { createStorage } from "../../src/storage/storage.ts";
import { claimOne, enrol, FRIDAYS, MONDAYS, NOW } from "./learner.ts";

const tables = Object.values(schema).filter((value) => is(value, SQLiteTable));

/** What hangs on an enrolment, and the enrolments. */
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
    const made = orm.all<{ name: string }>(sql`select name from pragma_index_list(${name}) where origin = 'c'`);
    expect(made.map((index) => index.name).sort()).toEqual(indexes.map(({ config }) => config.name).sort());
    const keyed = orm.all<{ name: string }>(sql`select name from pragma_table_info(${name}) where pk > 0 order by pk`);
    expect(keyed.map((column) => column.name)).toEqual(
      [...columns.filter(({ primary }) => primary), ...primaryKeys.flatMap((key) => key.columns)].map(
        (column) => column.name,
      ),
    );
    const references = orm.all<{ on_delete: string }>(sql`select on_delete from pragma_foreign_key_list(${name})`);
    expect(references).toEqual(foreignKeys.map(() => ({ on_delete: "CASCADE" })));
    const { text } = orm.get<{ text: string }>(sql`select sql as text from sqlite_schema where name = ${name}`);
    for (const check of checks) expect(text).toContain(`CONSTRAINT "${check.name}" CHECK`);
  },
);

test("erasing a learner empties every table that holds something of learners", async () => {
  const database = openDatabase(":memory:");
  const storage = createStorage(database);
  const { id: enrolmentId } = await enrol(storage);
  await storage.progress.startLesson({ enrolmentId, lessonId: "nodes", now: NOW, timerDueAt: NOW });
  await storage.progress.setTicks({ enrolmentId, items: [{ kind: "extra", id: "book" }], ticked: true, now: NOW });
  const quiz = await storage.quizzes.begin({ enrolmentId, lessonId: null, questionIds: ["a/b"], now: NOW });
  await storage.quizzes.answer({
    quizId: quiz.id,
    answer: { position: 0, questionId: "a/b", choices: [1], right: true, answeredAt: NOW },
    card: reviewCard("a/b", null, true, NOW),
  });
  for (const [id, rule] of [
    ["sent", MONDAYS],
    ["unsent", FRIDAYS],
  ] as const) {
    const { reminder } = await storage.reminders.add({ enrolmentId, rule, dueAt: NOW, now: NOW });
    await claimOne(storage, reminder, id);
  }
  await storage.deliveries.markSent("sent", "m1", NOW);
  expect(Object.values(countRows(database))).not.toContain(0);

  await storage.enrolments.leave({ enrolmentId, erase: true, now: NOW });

  expect(new Set(Object.values(countRows(database)))).toEqual(new Set([0]));
});

test("a delivery remembers how it went", async () => {
  const database = openDatabase(":memory:");
  const storage = createStorage(database);
  const { id: enrolmentId } = await enrol(storage);
  const { reminder } = await storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW });
  await claimOne(storage, reminder);
  await storage.deliveries.markFailed("delivery-1", "502 Bad Gateway", NOW + 1);
  await storage.deliveries.markSent("delivery-1", "m1", NOW + 2);
  await storage.deliveries.markSent("delivery-1", "m2", NOW + 3);
  await storage.deliveries.markFailed("delivery-1", "late news", NOW + 4);
  expect(database.orm.select().from(schema.deliveries).all()).toEqual([
    {
      id: "delivery-1",
      enrolmentId,
      omitted: 0,
      claimedAt: NOW,
      attempts: 2,
      nextAttemptAt: NOW + 1,
      failure: "502 Bad Gateway",
      sentAt: NOW + 2,
      messageId: "m1",
    },
  ]);
});

describe("a row that cannot be right", () => {
  test.each([
    ["a lesson neither started nor completed", "insert into lesson_progress values (1, 'nodes', null, null)"],
    ["a tick of an unknown kind", "insert into ticks values (1, 'sticker', 'gold', 0)"],
    ["an answer before the first position", "insert into answers values (1, -1, 'a/b', 0, 1, 0)"],
    ["an answer that is half right", "insert into answers values (1, 0, 'a/b', 0, 2, 0)"],
    ["a learner who is perhaps hidden", "update enrolments set hidden = 3"],
  ])("is refused: %s", async (_, statement) => {
    const database = openDatabase(":memory:");
    const storage = createStorage(database);
    const { id: enrolmentId } = await enrol(storage);
    await storage.quizzes.begin({ enrolmentId, lessonId: null, questionIds: ["a/b"], now: NOW });
    expect(() => database.orm.run(statement)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ code: "SQLITE_CONSTRAINT_CHECK" }) }),
    );
  });

  test("is found when it is read: a rule of an unknown kind", async () => {
    const database = openDatabase(":memory:");
    const storage = createStorage(database);
    const { id: enrolmentId } = await enrol(storage);
    await storage.reminders.add({ enrolmentId, rule: MONDAYS, dueAt: NOW, now: NOW });
    database.orm.run(`update reminders set rule = '{"kind":"yearly"}'`);
    await expect(storage.reminders.list(enrolmentId)).rejects.toThrow(/invalid/i);
  });
});
