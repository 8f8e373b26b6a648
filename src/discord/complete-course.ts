import type { CommandContext } from "./command.ts";

/** Autocomplete for a `course` option of those who look after courses: everything that the server has. */
export async function completeCourse(typed: string, { coach, guildId, userId }: CommandContext) {
  const { courses } = await coach.listCourses({ guildId, userId });
  return namesLike(
    courses.map(({ served }) => served.course),
    typed,
  );
}

/** The same, and new courses that wait to be published: they have no title yet but their id. */
export async function completeCourseOrDraft(typed: string, { coach, guildId, userId }: CommandContext) {
  const { courses, drafts } = await coach.listCourses({ guildId, userId });
  const known = courses.map(({ served }) => served.course);
  const fresh = drafts.filter((courseId) => !known.some(({ id }) => id === courseId));
  return namesLike([...known, ...fresh.map((id) => ({ id, title: id }))], typed);
}

async function completeOwnCourse(typed: string, { coach, guildId, userId }: CommandContext) {
  const own = await coach.readOwnCourses({ guildId, userId });
  return namesLike(
    own.map(({ course }) => course),
    typed,
  );
}

/** The `course` option of a learner's commands. */
export const ownCourse = {
  type: "text",
  description: "Which of your courses; left out, the one you used last",
  maxLength: 150,
  complete: completeOwnCourse,
} as const;

export async function completeOfferedCourse(typed: string, { coach, guildId }: CommandContext) {
  const offered = await coach.offeredCourses(guildId);
  return namesLike(
    offered.map(({ course }) => course),
    typed,
  );
}

function namesLike(courses: readonly { id: string; title: string }[], typed: string) {
  const wanted = typed.trim().toLowerCase();
  return courses
    .filter(({ id, title }) => title.toLowerCase().includes(wanted) || id.includes(wanted))
    .map(({ id, title }) => ({ name: title, value: id }));
}
