import type { Learner } from "../src/coach/learning/learner.ts";
import { fail, type Result } from "../src/coach/problem.ts";
import type { lessonActions } from "../src/discord/actions/learning.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { View } from "../src/discord/message.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, reply, update } from "../src/discord/reply.ts";
import { suggestLessons } from "../src/discord/suggest-lessons.ts";
import {
  completedView,
  finishedView,
  lessonView,
  reopenedView,
  snoozedView,
  startedView,
} from "../src/discord/views/lesson.ts";
import { readPart } from "../src/discord/views/lesson-parts.ts";
import { notesView } from "../src/discord/views/notes.ts";
import { pathView } from "../src/discord/views/path.ts";
import { quizStepView } from "../src/discord/views/quiz.ts";

export const learn = command({
  name: "learn",
  description: "Your next lesson, or any lesson of the course to read",
  leadsSomewhere: ({ own }) => own.length > 0,
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

type Asked = { enrolmentId: number; lessonId: string };

async function showLesson(
  { enrolmentId, lessonId }: { enrolmentId: number; lessonId: string | null },
  { coach, userId }: PressContext,
): Promise<Result<View>> {
  const who = { userId, enrolmentId };
  return lessonId === null
    ? mapResult(await coach.learning.findLearner(who), nextView)
    : mapResult(await coach.learning.findLesson({ ...who, lessonId }), ({ learner, standing }) =>
        lessonView(learner, standing),
      );
}

async function start(asked: Asked, { coach, userId }: PressContext): Promise<Result<View>> {
  return mapResult(await coach.learning.startLesson({ userId, ...asked }), startedView);
}

/** What the menu of a lesson asks for. Its values can be forged, or be from another version: then the lesson is shown. */
async function showPart(asked: Asked, chosen: string | undefined, context: PressContext): Promise<Result<View>> {
  const { coach, userId } = context;
  const part = readPart(chosen);
  switch (part) {
    case null:
      return showLesson(asked, context);
    case "quiz":
      return mapResult(await coach.quizzes.beginQuiz({ userId, ...asked }), quizStepView);
    case "start":
      return start(asked, context);
    case "path":
      return mapResult(await coach.learning.findLearner({ userId, enrolmentId: asked.enrolmentId }), (learner) =>
        pathView(learner, 0),
      );
    default:
      return mapResult(await coach.learning.readNotes({ userId, ...asked, section: part }), (notes) =>
        notesView(notes, 0),
      );
  }
}

/** A reminder keeps what it says until it is acted on, so its `learn` and `quiz` answer in a message of their own. */
export const learnPresses: PressesOf<typeof lessonActions> = {
  learn: async (asked, context) => mapResult(await showLesson(asked, context), (view) => reply(view)),
  "turn-lesson": async (asked, context) => mapResult(await showLesson(asked, context), (view) => update(view)),
  "lesson-part": async (asked, context) =>
    mapResult(await showPart(asked, context.values[0], context), (view) => update(view)),
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
  start: async (asked, context) => mapResult(await start(asked, context), (view) => update(view)),
  done: async ({ enrolmentId, lessonId }, context) =>
    mapResult(
      await context.coach.learning.completeLesson({ userId: context.userId, enrolmentId, lessonId }),
      (completed) => update(completedView(completed)),
    ),
  reopen: async ({ enrolmentId, lessonId }, context) =>
    mapResult(
      await context.coach.learning.reopenLesson({ userId: context.userId, enrolmentId, lessonId }),
      (reopened) => update(reopenedView(reopened)),
    ),
  snooze: async ({ enrolmentId, lessonId, minutes }, context) =>
    mapResult(
      await context.coach.learning.snoozeTimer({ userId: context.userId, enrolmentId, lessonId, minutes }),
      ({ learner, lesson, timer }) => update(snoozedView(learner, lesson, timer)),
    ),
};
