import Sqlite from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../src/storage/sqlite/database.ts";
import { createStorage } from "../../src/storage/storage.ts";
import { makeDatabasePath } from "../support/database.ts";

type Explained = { statement: string; plan: string };

function explain(connection: Sqlite.Database, statement: string): Explained {
  const nulls = Array.from(statement.matchAll(/\?/g), () => null);
  const steps = connection.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...nulls);
  return { statement, plan: steps.map(({ detail }) => detail).join("\n") };
}

/** Every statement that the stores prepare, with what SQLite means to do for it. */
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
  expect(explained.length).toBeGreaterThan(40);
  expect(explained.filter(({ plan }) => /SCAN (?!.* USING )/.test(plan))).toEqual([]);
});

describe("the hot statements use the index made for them", () => {
  test.each([
    ["reminders that are due", /^select.* from "reminders" inner join.*"due_at" <= \?/, "reminders_due (due_at<?)"],
    ["the next reminder", /^select "reminders"."due_at" from .*limit \?$/, "reminders USING INDEX reminders_due"],
    [
      "unsent deliveries",
      /^select.* from "deliveries".*"next_attempt_at" <= \?/,
      "deliveries_unsent (next_attempt_at<?)",
    ],
    ["the next attempt", /^select "deliveries"."next_attempt_at" from/, "deliveries USING INDEX deliveries_unsent"],
    ["a cohort", /^select.* from "enrolments" left join/, "enrolments_active (guild_id=? AND course_id=?)"],
    ["the courses studied", /group by "enrolments"."course_id"/, "enrolments_active (guild_id=?)"],
    [
      "a member's current course",
      /^select .*"activated_at" from "enrolments" where/,
      "enrolments_member (guild_id=? AND user_id=?)",
    ],
    ["a learner's reminders", /from "reminders" where .* order by/, "reminders_rule (enrolment_id=?)"],
    [
      "what a delivery says",
      /from "delivery_occurrences" where .*"delivery_id"/,
      "delivery_occurrences_delivery (delivery_id=?)",
    ],
  ])("%s", (_, statement, index) => {
    const found = explainStatements().filter((explained) => statement.test(explained.statement));
    expect(found).toHaveLength(1);
    expect(found[0]?.plan).toContain(index);
  });

  test("and nothing that is due is sorted", () => {
    const due = explainStatements().filter(({ statement }) => /<= \?.*order by/.test(statement));
    expect(due).toHaveLength(2);
    expect(due.filter(({ plan }) => plan.includes("TEMP B-TREE"))).toEqual([]);
  });
});

test("erasing finds what belongs to a learner by index", () => {
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
