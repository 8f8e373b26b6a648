import type { LearnerChange, MemberChange } from "../../src/coach/learning/ports.ts";
import type { Rule } from "../../src/reminders/rule.ts";
import { ruleKey } from "../../src/reminders/rule-key.ts";
import type { Schedule } from "../../src/reminders/schedule.ts";
import type { Storage } from "../../src/storage/storage.ts";
import type { Enrolment } from "../../src/study/enrolment.ts";
import * as rules from "../../src/study/enrolment.ts";

export const NOW = Date.UTC(2026, 10, 23, 18);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const GUILD = "111111111111111111";
export const OTHER_GUILD = "999999999999999999";
export const ANN = "222222222222222222";
export const BEN = "333333333333333333";
export const COURSE = "distributed-systems";

export const MONDAYS: Rule = { kind: "weekly", weekday: 1, time: "19:00" };
export const FRIDAYS: Rule = { kind: "weekly", weekday: 5, time: "19:00" };

/** Joins or returns to the course: Ann, unless another member is given. */
export async function enrol(
  storage: Storage,
  { guildId = GUILD, userId = ANN, courseId = COURSE, timeZone = "Europe/Vienna", now = NOW } = {},
): Promise<Enrolment> {
  const outcome = await storage.learners.decideForMember({
    guildId,
    userId,
    course: null,
    decide: ({ enrolments }) => ({
      value: null,
      changes: rules.enrol(enrolments, { courseId, timeZone, now }).changes,
    }),
  });
  const own = outcome.kind === "decided" ? outcome.enrolments.find((each) => each.courseId === courseId) : undefined;
  if (own === undefined) throw new Error("nobody was enrolled");
  return own;
}

/** Writes these changes of one learner without a rule. */
export async function change(storage: Storage, enrolmentId: number, ...changes: LearnerChange[]): Promise<void> {
  const outcome = await storage.learners.decide({
    enrolmentId,
    course: null,
    decide: () => ({ value: null, changes }),
  });
  if (outcome.kind !== "decided") throw new Error(`not decided: ${outcome.kind}`);
}

/** Writes these changes of one member without a rule: Ann, unless another member is given. */
export async function changeMember(
  storage: Storage,
  { guildId = GUILD, userId = ANN },
  ...changes: MemberChange[]
): Promise<readonly Enrolment[]> {
  const outcome = await storage.learners.decideForMember({
    guildId,
    userId,
    course: null,
    decide: () => ({ value: null, changes }),
  });
  if (outcome.kind !== "decided") throw new Error(`not decided: ${outcome.kind}`);
  return outcome.enrolments;
}

/** Sets a schedule of a learner and reads it back. */
export async function schedule(
  storage: Storage,
  enrolmentId: number,
  rule: Rule,
  dueAt = NOW,
  createdAt = NOW,
): Promise<Schedule> {
  await change(storage, enrolmentId, { kind: "schedule", rule, dueAt, createdAt });
  const schedules = await storage.learners.schedules(enrolmentId);
  const set = schedules.find((each) => ruleKey(each.rule) === ruleKey(rule));
  if (set === undefined) throw new Error("nothing was scheduled");
  return set;
}

export async function progressOf(storage: Storage, enrolmentId: number) {
  const record = await storage.learners.byId(enrolmentId);
  if (record === null) throw new Error("the learner is gone");
  return record.progress;
}
