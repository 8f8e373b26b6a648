import type { Servers } from "../../coach/servers/ports.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, gt, isNotNull, sql } from "./drizzle.ts";
import { prepareHolds } from "./holds.ts";
import { enrolments, leftServers, schedules } from "./schema.ts";

export function createServerStore(database: Database): Servers {
  const { orm } = database;
  const holds = prepareHolds(database);
  const isIt = eq(leftServers.guildId, sql.placeholder("guildId"));
  const find = orm.select({ leftAt: leftServers.leftAt }).from(leftServers).where(isIt).prepare();
  const leave = orm
    .insert(leftServers)
    .values({ guildId: sql.placeholder("guildId"), leftAt: sql.placeholder("now") })
    .onConflictDoNothing()
    .prepare();
  const comeBack = orm.delete(leftServers).where(isIt).prepare();
  // From one server to the next by index: a member of each is enough.
  const nextOfLearners = orm
    .select({ guildId: enrolments.guildId })
    .from(enrolments)
    .where(gt(enrolments.guildId, sql.placeholder("after")))
    .orderBy(asc(enrolments.guildId))
    .limit(1)
    .prepare();
  const nextOfSchedules = orm
    .select({ guildId: schedules.guildId })
    .from(schedules)
    .where(and(isNotNull(schedules.guildId), gt(schedules.guildId, sql.placeholder("after"))))
    .orderBy(asc(schedules.guildId))
    .limit(1)
    .prepare();

  function* walk(next: { get(input: { after: string }): { guildId: string | null } | undefined }) {
    for (let found = next.get({ after: "" }); found?.guildId; found = next.get({ after: found.guildId })) {
      yield found.guildId;
    }
  }

  return {
    async known() {
      return [...new Set([...walk(nextOfLearners), ...walk(nextOfSchedules)])];
    },

    async leave(guildId, now) {
      if (find.get({ guildId }) !== undefined) return false;
      return database.write(() => {
        const isNews = leave.run({ guildId, now }).changes > 0;
        if (isNews) holds.followServer(guildId, now);
        return isNews;
      });
    },

    async comeBack(guildId, now) {
      if (find.get({ guildId }) === undefined) return;
      await database.write(() => {
        comeBack.run({ guildId });
        holds.followServer(guildId, now);
      });
    },
  };
}
