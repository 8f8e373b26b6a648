import type { ServedCourse } from "../coach/courses/ports.ts";
import type { CompletionContext } from "./command.ts";
import { hasQuestions } from "./views/offers.ts";

/** Autocomplete for a `lesson` option: the lessons whose title holds what was typed, in the order of the course. */
export function suggestLessons(typed: string, context: CompletionContext) {
  return suggest(typed, context, () => true);
}

/** The same for a lesson to be quizzed on: those that have questions. */
export function suggestQuizzes(typed: string, context: CompletionContext) {
  return suggest(typed, context, hasQuestions);
}

async function suggest(
  typed: string,
  { coach, guildId, userId, given }: CompletionContext,
  isWanted: (content: ServedCourse, lessonId: string) => boolean,
) {
  const course = given.get("course");
  const found = await coach.learning.glanceAtLearner({
    guildId,
    userId,
    courseId: typeof course === "string" ? course : null,
  });
  if (!found.ok) return [];
  const wanted = typed.trim().toLowerCase();
  const { standing, content } = found.value;
  return standing.lessons
    .filter(({ lesson }) => isWanted(content, lesson.id))
    .filter(({ lesson }) => lesson.title.toLowerCase().includes(wanted))
    .map(({ lesson, phase, state }) => ({
      name: `${state === "done" ? "✅ " : state === "locked" ? "🔒 " : ""}${lesson.title} · Phase ${phase.number}`,
      value: lesson.id,
    }));
}
