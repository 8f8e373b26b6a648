import type { Learner } from "../src/coach/learning/learner.ts";
import { type Answer, answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { View } from "../src/discord/message.ts";
import { suggestLessons } from "../src/discord/suggest-lessons.ts";
import { completedView, finishedView, lessonView, snoozedView, startedView } from "../src/discord/views/lesson.ts";
import { notesView } from "../src/discord/views/notes.ts";

export const learn = command({
  name: "learn",
  description: "Your next lesson, or any lesson of the course to read",
  options: {
    lesson: {
      type: "text",
      description: "A lesson to look at; left out, the next one in order",
      maxLength: 150,
      complete: suggestLessons,
    },
    course: ownCourse,
  },
  run: async ({ lesson, course }, context) =>
    lesson === null
      ? answerWith(await context.coach.learning.findLearner({ ...context, courseId: course }), context, (learner) =>
          reply(nextView(learner)),
        )
      : answerWith(
          await context.coach.learning.findLesson({ ...context, courseId: course, lessonId: lesson }),
          context,
          ({ learner, standing }) => reply(lessonView(learner, standing)),
        ),
});

/** A lesson is always open while one is left: the parser refuses courses whose dependencies run in a circle. */
function nextView(learner: Learner): View {
  const { next } = learner.standing;
  return next === null ? finishedView(learner) : lessonView(learner, next);
}

export const learnPresses: Pick<Presses, "learn" | "notes" | "turn-notes" | "start" | "done" | "snooze"> = {
  learn: async ({ enrolmentId, lessonId }, context): Promise<Answer> => {
    const who = { userId: context.userId, enrolmentId };
    return lessonId === null
      ? answerWith(await context.coach.learning.findLearner(who), context, (learner) => reply(nextView(learner)))
      : answerWith(await context.coach.learning.findLesson({ ...who, lessonId }), context, ({ learner, standing }) =>
          reply(lessonView(learner, standing)),
        );
  },
  notes: async (asked, context) =>
    answerWith(await context.coach.learning.readNotes({ userId: context.userId, ...asked }), context, (notes) =>
      reply(notesView(notes, 0)),
    ),
  "turn-notes": async ({ page, ...asked }, context) =>
    answerWith(await context.coach.learning.readNotes({ userId: context.userId, ...asked }), context, (notes) =>
      update(notesView(notes, page)),
    ),
  start: async ({ enrolmentId, lessonId }, context) =>
    answerWith(
      await context.coach.learning.startLesson({ userId: context.userId, enrolmentId, lessonId }),
      context,
      (started) => update(startedView(started)),
    ),
  done: async ({ enrolmentId, lessonId }, context) =>
    answerWith(
      await context.coach.learning.completeLesson({ userId: context.userId, enrolmentId, lessonId }),
      context,
      (completed) => update(completedView(completed)),
    ),
  snooze: async ({ enrolmentId, lessonId, minutes }, context) =>
    answerWith(
      await context.coach.learning.snoozeTimer({ userId: context.userId, enrolmentId, lessonId, minutes }),
      context,
      ({ learner, lesson, timer }) => update(snoozedView(learner, lesson, timer)),
    ),
};
