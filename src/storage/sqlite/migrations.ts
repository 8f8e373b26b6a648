import { fileURLToPath } from "node:url";
import type { Database as Connection } from "better-sqlite3";
import { z } from "zod";
import { drizzle, migrate, readMigrationFiles } from "./drizzle.ts";

/** The folder in which `npm run migrations` writes. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../../drizzle/sqlite", import.meta.url));

const AppliedSchema = z.array(z.object({ hash: z.string(), createdAt: z.coerce.number() }));

export type Inspection =
  | { kind: "usable" }
  /** The file holds tables, but none of our migrations. */
  | { kind: "foreign" }
  /** The file holds migrations that the folder lacks. `migrations`: when each was written (UTC epoch milliseconds). */
  | { kind: "newer"; migrations: readonly number[] };

/** Whether this version can use the database. Only reads. */
export function inspectMigrations(connection: Connection, migrationsFolder: string): Inspection {
  const tables = z
    .array(z.string())
    .parse(connection.prepare("select name from sqlite_schema where type = 'table'").pluck().all());
  if (tables.length === 0) return { kind: "usable" };
  if (!tables.includes("__drizzle_migrations")) return { kind: "foreign" };
  const applied = AppliedSchema.parse(
    connection.prepare("select hash, created_at as createdAt from __drizzle_migrations order by created_at").all(),
  );
  const known = new Set(readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash));
  const unknown = applied.filter(({ hash }) => !known.has(hash)).map(({ createdAt }) => createdAt);
  return unknown.length === 0 ? { kind: "usable" } : { kind: "newer", migrations: unknown };
}

/**
 * Applies the migrations that the database lacks. To rebuild a table, a migration drops the old one, which would delete
 * all rows that refer to it. So foreign keys are off meanwhile. This must happen out here: inside drizzle's transaction
 * the pragma has no effect.
 */
export function applyMigrations(connection: Connection, migrationsFolder: string): void {
  connection.pragma("foreign_keys = off");
  migrate(drizzle({ client: connection }), { migrationsFolder });
  connection.pragma("foreign_keys = on");
}
