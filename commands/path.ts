import type { pathActions } from "../src/discord/actions/learning.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { pathView } from "../src/discord/views/path.ts";

export const path = command({
  name: "path",
  description: "All phases and lessons: what is done, what is next, what is locked",
  leadsSomewhere: ({ own }) => own.length > 0,
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(await context.coach.learning.findLearner({ ...context, courseId: course }), (learner) =>
      reply(pathView(learner, 0)),
    ),
});

export const pathPresses: PressesOf<typeof pathActions> = {
  path: async ({ enrolmentId, page }, context) =>
    mapResult(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), (learner) =>
      update(pathView(learner, page)),
    ),
};
