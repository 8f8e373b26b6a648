import type { SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import { and, eq, inArray, isNull, sql } from "./drizzle.ts";
import { deliveries, enrolments, schedules } from "./schema.ts";

/**
 * Keeps what cannot be sent out of the indexes of what is due. A learner's schedules and open deliveries are held while
 * the learner has left, while Discord refuses direct messages to them, and while the bot is not in their server; those of
 * a server's channels while the bot is not in it. The reasons are in `enrolments` and `left_servers`; `held_since` follows
 * from them, so whoever changes a reason calls this in the same transaction.
 */
export type Holds = {
  /** Holds or releases what belongs to one learner. */
  followLearner(enrolmentId: number, now: number): void;
  /** Holds or releases what belongs to a server and to all its learners. */
  followServer(guildId: string, now: number): void;
};

/** Whether the learner `id` cannot be reached. */
function cannotBeReached(id: SQL): SQL {
  return sql`(select e.left_at is not null or e.direct_messages_closed_at is not null
    or exists (select 1 from left_servers s where s.guild_id = e.guild_id) from enrolments e where e.id = ${id})`;
}

/** What `held_since` is for a new schedule of a learner. */
export const newHold = sql`case when ${cannotBeReached(sql`${sql.placeholder("enrolmentId")}`)} then ${sql.placeholder("createdAt")} end`;

/** What `held_since` is for a new schedule of a server. */
export const newServerHold = sql`(select s.left_at from left_servers s where s.guild_id = ${sql.placeholder("guildId")})`;

export function prepareHolds({ orm }: Pick<Database, "orm">): Holds {
  const now = sql.placeholder("now");
  const heldIf = (isHeld: SQL) => sql`case when ${isHeld} then coalesce(held_since, ${now}) end`;
  const isOpen = and(isNull(deliveries.sentAt), isNull(deliveries.endedAt));
  const guildId = sql.placeholder("guildId");
  const serverWasLeft = sql`exists (select 1 from left_servers s where s.guild_id = ${guildId})`;
  const learnersThere = orm.select({ id: enrolments.id }).from(enrolments).where(eq(enrolments.guildId, guildId));
  const channelsThere = orm.select({ id: schedules.channelId }).from(schedules).where(eq(schedules.guildId, guildId));

  const holdSchedules = heldIf(cannotBeReached(sql`${schedules.enrolmentId}`));
  const holdDeliveries = heldIf(cannotBeReached(sql`${deliveries.enrolmentId}`));
  const ofLearner = sql.placeholder("enrolmentId");
  const statements = {
    learner: [
      orm.update(schedules).set({ heldSince: holdSchedules }).where(eq(schedules.enrolmentId, ofLearner)).prepare(),
      orm
        .update(deliveries)
        .set({ heldSince: holdDeliveries })
        .where(and(eq(deliveries.enrolmentId, ofLearner), isOpen))
        .prepare(),
    ],
    server: [
      orm
        .update(schedules)
        .set({ heldSince: holdSchedules })
        .where(inArray(schedules.enrolmentId, learnersThere))
        .prepare(),
      orm
        .update(deliveries)
        .set({ heldSince: holdDeliveries })
        .where(and(inArray(deliveries.enrolmentId, learnersThere), isOpen))
        .prepare(),
      orm
        .update(deliveries)
        .set({ heldSince: heldIf(serverWasLeft) })
        .where(and(inArray(deliveries.channelId, channelsThere), isOpen))
        .prepare(),
      orm
        .update(schedules)
        .set({ heldSince: heldIf(serverWasLeft) })
        .where(eq(schedules.guildId, guildId))
        .prepare(),
    ],
  };

  return {
    followLearner(enrolmentId, at) {
      for (const statement of statements.learner) statement.run({ enrolmentId, now: at });
    },
    followServer(id, at) {
      for (const statement of statements.server) statement.run({ guildId: id, now: at });
    },
  };
}
