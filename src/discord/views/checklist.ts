import type { Learner } from "../../coach/learning/learner.ts";
import type { Ticked } from "../../coach/learning/tick-items.ts";
import { type ChecklistLine, makeChecklist } from "../../study/checklist.ts";
import { clip } from "../clip.ts";
import { line, row, select, text, textOf, type View, view } from "../message.ts";
import { clampPage, fitLines, pageButtons } from "../pages.ts";
import { bold, listOf, nameOf, plain, plural } from "./words.ts";

/** Both menus must hold a whole page, and Discord's menus take 25. */
const PAGE_LINES = 20;
/** Twenty of these, every character escaped, fit a message. */
const SHOWN_TITLE = 60;

/** Every lesson, the extras and the course's own checklist, with one menu to tick and one to untick. */
export function checklistView(learner: Learner, wantedPage: number): View {
  const { content, progress, enrolment } = learner;
  const all = makeChecklist(content.course, progress, content.mode).flatMap(({ title, lines }) =>
    lines.map((item) => ({ section: title, item })),
  );
  const pageCount = Math.ceil(all.length / PAGE_LINES);
  const page = clampPage(wantedPage, pageCount);
  const shown = all.slice(page * PAGE_LINES, (page + 1) * PAGE_LINES);
  const enrolmentId = enrolment.id;
  const own = shown.filter(({ item }) => !item.automatic);
  const option = ({ section, item }: (typeof shown)[number]) => ({
    label: item.title,
    value: item.key,
    description: section,
  });
  const ticked = all.filter(({ item }) => item.ticked).length;
  return view(
    ticked === all.length ? "done" : "lesson",
    text(`## Your checklist\n-# ${nameOf(content.course.title)} · ${ticked} of ${plural(all.length, "line")} ticked`),
    line(),
    text(renderLines(shown)),
    select(
      { kind: "tick", enrolmentId, page },
      "Tick…",
      own.filter(({ item }) => !item.ticked && item.lesson?.state !== "locked").map(option),
      true,
    ),
    select({ kind: "untick", enrolmentId, page }, "Untick…", own.filter(({ item }) => item.ticked).map(option), true),
    row(...pageButtons(page, pageCount, (to) => ({ kind: "checklist", enrolmentId, page: to }))),
  );
}

function renderLines(shown: readonly { section: string; item: ChecklistLine }[]): string {
  return shown
    .map(({ section, item }, index) => {
      const heading =
        index === 0 || shown[index - 1]?.section !== section ? `### ${plain(clip(section, SHOWN_TITLE))}\n` : "";
      return `${heading}${markOf(item)} ${plain(clip(item.title, SHOWN_TITLE))}${item.automatic && !item.ticked ? " · *ticks itself*" : ""}`;
    })
    .join("\n");
}

function markOf({ ticked, lesson }: ChecklistLine): string {
  return ticked ? "✅" : lesson?.state === "locked" ? "🔒" : "⬜";
}

/** Characters of lessons that could not be ticked. */
const LOCKED_TEXT = 3_000;

/** What stayed as it was, and why. Null if everything went as wanted. */
export function tickedAside({ locked, gone }: Ticked): View | null {
  if (locked.length === 0 && gone === 0) return null;
  return view(
    "plain",
    textOf([
      locked.length === 0
        ? null
        : fitLines(
            locked.map(({ lesson, missing }) => `🔒 ${bold(lesson)} opens after ${listOf(missing.map(bold))}.`),
            LOCKED_TEXT,
          ),
      gone === 0 ? null : `${plural(gone, "line")} changed in the course since then. The list above is up to date.`,
    ]),
  );
}
