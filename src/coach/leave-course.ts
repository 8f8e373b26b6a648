import { findLearner, type Learner, type Who } from "./find-learner.ts";
import type { Ports } from "./ports.ts";
import { type Result, succeed } from "./problem.ts";

/** Leaves the course. Reminders end; progress is kept for a return unless `erase` is wanted. */
export async function leaveCourse(
  ports: Ports,
  input: Who & { erase: boolean },
): Promise<Result<{ learner: Learner }>> {
  const found = await findLearner(ports, input);
  if (!found.ok) return found;
  const enrolmentId = found.value.enrolment.id;
  await ports.enrolments.leave({ enrolmentId, erase: input.erase, now: ports.clock.now() });
  return succeed({ learner: found.value });
}
