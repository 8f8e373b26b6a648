import { type Result, succeed } from "../problem.ts";
import { decideForLearner } from "./decide.ts";
import { type Learner, toLearner, type Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

/** Leaves the course and ends its reminders. Progress is kept in case the member returns, unless `erase` is true. */
export async function leaveCourse(
  ports: LearningPorts,
  input: Who & { erase: boolean },
): Promise<Result<{ learner: Learner }>> {
  return decideForLearner(ports, input, (learner) => ({
    value: succeed({ learner: toLearner(learner, learner.content) }),
    changes: input.erase
      ? [{ kind: "erase" }]
      : [
          { kind: "leave", at: ports.clock.now() },
          ...learner.schedules.map(({ id }) => ({ kind: "unschedule", scheduleId: id }) as const),
          { kind: "withdraw-deliveries" },
        ],
  }));
}
