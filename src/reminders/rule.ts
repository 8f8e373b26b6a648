import { z } from "zod";

/**
 * When a learner wants to hear from the coach. Wall-clock rules are kept as local time and resolved in the learner's
 * IANA zone each time, so that they keep their hour when clocks change or the learner moves.
 */

/** `19:00`, 24-hour clock. */
export const LocalTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** `2026-12-01T19:00`, without a zone. The date must exist. */
export const LocalDateTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/)
  .refine((at) => z.iso.date().safeParse(at.slice(0, 10)).success, { message: "no calendar has this date" });

export const RuleSchema = z.discriminatedUnion("kind", [
  /**
   * Set by Start, and due once the lesson's duration has passed; or by whoever puts it off. `startedAt` is when it was
   * set (UTC epoch ms). Timers that were put off before this was written have the lesson's start instead.
   */
  z.object({ kind: z.literal("timer"), lessonId: z.string(), startedAt: z.int() }),
  z.object({ kind: z.literal("once"), at: LocalDateTimeSchema, lessonId: z.string().nullable() }),
  /** An instant (UTC epoch ms) in any zone: a wait (`in 2 hours`), or a time with a stated offset. */
  z.object({ kind: z.literal("moment"), instant: z.int(), lessonId: z.string().nullable() }),
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  z.object({ kind: z.literal("weekly"), weekday: z.int().min(1).max(7), time: LocalTimeSchema }),
]);

export type Rule = z.infer<typeof RuleSchema>;
export type WeeklyRule = Extract<Rule, { kind: "weekly" }>;
