import { findLesson } from "../../study/standing.ts";
import type { Delivery, DeliveryPorts, OutgoingMessage, Payload } from "./ports.ts";

/** The message of a delivery. `nothing`: there is no reason to send it any more. `later`: it cannot be composed now. */
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
  // The course may come back with the next start. Until then its deliveries are kept.
  if (content === null) return { kind: "later", reason: "the course is missing" };
  // A timer asks how a lesson went, so it drops out if the lesson is done or has left the course.
  const occurrences = payload.occurrences.filter(
    ({ rule }) =>
      rule.kind !== "timer" ||
      (!progress.completed.has(rule.lessonId) && findLesson(content.course, rule.lessonId) !== null),
  );
  if (occurrences.length === 0) return { kind: "nothing" };
  const { omitted, missed = [] } = payload;
  return {
    kind: "message",
    message: { kind: "reminder", enrolment, occurrences, omitted, missed, content, progress, now: ports.clock.now() },
  };
}
