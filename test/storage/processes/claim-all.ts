import { once } from "node:events";
import { openStorage } from "../../../src/storage/storage.ts";
import { claimOne, NOW } from "../learner.ts";

/** Claims, when told to go, everything that is due, until nothing is; prints the ids of the reminders that it won. */
const [file = "", name] = process.argv.slice(2);
const storage = openStorage(file);
process.stdout.write("ready\n");
await once(process.stdin, "data");

const won: number[] = [];
for (;;) {
  const due = await storage.reminders.due(NOW, 20);
  if (due.length === 0) break;
  for (const reminder of due) {
    if ((await claimOne(storage, reminder, `${name}-${reminder.id}`)) !== null) won.push(reminder.id);
  }
}
storage.close();
process.stdout.write(JSON.stringify(won));
process.stdin.destroy();
