import { answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { leaveView, leftView, stayedView } from "../src/discord/views/enrolment.ts";

export const leave = command({
  name: "leave",
  description: "Leave the course; your progress is kept unless you erase it",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(await context.coach.learning.glanceAtLearner({ ...context, courseId: course }), context, (learner) =>
      reply(leaveView(learner)),
    ),
});

export const leavePresses: Pick<Presses, "leave" | "stay"> = {
  leave: async ({ enrolmentId, erase }, context) =>
    answerWith(
      await context.coach.learning.leaveCourse({ userId: context.userId, enrolmentId, erase }),
      context,
      ({ learner }) => update(leftView(learner, erase)),
    ),
  stay: async ({ enrolmentId }, context) =>
    answerWith(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), context, () =>
      update(stayedView()),
    ),
};
