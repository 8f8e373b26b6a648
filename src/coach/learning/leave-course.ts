import { type Result, succeed } from "../problem.ts";
import { decideForLearner } from "./decide.ts";
import { type Learner, toLearner, type Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

/** `paused`: how many reminders and timers wait for the member to come back. */
export type Left = { learner: Learner; paused: number };

/** Leaves the course. Progress and reminders are kept in case the member returns; what was not sent is withdrawn. */
export async function leaveCourse(ports: LearningPorts, input: Who): Promise<Result<Left>> {
  return decideForLearner<Left>(ports, input, (learner) => ({
    value: succeed({ learner: toLearner(learner, learner.content), paused: learner.schedules.length }),
    changes: [{ kind: "leave", at: ports.clock.now() }, { kind: "withdraw-deliveries" }],
  }));
}
