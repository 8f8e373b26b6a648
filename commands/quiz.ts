import type { Result } from "../src/coach/problem.ts";
import type { quizActions } from "../src/discord/actions/quizzes.ts";
import { command } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import type { View } from "../src/discord/message.ts";
import type { PressContext, PressesOf } from "../src/discord/press.ts";
import { mapResult, type Reply, reply, update } from "../src/discord/reply.ts";
import { suggestQuizzes } from "../src/discord/suggest-lessons.ts";
import { hasQuestions } from "../src/discord/views/offers.ts";
import { questionView, quizStepView } from "../src/discord/views/quiz.ts";

export const quiz = command({
  name: "quiz",
  description: "A few quick questions; what you missed before comes first",
  leadsSomewhere: ({ own }) => own.some((course) => hasQuestions(course)),
  options: {
    lesson: {
      type: "text",
      description: "A lesson to be asked about; if left out, a review or your next lesson",
      maxLength: 150,
      complete: suggestQuizzes,
    },
    course: ownCourse,
  },
  run: async ({ lesson, course }, context) =>
    mapResult(await context.coach.quizzes.beginQuiz({ ...context, courseId: course, lessonId: lesson }), (step) =>
      reply(quizStepView(step)),
    ),
});

export const quizPresses: PressesOf<typeof quizActions> = {
  quiz: async (asked, context) => mapResult(await begin(asked, context), (view) => reply(view)),
  "turn-quiz": async (asked, context) => mapResult(await begin(asked, context), (view) => update(view)),
  answer: async ({ quizId, position, choice }, context) => give({ quizId, position, choices: [choice] }, context),
  answers: async ({ quizId, position }, context) =>
    give({ quizId, position, choices: context.values.map(Number) }, context),
  order: async ({ quizId, position, indexes }, context) => give({ quizId, position, choices: indexes }, context),
  question: async ({ quizId, position }, context) =>
    mapResult(await context.coach.quizzes.continueQuiz({ userId: context.userId, quizId, position }), (step) =>
      update(quizStepView(step)),
    ),
};

async function begin(
  { enrolmentId, lessonId }: { enrolmentId: number; lessonId: string | null },
  { coach, userId }: PressContext,
): Promise<Result<View>> {
  return mapResult(await coach.quizzes.beginQuiz({ userId, enrolmentId, lessonId }), quizStepView);
}

async function give(
  given: { quizId: number; position: number; choices: readonly number[] },
  context: PressContext,
): Promise<Result<Reply>> {
  return mapResult(await context.coach.quizzes.answerQuestion({ userId: context.userId, ...given }), (asked) =>
    update(questionView(asked)),
  );
}
