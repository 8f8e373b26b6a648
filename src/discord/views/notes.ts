import { type APIButtonComponent, ButtonStyle } from "discord.js";
import type { Learner } from "../../coach/learning/learner.ts";
import type { ReadNotes } from "../../coach/learning/read-notes.ts";
import { NOTE_SECTIONS, type NoteSection } from "../../course/notes.ts";
import { button, line, row, text, type View, view } from "../message.ts";
import { clampPage, pageButtons } from "../pages.ts";
import { pagesOf } from "./prose.ts";
import { nameOf, phaseName } from "./words.ts";

/** Characters of one page: what a phone shows in two screens. Discord takes 4,000. */
const PAGE_TEXT = 2_300;

const TITLES: Record<NoteSection, string> = {
  brief: "Brief",
  reading: "While you read",
  terms: "Key terms",
  discuss: "Discuss",
};

/** One page of a lesson's notes, and the way to the others. */
export function notesView({ learner, standing, section, blocks, notes }: ReadNotes, asked: number): View {
  const { lesson, phase } = standing;
  const pages = pagesOf(blocks, PAGE_TEXT);
  const page = clampPage(asked, pages.length);
  const way = { enrolmentId: learner.enrolment.id, lessonId: lesson.id };
  const others = NOTE_SECTIONS.filter((name) => notes[name] !== undefined && name !== section);
  return view(
    "lesson",
    text(
      `-# ${nameOf(learner.content.course.title)} · ${phaseName(phase)}\n## ${nameOf(lesson.title)}: ${TITLES[section].toLowerCase()}`,
    ),
    text(pages[page] ?? ""),
    line(),
    row(...pageButtons(page, pages.length, (to) => ({ kind: "turn-notes", ...way, section, page: to }))),
    row(
      ...others.map((name) => button(TITLES[name], { kind: "turn-notes", ...way, section: name, page: 0 })),
      button("Quiz me", { kind: "quiz", ...way }, { style: ButtonStyle.Primary }),
    ),
  );
}

/** What there is to read of a lesson, as buttons of another view. */
export function notesButtons({ enrolment, content }: Learner, lessonId: string): APIButtonComponent[] {
  const notes = content.notes.get(lessonId) ?? {};
  return NOTE_SECTIONS.filter((section) => notes[section] !== undefined).map((section) =>
    button(TITLES[section], { kind: "notes", enrolmentId: enrolment.id, lessonId, section }),
  );
}
