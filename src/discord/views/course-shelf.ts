import { ButtonStyle } from "discord.js";
import type { Exported, Rollback } from "../../coach/courses/course-versions.ts";
import type { CourseList, CoursePreview } from "../../coach/courses/list-courses.ts";
import type { ServedCourse } from "../../coach/courses/ports.ts";
import type { CourseVersion } from "../../course/versions.ts";
import { button, file, line, row, text, textOf, type View, view } from "../message.ts";
import { clampPage, fitLines, pageButtons } from "../pages.ts";
import { draftView } from "./course-import.ts";
import { outlinePages, sizeOf } from "./course-outline.ts";
import { updatePages, updatePart } from "./course-update.ts";
import { listOf, momentOf, nameOf, plural, versionName } from "./words.ts";

/** Characters of the list of courses, and of a course's history. */
const LIST_TEXT = 3_300;
const HISTORY_TEXT = 700;

export function courseListView({ courses, drafts }: CourseList): View {
  const lines = courses.map(
    ({ served, learners }) =>
      `**${nameOf(served.course.title)}** · \`${served.course.id}\`\n-# ${[sizeOf(served.course), ...factsOf(served), plural(learners, "learner")].join(" · ")}`,
  );
  return view(
    "plain",
    text("## Courses of this server"),
    text(lines.length === 0 ? "This server has none yet." : fitLines(lines, LIST_TEXT)),
    textOf(
      drafts.length === 0
        ? []
        : [`📥 Waiting for \`/course publish\`: ${listOf(drafts.map((courseId) => `\`${courseId}\``))}`],
    ),
    text(
      "-# `/course import` adds a course of your own or a new version. `/course export` gives you a course as a file.",
    ),
  );
}

function factsOf({ version, textVersion, mode, archived }: ServedCourse): string[] {
  return [
    version === 0 ? "built in" : versionName({ version, textVersion }),
    mode === "open" ? "any order" : "guided",
    ...(archived ? ["archived"] : []),
  ];
}

export function coursePreviewView(preview: CoursePreview, wantedPage: number): View {
  if (preview.kind === "draft") return draftView(preview.preview, wantedPage);
  const { served, versions } = preview;
  const { course } = served;
  const pages = outlinePages(course);
  const page = clampPage(wantedPage, pages.length);
  return view(
    "lesson",
    text(`## ${nameOf(course.title)}\n-# ${[`\`${course.id}\``, sizeOf(course), ...factsOf(served)].join(" · ")}`),
    text(pages[page] ?? ""),
    versions.length === 0 ? null : line(),
    textOf(versions.length === 0 ? [] : [fitLines(versions.map(versionLine), HISTORY_TEXT)]),
    row(...pageButtons(page, pages.length, (to) => ({ kind: "course-preview", courseId: course.id, page: to }))),
  );
}

function versionLine({ number, restored, publishedAt, publishedBy }: CourseVersion): string {
  const back = restored === null ? "" : `, brought back ${sourceOf(restored)}`;
  return `-# Version ${number}${back} · ${momentOf(publishedAt)} · <@${publishedBy}>`;
}

function sourceOf(version: number): string {
  return version === 0 ? "the built-in course" : `version ${version}`;
}

/** Asks once before going back. */
export function rollbackView({ served, from, to, update }: Rollback, wantedPage: number): View {
  const { course } = served;
  const pageCount = updatePages(update).length;
  const page = clampPage(wantedPage, pageCount);
  return view(
    "plain",
    text(`### Take ${nameOf(course.title)} back to ${sourceOf(to)}?`),
    updatePart(update, "rollback", page),
    row(
      button(
        `Back to ${sourceOf(to)}`,
        { kind: "course-roll-back", courseId: course.id, from, to },
        { style: ButtonStyle.Danger },
      ),
      button("Leave it", { kind: "course-keep", courseId: course.id }),
      ...pageButtons(page, pageCount, (next) => ({ kind: "course-changes", courseId: course.id, to, page: next })),
    ),
  );
}

export function rolledBackView({ served, to, already }: { served: ServedCourse; to: number; already: boolean }): View {
  const title = nameOf(served.course.title);
  return view(
    "done",
    text(
      already
        ? `**${title}** is already back to ${sourceOf(to)}.`
        : `**${title}** is back to ${sourceOf(to)}, as version ${served.version}. Learners see it from now on.`,
    ),
  );
}

export function keptAsItIsView(served: ServedCourse): View {
  return view("plain", text(`**${nameOf(served.course.title)}** stays as it is: ${versionName(served)}.`));
}

export function archivedView({ course, archived }: ServedCourse): View {
  return view(
    "plain",
    text(
      archived
        ? `**${nameOf(course.title)}** is archived: \`/join\` no longer offers it. Everyone in it keeps it.`
        : `**${nameOf(course.title)}** is offered by \`/join\` again.`,
    ),
    row(
      archived ? button("Offer it again", { kind: "course-archive", courseId: course.id, archived: false }) : null,
      archived ? null : button("Archive it", { kind: "course-archive", courseId: course.id, archived: true }),
    ),
  );
}

export function modeView({ course, mode }: ServedCourse): View {
  return view(
    "plain",
    text(
      mode === "open"
        ? `**${nameOf(course.title)}** is open now: lessons can be taken in any order, and what they build on is only advice.`
        : `**${nameOf(course.title)}** is guided now: a lesson opens when what it builds on is complete.`,
    ),
  );
}

export function exportedView({ served, number, fileName }: Exported): View {
  return view(
    "plain",
    text(`**${nameOf(served.course.title)}**, ${sourceOf(number)}, as its author wrote it:`),
    file(fileName),
  );
}
