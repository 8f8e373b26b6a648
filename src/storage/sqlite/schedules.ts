import type { ServerSchedules } from "../../coach/reminders/ports.ts";
import { ruleKey } from "../../reminders/rule-key.ts";
import type { Database } from "./database.ts";
import { and, asc, eq, sql } from "./drizzle.ts";
import { newServerHold } from "./holds.ts";
import { scheduleColumns } from "./learner-columns.ts";
import { schedules } from "./schema.ts";

/** Stores the schedules that belong to servers. The learner store writes those of learners. */
export function createServerScheduleStore(database: Database): ServerSchedules {
  const { orm } = database;
  const inGuild = eq(schedules.guildId, sql.placeholder("guildId"));
  const set = orm
    .insert(schedules)
    .values({
      guildId: sql.placeholder("guildId"),
      channelId: sql.placeholder("channelId"),
      courseId: sql.placeholder("courseId"),
      timeZone: sql.placeholder("timeZone"),
      rule: sql.placeholder("rule"),
      ruleKey: sql.placeholder("key"),
      dueAt: sql.placeholder("dueAt"),
      createdAt: sql.placeholder("now"),
      heldSince: newServerHold,
    })
    .onConflictDoUpdate({
      target: [schedules.guildId, schedules.channelId, schedules.ruleKey],
      set: {
        courseId: sql`excluded.course_id`,
        timeZone: sql`excluded.time_zone`,
        rule: sql`excluded.rule`,
        dueAt: sql`excluded.due_at`,
      },
    })
    .prepare();
  const list = orm
    .select({
      ...scheduleColumns,
      channelId: schedules.channelId,
      courseId: schedules.courseId,
      timeZone: schedules.timeZone,
    })
    .from(schedules)
    .where(inGuild)
    .orderBy(asc(schedules.dueAt), asc(schedules.id))
    .prepare();
  const remove = orm
    .delete(schedules)
    .where(and(inGuild, eq(schedules.id, sql.placeholder("id"))))
    .prepare();

  return {
    async set(input) {
      await database.write(() => set.run({ ...input, key: ruleKey(input.rule) }));
    },

    async list(guildId) {
      return list.all({ guildId }).flatMap(({ channelId, courseId, timeZone, ...schedule }) =>
        // Never null here: the table has a check. This is for the type.
        channelId === null || timeZone === null
          ? []
          : [{ ...schedule, owner: { kind: "server", guildId, channelId, courseId, timeZone } }],
      );
    },

    async remove(guildId, scheduleIds) {
      await database.write(() => {
        for (const id of scheduleIds) remove.run({ guildId, id });
      });
    },
  };
}
