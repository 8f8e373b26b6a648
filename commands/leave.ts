import { answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type Presses } from "../src/discord/command.ts";
import { leaveView, leftView, stayedView } from "../src/discord/views/enrolment.ts";

export const leave = command({
  name: "leave",
  description: "Leave the course; your progress is kept unless you erase it",
  options: {},
  run: async (_options, context) =>
    answerWith(await context.coach.findLearner(context), context, (learner) => reply(leaveView(learner))),
});

export const leavePresses: Pick<Presses, "leave" | "stay"> = {
  leave: async ({ enrolmentId, erase }, context) =>
    answerWith(
      await context.coach.leaveCourse({ userId: context.userId, enrolmentId, erase }),
      context,
      ({ learner }) => update(leftView(learner, erase)),
    ),
  stay: async ({ enrolmentId }, context) =>
    answerWith(await context.coach.findLearner({ userId: context.userId, enrolmentId }), context, () =>
      update(stayedView()),
    ),
};
