import BetterSqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { applyMigrations, MIGRATIONS_FOLDER } from "../../../src/storage/sqlite/migrations.ts";
import { migrationsUpTo } from "./earlier-migrations.ts";

test("a response with one choice becomes a list of one, and its quiz stays", () => {
  const connection = new BetterSqlite(":memory:");
  onTestFinished(() => void connection.close());
  applyMigrations(connection, migrationsUpTo("0001_courses"));
  connection.exec(`
    insert into enrolments (id, guild_id, user_id, course_id, time_zone, joined_at, activated_at)
      values (1, 'g', 'u', 'c', 'UTC', 0, 0);
    insert into quizzes (id, enrolment_id, question_ids, started_at) values (7, 1, '["a/b@1"]', 0);
    insert into answers (quiz_id, position, question_id, choice, right, answered_at) values (7, 0, 'a/b', 3, 0, 12);
  `);
  applyMigrations(connection, MIGRATIONS_FOLDER);
  expect(connection.prepare("select * from responses").all()).toEqual([
    { quiz_id: 7, position: 0, question_id: "a/b", choices: "[3]", right: 0, answered_at: 12 },
  ]);
  expect(connection.pragma("foreign_key_check")).toEqual([]);
  expect(() => connection.exec("update responses set position = -1")).toThrow(
    "CHECK constraint failed: responses_position",
  );
  connection.exec("delete from quizzes");
  expect(connection.prepare("select * from responses").all()).toEqual([]);
});
