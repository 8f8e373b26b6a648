import type { resourcesActions } from "../src/discord/actions/learning.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { hasResources } from "../src/discord/views/offers.ts";
import { resourcesView } from "../src/discord/views/resources.ts";

export const resources = command({
  name: "resources",
  description: "Additional resources and supplementary videos",
  leadsSomewhere: ({ own }) => own.some(hasResources),
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(await context.coach.learning.findLearner({ ...context, courseId: course }), (learner) =>
      reply(resourcesView(learner, 0)),
    ),
});

export const resourcesPresses: PressesOf<typeof resourcesActions> = {
  resources: async ({ enrolmentId, page }, context) =>
    mapResult(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), (learner) =>
      update(resourcesView(learner, page)),
    ),
};
