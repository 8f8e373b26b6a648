import { answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type PressContext, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { checklistView, tickedAside } from "../src/discord/views/checklist.ts";

export const checklist = command({
  name: "checklist",
  description: "Every lesson and extra, to tick and untick",
  options: { course: ownCourse },
  run: async ({ course }, context) =>
    answerWith(await context.coach.learning.findLearner({ ...context, courseId: course }), context, (learner) =>
      reply(checklistView(learner, 0)),
    ),
});

async function tick(fields: { enrolmentId: number; page: number }, ticked: boolean, context: PressContext) {
  const { enrolmentId, page } = fields;
  const { coach, userId, values: keys } = context;
  return answerWith(await coach.learning.tickItems({ userId, enrolmentId, keys, ticked }), context, (result) => {
    const aside = tickedAside(result);
    return aside === null
      ? update(checklistView(result.learner, page))
      : update(checklistView(result.learner, page), aside);
  });
}

export const checklistPresses: Pick<Presses, "checklist" | "tick" | "untick"> = {
  checklist: async ({ enrolmentId, page }, context) =>
    answerWith(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), context, (learner) =>
      update(checklistView(learner, page)),
    ),
  tick: (fields, context) => tick(fields, true, context),
  untick: (fields, context) => tick(fields, false, context),
};
