import type { ReadNotes } from "../../coach/learning/read-notes.ts";
import { button, line, row, text, type View, view } from "../message.ts";
import { clampPage, pageButtons } from "../pages.ts";
import { NOTE_TITLES, partsMenu } from "./lesson-parts.ts";
import { pagesOf } from "./prose.ts";
import { nameOf, phaseName } from "./words.ts";

/**
 * Characters of one page. Discord takes 4,000, but scrolls to the end of a message that is longer than the screen: this
 * many, with what is around them, fit on a phone, so that a page opens at its beginning.
 */
const PAGE_TEXT = 1_200;

/** One page of a lesson's notes, the way to the others, and the way back. */
export function notesView({ learner, standing, section, blocks }: ReadNotes, asked: number): View {
  const { lesson, phase } = standing;
  const pages = pagesOf(blocks, PAGE_TEXT);
  const page = clampPage(asked, pages.length);
  const way = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  return view(
    "lesson",
    text(
      `-# ${nameOf(learner.content.course.title)} · ${phaseName(phase)}\n## ${nameOf(lesson.title)}: ${NOTE_TITLES[section].toLowerCase()}`,
    ),
    text(pages[page] ?? ""),
    line(),
    row(
      ...pageButtons(page, pages.length, (to) => ({ kind: "turn-notes", ...way, section, page: to })),
      button("To the lesson", { kind: "turn-lesson", ...way }),
    ),
    partsMenu(learner, standing, section),
  );
}
