import Sqlite from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../../src/storage/sqlite/database.ts";
import { createStorage } from "../../../src/storage/sqlite/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";

type Explained = { statement: string; plan: string };

function explain(connection: Sqlite.Database, statement: string): Explained {
  const nulls = Array.from(statement.matchAll(/\?/g), () => null);
  const steps = connection.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...nulls);
  return { statement, plan: steps.map(({ detail }) => detail).join("\n") };
}

/** Every statement that the stores prepare, with its query plan. */
function explainStatements(): Explained[] {
  const file = makeDatabasePath();
  const database = openDatabase(file);
  const prepare = vi.spyOn(Sqlite.prototype, "prepare");
  createStorage(database);
  const statements = new Set(prepare.mock.calls.map(([statement]) => statement));
  prepare.mockRestore();
  const connection = new Sqlite(file, { readonly: true });
  const explained = Array.from(statements, (statement) => explain(connection, statement));
  connection.close();
  database.close();
  return explained;
}

test("no statement reads a whole table", () => {
  const explained = explainStatements();
  expect(explained.length).toBeGreaterThan(50);
  expect(explained.filter(({ plan }) => /SCAN (?!.* USING )/.test(plan))).toEqual([]);
});

test("a whole index is scanned only to find the first row", () => {
  const walks = explainStatements().filter(({ plan }) => plan.includes("SCAN"));
  expect(walks.map(({ plan }) => /SCAN .*/.exec(plan)?.[0]).sort()).toEqual([
    "SCAN deliveries USING INDEX deliveries_unsent",
    "SCAN schedules USING INDEX schedules_due",
  ]);
  expect(
    walks.filter(({ statement }) => !/order by "\w+"."(due_at|next_attempt_at)" asc limit \?$/.test(statement)),
  ).toEqual([]);
  expect(walks.filter(({ plan }) => plan.includes("TEMP B-TREE"))).toEqual([]);
});

describe("the most frequent statements use the index made for them", () => {
  test.each([
    [
      "schedules that are due",
      /^select.* from "schedules" where .*"due_at" <= \?.*offset \?$/,
      "schedules_due (due_at<?)",
    ],
    ["the next schedule", /^select "due_at" from "schedules".*limit \?$/, "schedules USING INDEX schedules_due"],
    [
      "what is due of one learner",
      /from "schedules" where \("schedules"."enrolment_id" = \? and "schedules"."due_at" <= \?\)$/,
      "schedules_learner (enrolment_id=?)",
    ],
    [
      "what is due in one channel",
      /from "schedules" where \("schedules"."guild_id" = .*"due_at" <= \?\)$/,
      "schedules_server (guild_id=? AND channel_id=?)",
    ],
    [
      "unsent deliveries",
      /^select.* from "deliveries".*"next_attempt_at" <= \?/,
      "deliveries_unsent (next_attempt_at<?)",
    ],
    ["the next attempt", /^select "next_attempt_at" from "deliveries"/, "deliveries USING INDEX deliveries_unsent"],
    [
      "what is kept for a learner",
      /^select.* from "deliveries" where .*order by "deliveries"."claimed_at"/,
      "deliveries_open (enrolment_id=?)",
    ],
    [
      "what a learner missed",
      /^select.* from "deliveries" where .*order by "deliveries"."ended_at"/,
      "deliveries_missed (enrolment_id=?)",
    ],
    [
      "what one delivery named",
      /^update "deliveries" set "named_in" = \? where "deliveries"."named_in" = \?$/,
      "deliveries_naming (named_in=?)",
    ],
    ["what was handed out before", /^select.* from "occurrences" where/, "(schedule_id=? AND due_at=?)"],
    [
      "what taking deliveries back takes along",
      /^delete from "deliveries" where/,
      "occurrences_delivery (delivery_id=?)",
    ],
    ["a cohort", /^select.* from "enrolments" left join/, "enrolments_active (guild_id=? AND course_id=?)"],
    ["the courses studied", /group by "enrolments"."course_id"/, "enrolments_active (guild_id=?)"],
    ["who completed what", /group by "lesson_progress"."lesson_id"/, "enrolments_active (guild_id=? AND course_id=?)"],
    [
      "a member's active enrolments",
      /^select .*"activated_at".* from "enrolments" where .*"left_at" is null\)$/,
      "enrolments_member (guild_id=? AND user_id=?)",
    ],
    [
      "a learner's schedules",
      /from "schedules" where "schedules"."enrolment_id" = \? order by/,
      "schedules_learner (enrolment_id=?)",
    ],
    [
      "a server's schedules",
      /from "schedules" where "schedules"."guild_id" = \? order by/,
      "schedules_server (guild_id=?)",
    ],
  ])("%s", (_, statement, index) => {
    const found = explainStatements().filter((explained) => statement.test(explained.statement));
    expect(found).toHaveLength(1);
    expect(found[0]?.plan).toContain(index);
  });

  test("and rows that are due are not sorted", () => {
    const due = explainStatements().filter(({ statement }) => /<= \?.*order by/.test(statement));
    expect(due).toHaveLength(2);
    expect(due.filter(({ plan }) => plan.includes("TEMP B-TREE"))).toEqual([]);
  });

  test("and one statement reads a member with their progress by index", () => {
    const [active, ...others] = explainStatements().filter(({ statement }) =>
      /from "enrolments" where .*"left_at" is null\)$/.test(statement),
    );
    expect(others).toEqual([]);
    expect(active?.plan).toMatch(/SEARCH lesson_progress USING .*\(enrolment_id=\?\)/);
    expect(active?.plan).toMatch(/SEARCH ticks USING .*\(enrolment_id=\?\)/);
  });
});

test("erasing a learner finds their rows by index", () => {
  const file = makeDatabasePath();
  openDatabase(file).close();
  const connection = new Sqlite(file, { readonly: true });
  const references = connection
    .prepare<[], { child: string; column: string }>(
      `select tables.name as child, keys."from" as column
       from sqlite_schema tables join pragma_foreign_key_list(tables.name) keys where tables.type = 'table'`,
    )
    .all();
  expect(references).toHaveLength(8);
  for (const { child, column } of references) {
    expect(explain(connection, `select 1 from ${child} where ${column} = ?`).plan).toContain(`SEARCH ${child} USING`);
  }
  connection.close();
});
