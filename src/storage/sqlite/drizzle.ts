import { createRequire } from "node:module";

/**
 * drizzle-orm, through `require`. For every ES module Node parses its package's package.json anew, and drizzle's is
 * 170 KB for a hundred modules: imported, it costs each start 0.3 s and 100 MB; required, a quarter of the time and
 * 25 MB. Storage imports its functions from here, and only types from the package.
 */
const require = createRequire(import.meta.url);

const orm: typeof import("drizzle-orm") = require("drizzle-orm");
const sqlite: typeof import("drizzle-orm/better-sqlite3") = require("drizzle-orm/better-sqlite3");
const core: typeof import("drizzle-orm/sqlite-core") = require("drizzle-orm/sqlite-core");
const migrations: typeof import("drizzle-orm/migrator") = require("drizzle-orm/migrator");
const sqliteMigrations: typeof import("drizzle-orm/better-sqlite3/migrator") = require("drizzle-orm/better-sqlite3/migrator");

export const { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, notExists, or, sql } = orm;
export const { drizzle } = sqlite;
export const { check, customType, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } = core;
export const { readMigrationFiles } = migrations;
export const { migrate } = sqliteMigrations;
