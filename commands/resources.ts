import { answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { resourcesView } from "../src/discord/views/resources.ts";

export const resources = command({
  name: "resources",
  description: "Additional resources and supplementary videos",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(await context.coach.learning.findLearner({ ...context, courseId: course }), context, (learner) =>
      reply(resourcesView(learner, 0)),
    ),
});

export const resourcesPresses: Pick<Presses, "resources"> = {
  resources: async ({ enrolmentId, page }, context) =>
    answerWith(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), context, (learner) =>
      update(resourcesView(learner, page)),
    ),
};
