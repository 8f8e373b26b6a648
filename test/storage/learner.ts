import type { Rule } from "../../src/reminders/rule.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { Enrolment } from "../../src/study/enrolment.ts";

export const NOW = Date.UTC(2026, 10, 23, 18);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const GUILD = "111111111111111111";
export const ANN = "222222222222222222";
export const BEN = "333333333333333333";
export const COURSE = "distributed-systems";

export const MONDAYS: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
export const FRIDAYS: Rule = { kind: "weekly", weekday: 5, time: "19:00" };

/** Ann joins the course, unless told otherwise. */
export async function enrol(
  storage: Storage,
  { guildId = GUILD, userId = ANN, courseId = COURSE, timeZone = "Europe/Vienna", now = NOW } = {},
): Promise<Enrolment> {
  const { enrolment } = await storage.enrolments.join({ guildId, userId, courseId, timeZone, now });
  return enrolment;
}

/** Claims what is due of one reminder; it comes back a week later. */
export function claimOne(
  storage: Storage,
  reminder: { id: number; enrolmentId: number; rule: Rule; dueAt: number },
  id = "delivery-1",
  now = NOW,
) {
  return storage.deliveries.claim({
    id,
    enrolmentId: reminder.enrolmentId,
    occurrences: [{ reminderId: reminder.id, dueAt: reminder.dueAt, rule: reminder.rule }],
    omitted: 0,
    next: [{ reminderId: reminder.id, expectedDueAt: reminder.dueAt, dueAt: reminder.dueAt + 7 * DAY }],
    now,
  });
}
