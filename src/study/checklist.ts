import type { Course } from "../course/model.ts";
import { type Progress, tickKey } from "./progress.ts";
import { type CourseMode, type LessonStanding, standIn } from "./standing.ts";

/** One line of a learner's checklist. `key` is unique within the checklist and at most 53 characters. */
export type ChecklistLine = {
  key: string;
  title: string;
  ticked: boolean;
  /** The line ticks itself when the lessons of its phase are done. */
  automatic: boolean;
  /** The learner's standing, if the line is a lesson. */
  lesson: LessonStanding | null;
};

export type ChecklistSection = { title: string; lines: readonly ChecklistLine[] };

/** Every lesson by phase, then the extras, the videos, and the course's own completion checklist. */
export function makeChecklist(course: Course, progress: Progress, mode: CourseMode = "guided"): ChecklistSection[] {
  const standing = standIn(course, progress, mode);
  const tickable = (kind: "extra" | "video" | "item", id: string, title: string): ChecklistLine => {
    const key = tickKey(kind, id);
    return { key, title, ticked: progress.ticks.has(key), automatic: false, lesson: null };
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
