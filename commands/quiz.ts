import { type Answer, answerWith, reply, update } from "../src/discord/answer.ts";
import { command, type PressContext, type Presses } from "../src/discord/command.ts";
import { ownCourse } from "../src/discord/complete-course.ts";
import { suggestLessons } from "../src/discord/suggest-lessons.ts";
import { questionView, quizStepView } from "../src/discord/views/quiz.ts";

export const quiz = command({
  name: "quiz",
  description: "A few quick questions; what you missed before comes first",
  options: {
    lesson: {
      type: "text",
      description: "A lesson to be asked about; left out, a review, or your next lesson",
      maxLength: 150,
      complete: suggestLessons,
    },
    course: ownCourse,
  },
  run: async ({ lesson, course }, context) =>
    answerWith(
      await context.coach.quizzes.beginQuiz({ ...context, courseId: course, lessonId: lesson }),
      context,
      (step) => reply(quizStepView(step)),
    ),
});

type QuizPress = "quiz" | "answer" | "answers" | "order" | "question";

export const quizPresses: Pick<Presses, QuizPress> = {
  quiz: async ({ enrolmentId, lessonId }, context) =>
    answerWith(
      await context.coach.quizzes.beginQuiz({ userId: context.userId, enrolmentId, lessonId }),
      context,
      (step) => reply(quizStepView(step)),
    ),
  answer: async ({ quizId, position, choice }, context) => give({ quizId, position, choices: [choice] }, context),
  answers: async ({ quizId, position }, context) =>
    give({ quizId, position, choices: context.values.map(Number) }, context),
  order: async ({ quizId, position, places }, context) => give({ quizId, position, choices: places }, context),
  question: async ({ quizId, position }, context) =>
    answerWith(
      await context.coach.quizzes.continueQuiz({ userId: context.userId, quizId, position }),
      context,
      (step) => update(quizStepView(step)),
    ),
};

async function give(
  given: { quizId: number; position: number; choices: readonly number[] },
  context: PressContext,
): Promise<Answer> {
  return answerWith(
    await context.coach.quizzes.answerQuestion({ userId: context.userId, ...given }),
    context,
    (asked) => update(questionView(asked)),
  );
}
