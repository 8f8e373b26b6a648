import type { Diagnostic } from "../../course/diagnostics.ts";
import type { Course, Lesson, Phase } from "../../course/model.ts";
import { clip } from "../clip.ts";
import { fitLines, packPages } from "../pages.ts";
import { durationOf, minutesOf, nameOf, phaseName, plain, plural } from "./words.ts";

/** Characters of the tree on one page, and of one message of the parser. With the rest they fit Discord's 4,000. */
const TREE_TEXT = 1_700;
const SAID = 240;

/** `3 phases, 7 lessons, about 4 h 30 min`. */
export function sizeOf({ phases }: Course): string {
  const lessons = phases.flatMap((phase) => phase.lessons);
  return `${plural(phases.length, "phase")}, ${plural(lessons.length, "lesson")}, about ${minutesOf(minutesIn(lessons))}`;
}

/** Phases and lessons with their minutes, in pages. */
export function outlinePages({ phases }: Course): string[] {
  return packPages(phases.flatMap(phaseBlocks), TREE_TEXT, "\n");
}

function phaseBlocks(phase: Phase): string[] {
  const heading = `**${phaseName(phase)}** · ${minutesOf(minutesIn(phase.lessons))}`;
  const lines = phase.lessons.map((lesson, index) => {
    const minutes = lesson.duration === null ? "no duration" : durationOf(lesson.duration);
    return `${index + 1}. ${nameOf(lesson.title)} · ${plain(lesson.kind)} · ${minutes}`;
  });
  return packPages(lines, TREE_TEXT - heading.length - 1, "\n").map((block, index) =>
    index === 0 ? `${heading}\n${block}` : block,
  );
}

function minutesIn(lessons: readonly Lesson[]): number {
  return lessons.reduce((minutes, { duration }) => minutes + (duration?.longest ?? 0), 0);
}

/** `❌ line 12:5 · what is wrong and how to fix it`, errors first, up to `limit` characters. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], limit: number): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  return fitLines(
    [...errors, ...warnings].map(
      ({ severity, line, column, message }) =>
        `${severity === "error" ? "❌" : "⚠️"} **line ${line}:${column}** · ${plain(clip(message, SAID))}`,
    ),
    limit,
  );
}
