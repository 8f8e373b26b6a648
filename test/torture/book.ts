import { openSqlite } from "../../src/storage/sqlite/storage.ts";
import { enrol } from "../../src/study/enrolment.ts";

/** One occurrence that has to reach its learner. No two have the same `name`. */
export type DueReminder = { name: string; userId: string; dueAt: number };

/** Writes reminders into the bot's database, beside the bot, and remembers what is due. */
export type Book = {
  due: readonly DueReminder[];
  remind(userId: string, dueAt: number): Promise<void>;
  /** Whether something is still to be sent: when it is, or null. */
  nextDueAt(): Promise<number | null>;
  close(): void;
};

export async function openBook(file: string, guildId: string, userIds: readonly string[], now: number): Promise<Book> {
  const storage = openSqlite(file);
  const enrolments = new Map<string, number>();
  const due: DueReminder[] = [];
  for (const userId of userIds) {
    const joined = await storage.learners.decideForMember({
      guildId,
      userId,
      course: null,
      decide: ({ enrolments: own }) => ({
        value: null,
        changes: enrol(own, { courseId: "distributed-systems", timeZone: "UTC", now }).changes,
      }),
    });
    const enrolment = joined.kind === "decided" ? joined.enrolments[0] : undefined;
    if (enrolment === undefined) throw new Error("a member could not be enrolled");
    enrolments.set(userId, enrolment.id);
  }
  return {
    due,
    async remind(userId, dueAt) {
      const enrolmentId = enrolments.get(userId) ?? 0;
      // No lesson has this name, so that each reminder is one of its own.
      const lessonId = `torture-${due.length}`;
      const rule = { kind: "moment", instant: dueAt, lessonId } as const;
      const reminder = { userId, dueAt, name: lessonId };
      due.push(reminder);
      const changes = [{ kind: "schedule", rule, dueAt, createdAt: dueAt } as const];
      const written = await storage.learners.decide({
        enrolmentId,
        course: null,
        decide: () => ({ value: null, changes }),
      });
      if (written.kind !== "decided") throw new Error(`a reminder could not be written: ${written.kind}`);
    },
    nextDueAt: () => storage.deliveries.nextDueAt(),
    close: storage.close,
  };
}
