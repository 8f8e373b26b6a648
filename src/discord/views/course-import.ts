import { ButtonStyle } from "discord.js";
import type { DraftPreview, Published } from "../../coach/courses/course-drafts.ts";
import type { Imported } from "../../coach/courses/import-course.ts";
import type { DraftEntry } from "../../course/versions.ts";
import { button, form, line, row, text, textOf, type View, view } from "../message.ts";
import { clampPage, pageButtons } from "../pages.ts";
import type { Form } from "../pressables.ts";
import { diagnosticLines, outlinePages, sizeOf } from "./course-outline.ts";
import { updatePages, updatePart } from "./course-update.ts";
import { momentOf, nameOf, plural } from "./words.ts";

/** Characters of what the parser said. */
const REFUSED_TEXT = 3_000;
const WARNINGS_TEXT = 400;

/** The files that members can choose. The import checks the name again: nothing but Discord's apps filters them. */
export const COURSE_FILE_TYPES = [".md", ".markdown"] as const;

/** Asks for the file if the command came without one. */
export function importForm(courseId: string | null): Form {
  return form({ kind: "course-import-form" }, "Bring a course of your own", {
    file: {
      label: "The learning path",
      description: "A markdown file of 256 KiB at most. Nothing changes until you publish it.",
      fileTypes: COURSE_FILE_TYPES,
    },
    course: {
      label: "The course that it updates",
      description: "Its title, or an id for a new course. If left empty, the file's title decides.",
      optional: true,
      maxLength: 150,
      ...(courseId === null ? {} : { value: courseId }),
    },
  });
}

export function importedView(imported: Imported): View {
  if (imported.kind === "draft") return draftView(imported.preview, 0, imported.replaced);
  const { fileName, diagnostics } = imported;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return view(
    "plain",
    text(`### ${nameOf(fileName)} needs fixing: ${plural(errors, "error")}`),
    text(diagnosticLines(diagnostics, REFUSED_TEXT)),
    text("-# Nothing was changed. Fix the file and use `/course import` again."),
  );
}

/** The tree and what changes, page beside page, and the choice to publish or discard. */
export function draftView(
  { draft, course, warnings, update }: DraftPreview,
  wantedPage: number,
  replaced: DraftEntry | null = null,
): View {
  const pages = outlinePages(course);
  const changes = update === null ? [] : updatePages(update);
  const pageCount = Math.max(pages.length, changes.length);
  const page = clampPage(wantedPage, pageCount);
  const draftId = draft.id;
  const shown = pages[page];
  return view(
    "lesson",
    text(`## ${nameOf(course.title)}\n-# \`${draft.courseId}\` · ${sizeOf(course)} · not published yet`),
    shown === undefined ? null : text(shown),
    line(),
    update === null ? text("**A new course** for this server.") : updatePart(update, "import", page),
    replaced === null
      ? null
      : text(`-# Replaces the import of ${momentOf(replaced.importedAt)} by <@${replaced.importedBy}>.`),
    textOf(warnings.length === 0 ? [] : [diagnosticLines(warnings, WARNINGS_TEXT)]),
    row(
      button("Publish", { kind: "course-publish", draftId, from: update?.from ?? 0 }, { style: ButtonStyle.Success }),
      button("Discard", { kind: "course-discard", draftId }, { style: ButtonStyle.Danger }),
      ...pageButtons(page, pageCount, (to) => ({ kind: "course-draft", draftId, page: to })),
    ),
  );
}

export function publishedView({ served, number, already, offeredAgain }: Published): View {
  const { course } = served;
  return view(
    "done",
    text(
      already
        ? `**${nameOf(course.title)}** was already published, as version ${number}.`
        : `### ${nameOf(course.title)} is published: version ${number}`,
    ),
    text(
      `-# ${sizeOf(course)}. \`/join\` offers it${offeredAgain ? " again: it is no longer archived" : ""}, and everyone in it sees it from now on.`,
    ),
    row(button("Look at it", { kind: "course-preview", courseId: course.id, page: 0 })),
  );
}

export function discardedView(discarded: boolean): View {
  return view(
    "plain",
    text(
      discarded
        ? "Discarded. Nothing was changed for anyone."
        : "That import is no longer waiting. Nothing was changed.",
    ),
  );
}
