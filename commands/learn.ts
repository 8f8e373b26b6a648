import type { Learner } from "../src/coach/learning/learner.ts";
import { fail } from "../src/coach/problem.ts";
import type { lessonActions } from "../src/discord/actions/learning.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { View } from "../src/discord/message.ts";
import type { PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { suggestLessons } from "../src/discord/suggest-lessons.ts";
import { completedView, finishedView, lessonView, snoozedView, startedView } from "../src/discord/views/lesson.ts";
import { notesView } from "../src/discord/views/notes.ts";

export const learn = command({
  name: "learn",
  description: "Your next lesson, or any lesson of the course to read",
  options: {
    lesson: {
      type: "text",
      description: "A lesson to look at; if left out, the next one in order",
      maxLength: 150,
      complete: suggestLessons,
    },
    course: ownCourse,
  },
  run: async ({ lesson, course }, context) =>
    lesson === null
      ? mapResult(await context.coach.learning.findLearner({ ...context, courseId: course }), (learner) =>
          reply(nextView(learner)),
        )
      : mapResult(
          await context.coach.learning.findLesson({ ...context, courseId: course, lessonId: lesson }),
          ({ learner, standing }) => reply(lessonView(learner, standing)),
        ),
});

/** While a lesson is left, one is open: the parser refuses courses whose dependencies are circular. */
function nextView(learner: Learner): View {
  const { next } = learner.standing;
  return next === null ? finishedView(learner) : lessonView(learner, next);
}

export const learnPresses: PressesOf<typeof lessonActions> = {
  learn: async ({ enrolmentId, lessonId }, context) => {
    const who = { userId: context.userId, enrolmentId };
    return lessonId === null
      ? mapResult(await context.coach.learning.findLearner(who), (learner) => reply(nextView(learner)))
      : mapResult(await context.coach.learning.findLesson({ ...who, lessonId }), ({ learner, standing }) =>
          reply(lessonView(learner, standing)),
        );
  },
  "my-lesson": async (_call, { coach, userId, guildId }) =>
    guildId === null
      ? fail({ kind: "not-joined" })
      : mapResult(await coach.learning.findLearner({ userId, guildId, courseId: null }), (learner) =>
          reply(nextView(learner)),
        ),
  notes: async (asked, context) =>
    mapResult(await context.coach.learning.readNotes({ userId: context.userId, ...asked }), (notes) =>
      reply(notesView(notes, 0)),
    ),
  "turn-notes": async ({ page, ...asked }, context) =>
    mapResult(await context.coach.learning.readNotes({ userId: context.userId, ...asked }), (notes) =>
      update(notesView(notes, page)),
    ),
  start: async ({ enrolmentId, lessonId }, context) =>
    mapResult(await context.coach.learning.startLesson({ userId: context.userId, enrolmentId, lessonId }), (started) =>
      update(startedView(started)),
    ),
  done: async ({ enrolmentId, lessonId }, context) =>
    mapResult(
      await context.coach.learning.completeLesson({ userId: context.userId, enrolmentId, lessonId }),
      (completed) => update(completedView(completed)),
    ),
  snooze: async ({ enrolmentId, lessonId, minutes }, context) =>
    mapResult(
      await context.coach.learning.snoozeTimer({ userId: context.userId, enrolmentId, lessonId, minutes }),
      ({ learner, lesson, timer }) => update(snoozedView(learner, lesson, timer)),
    ),
};
