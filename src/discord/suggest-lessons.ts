import type { CompletionContext } from "./command.ts";

/** Autocomplete for a `lesson` option: the lessons whose title holds what was typed, in the order of the course. */
export async function suggestLessons(typed: string, { coach, guildId, userId, given }: CompletionContext) {
  const course = given.get("course");
  const found = await coach.learning.glanceAtLearner({
    guildId,
    userId,
    courseId: typeof course === "string" ? course : null,
  });
  if (!found.ok) return [];
  const wanted = typed.trim().toLowerCase();
  return found.value.standing.lessons
    .filter(({ lesson }) => lesson.title.toLowerCase().includes(wanted))
    .map(({ lesson, phase, state }) => ({
      name: `${state === "done" ? "✅ " : state === "locked" ? "🔒 " : ""}${lesson.title} · Phase ${phase.number}`,
      value: lesson.id,
    }));
}
