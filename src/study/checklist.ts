import type { Course, Lesson } from "../course/model.ts";
import type { CourseMode } from "../course/versions.ts";
import {
  changeProgress,
  type Progress,
  type ProgressChange,
  type TickItem,
  type TickKind,
  tickKey,
} from "./progress.ts";
import { type LessonStanding, standIn } from "./standing.ts";

/** One line of a learner's checklist. `key` is unique within the checklist and at most 53 characters. */
export type ChecklistLine = {
  key: string;
  title: string;
  ticked: boolean;
  /** The line ticks itself when the lessons of its phase are done. */
  automatic: boolean;
  /** The learner's standing, if the line is a lesson. */
  lesson: LessonStanding | null;
  /** Set on everything else. */
  item: TickItem | null;
};

export type ChecklistSection = { title: string; lines: readonly ChecklistLine[] };

/** Every lesson by phase, then the extras, the videos, and the course's own completion checklist. */
export function makeChecklist(course: Course, progress: Progress, mode: CourseMode = "guided"): ChecklistSection[] {
  const standing = standIn(course, progress, mode);
  const tickable = (kind: TickKind, id: string, title: string): ChecklistLine => {
    const key = tickKey({ kind, id });
    return { key, title, ticked: progress.ticks.has(key), automatic: false, lesson: null, item: { kind, id } };
  };
  const sections = [
    ...standing.phases.map(({ phase, lessons }) => ({
      title: `Phase ${phase.number}: ${phase.title}`,
      lines: lessons.map((lesson) => ({
        key: lessonKey(lesson.lesson.id),
        title: lesson.lesson.title,
        ticked: lesson.state === "done",
        automatic: false,
        lesson,
        item: null,
      })),
    })),
    { title: "Additional resources", lines: course.extras.map(({ id, title }) => tickable("extra", id, title)) },
    { title: "Supplementary videos", lines: course.videos.map(({ id, title }) => tickable("video", id, title)) },
    {
      title: "Completion",
      lines: course.checklist.map((item): ChecklistLine => {
        const line = tickable("item", item.id, item.text);
        if (item.phase === null) return line;
        const phase = standing.phases.find((candidate) => candidate.phase.number === item.phase);
        return { ...line, automatic: true, ticked: phase?.state === "done" };
      }),
    },
  ];
  return sections.filter((section) => section.lines.length > 0);
}

export function lessonKey(lessonId: string): string {
  return `lesson:${lessonId}`;
}

export type Ticking = {
  changes: ProgressChange[];
  /** Lessons that stay as they are because something before them is missing. */
  locked: { lesson: Lesson; missing: readonly Lesson[] }[];
  /** How many of the wanted lines the course does not have. */
  gone: number;
};

/**
 * Ticks or unticks checklist lines by key at `now` (UTC epoch ms). Lessons are taken in course order: ticking a whole
 * phase together with the first lesson of the next one works.
 */
export function tickLines(
  { course, mode, progress }: { course: Course; mode: CourseMode; progress: Progress },
  { keys, ticked, now }: { keys: readonly string[]; ticked: boolean; now: number },
): Ticking {
  const wanted = new Set(keys);
  const lines = makeChecklist(course, progress, mode)
    .flatMap((section) => section.lines)
    .filter((line) => wanted.has(line.key) && !line.automatic);
  const changes: ProgressChange[] = [];
  const locked: Ticking["locked"] = [];
  for (const { lesson: standing, item } of lines) {
    if (item !== null) changes.push(ticked ? { kind: "tick", item, at: now } : { kind: "untick", item });
    if (standing === null) continue;
    const { lesson } = standing;
    if (!ticked) {
      changes.push({ kind: "reopen", lessonId: lesson.id });
      continue;
    }
    const { lessons } = standIn(course, changeProgress(progress, changes), mode);
    const after = lessons.find((candidate) => candidate.lesson.id === lesson.id);
    if (after?.state === "locked") locked.push({ lesson, missing: after.missing });
    else changes.push({ kind: "complete", lessonId: lesson.id, at: now });
  }
  return { changes, locked, gone: wanted.size - lines.length };
}
