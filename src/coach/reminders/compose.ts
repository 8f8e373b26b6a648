import { findLesson } from "../../study/standing.ts";
import type { Delivery, DeliveryPorts, OutgoingMessage, Payload } from "./ports.ts";

/** What a delivery says now. `nothing`: there is nothing left to say. `later`: it cannot be said at the moment. */
export type Composed =
  | { kind: "message"; message: OutgoingMessage }
  | { kind: "nothing" }
  | { kind: "later"; reason: string };

/** Makes the message of a delivery from the learner and the course as they are now. */
export async function compose(ports: DeliveryPorts, { recipient, payload }: Delivery): Promise<Composed> {
  switch (payload.kind) {
    case "reminder":
      return composeReminder(ports, payload);
    case "study-call": {
      const { courseId, occurrences, omitted } = payload;
      const content = courseId === null ? null : await ports.catalog.course(recipient.guildId, courseId);
      return {
        kind: "message",
        message: { kind: "study-call", content, occurrences, omitted, now: ports.clock.now() },
      };
    }
  }
}

async function composeReminder(
  ports: DeliveryPorts,
  payload: Extract<Payload, { kind: "reminder" }>,
): Promise<Composed> {
  const record = await ports.learners.byId(payload.enrolmentId);
  // They may have left since the delivery was claimed.
  if (record === null || record.enrolment.leftAt !== null) return { kind: "nothing" };
  const { enrolment, progress } = record;
  const content = await ports.catalog.course(enrolment.guildId, enrolment.courseId);
  // The course may come back with the next start; what waits for it is not lost meanwhile.
  if (content === null) return { kind: "later", reason: "the course is away" };
  // A timer asks how a lesson went: not one that is done by now, nor one that the course no longer has.
  const occurrences = payload.occurrences.filter(
    ({ rule }) =>
      rule.kind !== "timer" ||
      (!progress.completed.has(rule.lessonId) && findLesson(content.course, rule.lessonId) !== null),
  );
  if (occurrences.length === 0) return { kind: "nothing" };
  const { omitted } = payload;
  return {
    kind: "message",
    message: { kind: "reminder", enrolment, occurrences, omitted, content, progress, now: ports.clock.now() },
  };
}
