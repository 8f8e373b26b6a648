import { once } from "node:events";
import { openSqlite } from "../../../../src/storage/sqlite/storage.ts";
import { claim } from "../../claim.ts";

/** Waits for a signal, claims everything that is due, and prints the ids of the learners whose deliveries it got. */
const [file = "", worker = ""] = process.argv.slice(2);
const storage = openSqlite(file);
process.stdout.write("ready\n");
await once(process.stdin, "data");

const claimed: number[] = [];
for (let made = 0; ; ) {
  const ids = Array.from({ length: 5 }, () => `${worker}-${made++}`);
  const deliveries = await claim(storage, { worker, limit: 5, ids });
  if (deliveries.length === 0) break;
  for (const { payload } of deliveries) if (payload.kind === "reminder") claimed.push(payload.enrolmentId);
}
storage.close();
process.stdout.write(JSON.stringify(claimed));
process.stdin.destroy();
