import type { CourseUpdate } from "../../coach/courses/course-update.ts";
import type { LessonChange, ListedLesson } from "../../course/lesson-moves.ts";
import { textOf } from "../message.ts";
import { packPages } from "../pages.ts";
import { changeLines } from "./course-changes.ts";
import { nameOf, plural, versionName } from "./words.ts";

/** Characters of the changes on one page. With a page of the tree and the rest they fit Discord's 4,000. */
const CHANGES_TEXT = 1_000;
/** How many lessons are named that may only have a new name. */
const MOST_RENAMED = 2;

/** Everything that changes for learners, in pages. */
export function updatePages(update: CourseUpdate): string[] {
  const lines = changeLines(update);
  return lines.length === 0 ? ["Nothing: the two texts say the same."] : packPages(lines, CHANGES_TEXT, "\n");
}

/** One page of what changes, and what happens to the learners' progress. */
export function updatePart(update: CourseUpdate, by: "import" | "rollback", page: number) {
  const { from, fromText, diff, learners } = update;
  const pages = updatePages(update);
  const shown = pages[page];
  const of = pages.length > 1 ? ` (${page + 1} of ${pages.length})` : "";
  const replaced = versionName({ version: from, textVersion: fromText });
  return textOf([
    shown === undefined ? null : `**What changes**, against ${replaced}${of}`,
    shown ?? null,
    ...(by === "rollback" ? [] : renamedLines(diff)),
    learners === 0
      ? "-# Nobody is in this course yet."
      : `-# In it now: ${plural(learners, "learner")}. They keep everything they completed. A lesson that is removed counts again if it comes back.`,
  ]);
}

/** A lesson is known by its id. An author who renames one rarely thinks of that. */
function renamedLines({ renamed, removed, added }: CourseUpdate["diff"]): string[] {
  const [gone] = removed;
  if (gone === undefined || added.length === 0) return [];
  return renamed.length === 0 ? [anyRenamed(gone)] : renamed.slice(0, MOST_RENAMED).map(renamedLine);
}

function renamedLine({ before, after }: LessonChange): string {
  return `-# Is **${nameOf(after.title)}** only a new name for **${nameOf(before.title)}**? Write \`Id: ${before.id}\` below its title, and it stays the same lesson, with its progress, notes and questions.`;
}

function anyRenamed({ id }: ListedLesson): string {
  return `-# Only renamed? Write \`Id: ${id}\` below the new title, and it stays the same lesson, with its progress, notes and questions.`;
}
