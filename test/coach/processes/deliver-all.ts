import { once } from "node:events";
import { createCatalog } from "../../../src/catalog/catalog.ts";
import { createDeliveryLoop } from "../../../src/coach/reminders/delivery-loop.ts";
import { openSqlite } from "../../../src/storage/sqlite/storage.ts";

/**
 * Waits for a signal, delivers everything that is due at a fixed instant, and prints the channels that it posted to.
 */
const [file = "", name = ""] = process.argv.slice(2);
const NOW = Date.parse("2026-11-23T12:00:00Z");
const storage = openSqlite(file);
process.stdout.write("ready\n");
await once(process.stdin, "data");

const posted: string[] = [];
let deliveries = 0;
await createDeliveryLoop(
  {
    clock: { now: () => NOW, at: () => () => {} },
    log: { info: () => {}, warn: () => {}, error: (fields) => process.stderr.write(`${fields.error}\n`) },
    catalog: createCatalog([], storage.shelf),
    learners: storage.learners,
    deliveries: storage.deliveries,
    sender: {
      async send({ recipient }) {
        if (recipient.kind === "channel") posted.push(recipient.channelId);
        return { kind: "sent", channelId: "c", messageId: "m" };
      },
      edit: async () => ({ kind: "failed", reason: "nothing edits here" }),
    },
    newDeliveryId: () => `${name}-${deliveries++}`,
    random: () => 0,
  },
  name,
).run();
storage.close();
process.stdout.write(JSON.stringify(posted));
process.stdin.destroy();
