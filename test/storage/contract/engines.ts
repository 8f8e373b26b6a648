import { onTestFinished } from "vitest";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { makeDatabasePath } from "../../support/database.ts";

/** An engine that must pass the contract. It opens empty databases and deletes them after the test. */
export type Engine = {
  name: string;
  open(): Promise<Storage>;
  /** Two connections to the same data, as two processes would have. */
  openTwo(): Promise<readonly [Storage, Storage]>;
};

export const ENGINES: readonly Engine[] = [
  {
    name: "SQLite",
    async open() {
      return untilTestEnds(openSqlite(":memory:"));
    },
    async openTwo() {
      const file = makeDatabasePath();
      return [untilTestEnds(openSqlite(file)), untilTestEnds(openSqlite(file))];
    },
  },
];

function untilTestEnds(storage: Storage): Storage {
  onTestFinished(() => storage.close());
  return storage;
}
