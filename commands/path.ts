import { answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { pathView } from "../src/discord/views/path.ts";

export const path = command({
  name: "path",
  description: "All phases and lessons: what is done, what is next, what is locked",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(await context.coach.learning.findLearner({ ...context, courseId: course }), context, (learner) =>
      reply(pathView(learner, 0)),
    ),
});

export const pathPresses: Pick<Presses, "path"> = {
  path: async ({ enrolmentId, page }, context) =>
    answerWith(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), context, (learner) =>
      update(pathView(learner, page)),
    ),
};
