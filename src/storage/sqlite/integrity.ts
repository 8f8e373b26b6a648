import { once } from "node:events";
import { Worker } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { z } from "zod";

const DamageSchema = z.array(z.string());

/**
 * The first damage that SQLite finds, in its words; null if there is none. It reads the whole file, about 150 MiB in a
 * second.
 */
export function findDamage(connection: Sqlite.Database): string | null {
  try {
    const [found = "ok"] = DamageSchema.parse(connection.prepare("pragma quick_check(1)").pluck().all());
    return found === "ok" ? null : found.replaceAll("\n", " ");
  } catch (error) {
    // Some damage keeps it from looking at all.
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_CORRUPT")) return error.message;
    throw error;
  }
}

/** The same for a file, on a thread of its own, while others read and write it. */
export async function findDamageBeside(file: string): Promise<string | null> {
  const worker = new Worker(new URL("./integrity-thread.ts", import.meta.url), { workerData: file });
  const [found] = await once(worker, "message");
  return z.string().nullable().parse(found);
}
