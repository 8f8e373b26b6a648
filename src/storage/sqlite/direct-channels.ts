import type { DirectChannels } from "../../coach/reminders/ports.ts";
import type { Database } from "./database.ts";
import { and, eq, isNotNull, sql } from "./drizzle.ts";
import { enrolments } from "./schema.ts";

/** Kept with each enrolment of the member in the server, and erased with it. */
export function createDirectChannelStore(database: Database): DirectChannels {
  const { orm } = database;
  const ofMember = and(
    eq(enrolments.guildId, sql.placeholder("guildId")),
    eq(enrolments.userId, sql.placeholder("userId")),
  );
  const find = orm
    .select({ channelId: enrolments.directChannelId })
    .from(enrolments)
    .where(and(ofMember, isNotNull(enrolments.directChannelId)))
    .limit(1)
    .prepare();
  const keep = orm
    .update(enrolments)
    .set({ directChannelId: sql`${sql.placeholder("channelId")}` })
    .where(ofMember)
    .prepare();
  return {
    async find({ guildId, userId }) {
      return find.get({ guildId, userId })?.channelId ?? null;
    },
    async keep({ guildId, userId }, channelId) {
      await database.write(() => keep.run({ guildId, userId, channelId }));
    },
  };
}
