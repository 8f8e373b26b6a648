import { endTimers } from "../../reminders/schedule.ts";
import { type Ticking, tickLines } from "../../study/checklist.ts";
import { type Result, succeed } from "../problem.ts";
import { afterwards, decideForLearner } from "./decide.ts";
import type { Learner, Who } from "./learner.ts";
import type { LearningPorts } from "./ports.ts";

/** `learner` is the learner afterwards. */
export type Ticked = Pick<Ticking, "locked" | "gone"> & { learner: Learner };

/** Ticks or unticks checklist lines by key. `ticked` is the state to set, so doing so again changes nothing. */
export async function tickItems(
  ports: LearningPorts,
  input: Who & { keys: readonly string[]; ticked: boolean },
): Promise<Result<Ticked>> {
  return decideForLearner<Ticked>(ports, input, (learner) => {
    const { course, mode } = learner.content;
    const { changes, locked, gone } = tickLines(
      { course, mode, progress: learner.progress },
      { keys: input.keys, ticked: input.ticked, now: ports.clock.now() },
    );
    const completed = changes.flatMap((change) => (change.kind === "complete" ? [change.lessonId] : []));
    return {
      value: succeed({ learner: afterwards(learner, changes), locked, gone }),
      changes: [...changes, ...endTimers(learner.schedules, completed)],
    };
  });
}
