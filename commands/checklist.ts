import type { checklistActions } from "../src/discord/actions/learning.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { checklistView, tickedAside } from "../src/discord/views/checklist.ts";

export const checklist = command({
  name: "checklist",
  description: "Every lesson and extra, to tick and untick",
  leadsSomewhere: ({ own }) => own.length > 0,
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(await context.coach.learning.findLearner({ ...context, courseId: course }), (learner) =>
      reply(checklistView(learner, 0)),
    ),
});

type Ticking = { enrolmentId: number; page: number };

async function tick(
  { enrolmentId, page }: Ticking,
  ticked: boolean,
  context: PressContext & { values: readonly string[] },
) {
  const { coach, userId, values: keys } = context;
  return mapResult(await coach.learning.tickItems({ userId, enrolmentId, keys, ticked }), (result) =>
    update(checklistView(result.learner, page), { aside: tickedAside(result) }),
  );
}

export const checklistPresses: PressesOf<typeof checklistActions> = {
  checklist: async ({ enrolmentId, page }, context) =>
    mapResult(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), (learner) =>
      update(checklistView(learner, page)),
    ),
  tick: (fields, context) => tick(fields, true, context),
  untick: (fields, context) => tick(fields, false, context),
};
