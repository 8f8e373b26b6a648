import type { Leaving } from "../src/coach/learning/kept-progress.ts";
import type { leaveActions } from "../src/discord/actions/enrolment.ts";
import { command } from "../src/discord/command.ts";
import { completeLeavableCourse } from "../src/discord/complete-course.ts";
import type { View } from "../src/discord/message.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { leaveView, leftView, stayedView } from "../src/discord/views/enrolment.ts";
import { chooseKeptView, erasedView, keptView } from "../src/discord/views/kept.ts";

export const leave = command({
  name: "leave",
  description: "Leave the course; your progress is kept unless you erase it",
  options: {
    course: {
      type: "text",
      description: "Which of your courses; if left out, the one you used last",
      maxLength: 150,
      complete: completeLeavableCourse,
    },
  },
  run: async ({ course }, context) =>
    mapResult(await context.coach.learning.readLeaving({ ...context, courseId: course }), (leaving) =>
      reply(leavingView(leaving)),
    ),
});

function leavingView(leaving: Leaving): View {
  switch (leaving.kind) {
    case "in":
      return leaveView(leaving.learner);
    case "kept":
      return keptView(leaving.kept);
    case "choose":
      return chooseKeptView(leaving.kept);
  }
}

async function showKept(enrolmentId: number, { coach, userId }: PressContext) {
  return mapResult(await coach.learning.readKeptOne({ userId, enrolmentId }), (leaving) =>
    update(leavingView(leaving)),
  );
}

export const leavePresses: PressesOf<typeof leaveActions> = {
  leave: async ({ enrolmentId, erase }, { coach, userId }) =>
    erase
      ? mapResult(await coach.learning.eraseProgress({ userId, enrolmentId }), (erased) => update(erasedView(erased)))
      : mapResult(await coach.learning.leaveCourse({ userId, enrolmentId }), (left) => update(leftView(left))),
  stay: async ({ enrolmentId }, context) =>
    mapResult(await context.coach.learning.findLearner({ userId: context.userId, enrolmentId }), () =>
      update(stayedView()),
    ),
  kept: ({ enrolmentId }, context) => showKept(enrolmentId, context),
  // A menu's value can be forged: what is no number is no enrolment of anybody.
  "choose-kept": (_fields, context) => showKept(Number(context.values[0]) || 0, context),
};
