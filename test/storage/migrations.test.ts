import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { applyMigrations, MIGRATIONS_FOLDER } from "../../src/storage/sqlite/migrations.ts";

/** The migrations up to `last`, as a database has them that was not opened since. */
function migrationsUpTo(last: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-migrations-"));
  cpSync(MIGRATIONS_FOLDER, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  const end = journal.entries.findIndex(({ tag }: { tag: string }) => tag === last) + 1;
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}

test("an answer of one choice is kept as a list of one, and its quiz stays", () => {
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
  expect(connection.prepare("select * from answers").all()).toEqual([
    { quiz_id: 7, position: 0, question_id: "a/b", choices: "[3]", right: 0, answered_at: 12 },
  ]);
  expect(connection.pragma("foreign_key_check")).toEqual([]);
  expect(() => connection.exec("update answers set position = -1")).toThrow("CHECK constraint failed: answers_place");
  connection.exec("delete from quizzes");
  expect(connection.prepare("select * from answers").all()).toEqual([]);
});
