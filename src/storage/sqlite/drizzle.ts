import { createRequire } from "node:module";

/**
 * Loads drizzle-orm with `require`. For every ES module, Node parses the package.json of its package again. That of
 * drizzle has 170 KB, and it has a hundred modules: with `import` this costs each start 0.3 s and 100 MB, with
 * `require` a quarter of both. So storage takes drizzle's functions from this file, and only types from the package.
 */
const require = createRequire(import.meta.url);

const orm: typeof import("drizzle-orm") = require("drizzle-orm");
const sqlite: typeof import("drizzle-orm/better-sqlite3") = require("drizzle-orm/better-sqlite3");
const core: typeof import("drizzle-orm/sqlite-core") = require("drizzle-orm/sqlite-core");
const migrations: typeof import("drizzle-orm/migrator") = require("drizzle-orm/migrator");
const sqliteMigrations: typeof import("drizzle-orm/better-sqlite3/migrator") = require("drizzle-orm/better-sqlite3/migrator");

export const { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, notExists, or, sql } = orm;
export const { drizzle } = sqlite;
export const { check, customType, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } = core;
export const { readMigrationFiles } = migrations;
export const { migrate } = sqliteMigrations;
