import type { leaveActions } from "../src/discord/actions/enrolment.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { leaveView, leftView, stayedView } from "../src/discord/views/enrolment.ts";

export const leave = command({
  name: "leave",
  description: "Leave the course; your progress is kept unless you erase it",
  leadsSomewhere: ({ own }) => own.length > 0,
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    mapResult(await context.coach.learning.glanceAtLearner({ ...context, courseId: course }), (learner) =>
      reply(leaveView(learner)),
    ),
});

export const leavePresses: PressesOf<typeof leaveActions> = {
  leave: async ({ enrolmentId, erase }, context) =>
    mapResult(await context.coach.learning.leaveCourse({ userId: context.userId, enrolmentId, erase }), ({ learner }) =>
      update(leftView(learner, erase)),
    ),
  stay: async ({ enrolmentId }, context) =>
    mapResult(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), () =>
      update(stayedView()),
    ),
};
