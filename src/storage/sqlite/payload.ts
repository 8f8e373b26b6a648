import { z } from "zod";
import type { Payload } from "../../coach/reminders/ports.ts";
import { RuleSchema } from "../../reminders/rule.ts";

const occurrences = z.array(z.object({ scheduleId: z.int(), dueAt: z.int(), rule: RuleSchema })).readonly();
const omitted = z.int().min(0);

/** What a delivery is about, as its row stores it in JSON. */
export const PayloadSchema: z.ZodType<Payload> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("reminder"),
    enrolmentId: z.int(),
    occurrences,
    omitted,
    missed: occurrences.optional(),
  }),
  z.object({ kind: z.literal("study-call"), courseId: z.string().nullable(), occurrences, omitted }),
]);
