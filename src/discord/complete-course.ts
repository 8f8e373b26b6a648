import { clip } from "./clip.ts";
import type { CommandContext, CompletionContext } from "./command.ts";

/** Autocomplete for a `course` option of those who manage courses: every course that the server has. */
export async function completeCourse(typed: string, { coach, guildId, userId, mayManage }: CommandContext) {
  if (!mayManage) return [];
  const { courses } = await coach.courses.listCourses({ guildId, userId });
  return namesLike(
    courses.map(({ served }) => served.course),
    typed,
  );
}

/** The same, and new courses that are waiting to be published. These have no title yet, so their id is shown. */
export async function completeCourseOrDraft(typed: string, { coach, guildId, userId, mayManage }: CommandContext) {
  if (!mayManage) return [];
  const { courses, drafts } = await coach.courses.listCourses({ guildId, userId });
  const known = courses.map(({ served }) => served.course);
  const fresh = drafts.filter((courseId) => !known.some(({ id }) => id === courseId));
  return namesLike([...known, ...fresh.map((id) => ({ id, title: id }))], typed);
}

/** The versions of the course that is already filled in, each by its number. */
export async function completeVersion(typed: string, { coach, guildId, userId, mayManage, given }: CompletionContext) {
  const courseId = given.get("course");
  if (!mayManage || typeof courseId !== "string") return [];
  const texts = await coach.courses.listTexts({ guildId, userId, courseId });
  return texts
    .map(({ number, publishedAt, usedAs }) => ({
      name: nameVersion(number, publishedAt, usedAs),
      value: `${number}`,
    }))
    .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
}

function nameVersion(number: number, publishedAt: number | null, usedAs: number | null): string {
  const name = number === 0 ? "0: the built-in course" : `${number}`;
  const date = publishedAt === null ? [] : [DATE.format(publishedAt)];
  const use = usedAs === null ? [] : [usedAs === number ? "in use now" : `in use now, as version ${usedAs}`];
  return [name, ...date, ...use].join(" · ");
}

/** A message can show a time in the reader's own zone; the name of a choice cannot. */
const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

async function completeOwnCourse(typed: string, { coach, guildId, userId }: CommandContext) {
  const own = await coach.learning.readOwnCourses({ guildId, userId });
  return namesLike(
    own.map(({ course }) => course),
    typed,
  );
}

/** The courses that a member is in, and those that they left and whose progress is kept. */
export async function completeLeavableCourse(typed: string, context: CommandContext) {
  const { coach, guildId, userId } = context;
  const kept = await coach.learning.readKept({ guildId, userId });
  const left = kept.flatMap(({ learner }) => (learner === null ? [] : [learner.content.course]));
  return [
    ...(await completeOwnCourse(typed, context)),
    ...namesLike(left, typed).map(({ name, value }) => ({ name: `${clip(name, 70)} · left, progress kept`, value })),
  ];
}

/** The `course` option of a learner's commands. */
export const ownCourse = {
  type: "text",
  description: "Which of your courses; if left out, the one you used last",
  maxLength: 150,
  complete: completeOwnCourse,
} as const;

export async function completeOfferedCourse(typed: string, { coach, guildId }: CommandContext) {
  const offered = await coach.courses.offeredCourses(guildId);
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
