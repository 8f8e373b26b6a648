import { readFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { readContent } from "../../../src/catalog/content.ts";
import { applyMigrations, MIGRATIONS_FOLDER } from "../../../src/storage/sqlite/migrations.ts";
import { migrationsUpTo } from "./earlier-migrations.ts";

/** Every question of the first edition, by its id. The list never changes. */
const FIRST_EDITION = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/first-edition.json"), "utf8")));

const SQL = readFileSync(join(MIGRATIONS_FOLDER, "0006_retired_questions.sql"), "utf8");
/** One id a line. */
const RETIRED = [...SQL.matchAll(/^ *'([a-z0-9/-]+)',?$/gm)].map(([, id = ""]) => id);

const [course] = await readContent(join(import.meta.dirname, "../../../content"));
const TODAY = new Set(course?.questions.map(({ id }) => id));

test("the migration lists every question that left the course since its first edition", () => {
  const missing = FIRST_EDITION.filter((id) => !TODAY.has(id) && !RETIRED.includes(id));
  expect(missing, "add these to 0006_retired_questions.sql, one a line").toEqual([]);
  expect(RETIRED.filter((id) => TODAY.has(id))).toEqual([]);
});

test("of a card for every old question, those of questions that left the course go, and the rest stay", () => {
  const connection = new BetterSqlite(":memory:");
  onTestFinished(() => void connection.close());
  applyMigrations(connection, migrationsUpTo("0004_names"));
  connection.exec(`
    insert into enrolments (id, guild_id, user_id, course_id, time_zone, joined_at, activated_at) values
      (1, 'g', 'u', 'distributed-systems', 'UTC', 0, 0), (2, 'g', 'u', 'of-their-own', 'UTC', 0, 0);
    insert into quizzes (id, enrolment_id, question_ids, started_at) values (7, 1, '["${FIRST_EDITION[0]}@1"]', 0);
  `);
  const add = connection.prepare(
    `insert into review_cards
      (enrolment_id, question_id, due_at, stability, difficulty, state, learning_steps, repetitions, lapses)
      values (?, ?, 0, 1, 5, 2, 0, 1, 0)`,
  );
  for (const id of FIRST_EDITION) for (const enrolment of [1, 2]) add.run(enrolment, id);
  applyMigrations(connection, MIGRATIONS_FOLDER);
  const cardsOf = connection.prepare("select question_id from review_cards where enrolment_id = ?").pluck();
  expect(new Set(cardsOf.all(1))).toEqual(new Set(FIRST_EDITION).difference(new Set(RETIRED)));
  // A course of the server's own may use the same ids.
  expect(new Set(cardsOf.all(2))).toEqual(new Set(FIRST_EDITION));
  expect(connection.prepare("select id from quizzes").pluck().all()).toEqual([7]);
});
