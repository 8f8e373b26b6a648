import { openStorage } from "../../../src/storage/storage.ts";
import { claimOne, NOW } from "../learner.ts";

/** Claims what is due, and is killed before it can be sent. */
const storage = openStorage(process.argv[2] ?? "");
for (const reminder of await storage.reminders.due(NOW, 10)) await claimOne(storage, reminder);
process.kill(process.pid, "SIGKILL");
