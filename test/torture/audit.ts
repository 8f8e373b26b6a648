import Sqlite from "better-sqlite3";
import { z } from "zod";
import type { Sandbox } from "../../src/sandbox/contract.ts";
import type { Book } from "./book.ts";

const OccurrenceSchema = z.object({ dueAt: z.int(), rule: z.looseObject({ lessonId: z.string().nullable() }) });
const PayloadSchema = z.looseObject({
  occurrences: z.array(OccurrenceSchema),
  missed: z.array(OccurrenceSchema).default([]),
});
const RowsSchema = z.array(
  z.object({
    id: z.string(),
    userId: z.string(),
    payload: z.string().transform((text) => PayloadSchema.parse(JSON.parse(text))),
    fate: z.string().nullable(),
    attempts: z.int(),
  }),
);

export type Findings = {
  due: number;
  messages: number;
  /** Occurrences in no message. */
  lost: string[];
  /** Occurrences in several messages. */
  doubled: string[];
  /** Messages that belong to no delivery, or went to somebody else. */
  strays: string[];
  /** Deliveries that were given up. */
  ended: number;
  mostAttempts: number;
};

/**
 * Compares the sandbox's own log of messages with what was due: each occurrence has to be in exactly one message, to its
 * learner. A message says by its custom id which delivery it is; which occurrences that names, its row says.
 */
export function audit(sandbox: Sandbox, book: Book, databaseFile: string, userIds: readonly string[]): Findings {
  const connection = new Sqlite(databaseFile, { readonly: true });
  const rows = RowsSchema.parse(
    connection.prepare("select id, user_id as userId, payload, fate, attempts from deliveries").all(),
  );
  connection.close();
  const deliveries = new Map(rows.map((row) => [row.id, row]));
  const seen = new Map<string, number>();
  const strays: string[] = [];
  let messages = 0;
  for (const userId of userIds) {
    for (const id of deliveriesShownTo(sandbox, userId)) {
      messages += 1;
      const delivery = id === null ? undefined : deliveries.get(id);
      if (delivery?.userId !== userId) strays.push(`${id} to ${userId}`);
      for (const { rule } of [...(delivery?.payload.occurrences ?? []), ...(delivery?.payload.missed ?? [])]) {
        const key = `${userId} ${rule.lessonId}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
  }
  const keys = book.due.map(({ userId, name }) => `${userId} ${name}`);
  return {
    due: keys.length,
    messages,
    lost: keys.filter((key) => !seen.has(key)),
    doubled: keys.filter((key) => (seen.get(key) ?? 0) > 1),
    strays,
    ended: rows.filter(({ fate }) => fate !== null).length,
    mostAttempts: Math.max(0, ...rows.map(({ attempts }) => attempts)),
  };
}

/** The delivery of each message that the bot sent to this member; null for one without. */
function deliveriesShownTo({ actor }: Sandbox, userId: string): (string | null)[] {
  const shown = actor.channels({ userId }).flatMap(({ id }) => actor.messages(id, userId));
  return shown.map(
    ({ message }) => /"custom_id":"1:reminders:\d+:([\w-]+)"/.exec(JSON.stringify(message))?.[1] ?? null,
  );
}
