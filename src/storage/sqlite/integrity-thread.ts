import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";
import { z } from "zod";
import { findDamage } from "./integrity.ts";

/** The thread of `findDamageBeside`. */
const connection = new Sqlite(z.string().parse(workerData), { readonly: true, fileMustExist: true });
try {
  parentPort?.postMessage(findDamage(connection));
} finally {
  connection.close();
}
