import { createReport, type Diagnostic, type Report, START } from "../diagnostics.ts";
import { checkLength } from "../length.ts";
import { type Course, CourseSchema, type Dependency, type Lesson, LIMITS, type Phase } from "../model.ts";
import { readChecklist } from "./checklist.ts";
import { reportCycles } from "./cycles.ts";
import { createDependencyResolver } from "./dependencies.ts";
import { readExtras } from "./extras.ts";
import { type IdentifiedLesson, type IdentifiedPhase, identifyLessons } from "./lesson-ids.ts";
import { readPhases } from "./phases.ts";
import { readMarkdown } from "./read-markdown.ts";
import { type Outline, readOutline, type Section } from "./sections.ts";
import { blockText } from "./text.ts";
import { readVideos } from "./videos.ts";

const SECTIONS = [
  "Overview",
  "Prerequisites",
  "Learning Path",
  "Additional Resources",
  "Supplementary Videos",
  "Completion Checklist",
  "Notes",
] as const;

export type ParsedCourse = { course: Course | null; diagnostics: Diagnostic[] };

/**
 * Reads a course from its markdown; docs/authoring.md has the grammar. It never throws: every problem becomes a
 * diagnostic. If one of them is an error, there is no course.
 */
export function parseCourse(markdown: string, { id, file }: { id: string; file: string }): ParsedCourse {
  const report = createReport(file);
  const blocks = readMarkdown(markdown, report);
  const draft = blocks === null ? null : readCourse(id, readOutline(blocks, SECTIONS, report), report);
  if (draft === null || report.errorCount() > 0) return { course: null, diagnostics: report.diagnostics() };
  const checked = CourseSchema.safeParse(draft);
  for (const issue of checked.error?.issues ?? []) {
    report.add("course-invalid", START, `The course's ${issue.path.join(".")} is not valid: ${issue.message}.`);
  }
  return { course: checked.data ?? null, diagnostics: report.diagnostics() };
}

function readCourse(id: string, outline: Outline<(typeof SECTIONS)[number]>, report: Report): Course {
  const { title, titleLocation, sections } = outline;
  const path = sections["Learning Path"];
  if (path === undefined) {
    report.add(
      "learning-path-missing",
      titleLocation,
      "There is no section `## Learning Path`: add it, with the phases and lessons.",
    );
  }
  const phases = path === undefined ? [] : resolvePhases(identifyLessons(readPhases(path, report), report), report);
  return {
    id,
    title,
    overview: readPlainText(sections.Overview, "The overview", report),
    prerequisites: readPlainText(sections.Prerequisites, "The prerequisites", report),
    phases,
    extras: readExtras(sections["Additional Resources"], report),
    videos: readVideos(sections["Supplementary Videos"], report),
    checklist: readChecklist(sections["Completion Checklist"], phases.length, report),
    notes: readPlainText(sections.Notes, "The notes", report),
  };
}

function readPlainText(section: Section | undefined, what: string, report: Report): string {
  if (section === undefined) return "";
  const text = blockText(section.body, report);
  checkLength(text, LIMITS.text, what, section.location, report);
  return text;
}

/**
 * A phase depends on what its first lesson states. If that lesson states nothing, it depends on the phase before it.
 */
function resolvePhases(drafts: readonly IdentifiedPhase[], report: Report): Phase[] {
  const resolve = createDependencyResolver(drafts, report);
  const phases = drafts.map(({ number, title, lessons: lessonDrafts }) => {
    const lessons = lessonDrafts.map((lesson) => toLesson(lesson, resolve(lesson.dependsOn)));
    const stated = lessons[0]?.dependencies ?? [];
    const previous: Dependency[] = number === 1 ? [] : [{ kind: "phase", phase: number - 1 }];
    return { number, title, dependencies: stated.length > 0 ? stated : previous, lessons };
  });
  const lessons = drafts.flatMap((phase) => phase.lessons);
  reportCycles(
    phases,
    new Map(lessons.map(({ id, dependsOn, location }) => [id, dependsOn?.location ?? location])),
    report,
  );
  return phases;
}

function toLesson(
  { location: _location, dependsOn: _dependsOn, ...lesson }: IdentifiedLesson,
  dependencies: Dependency[],
): Lesson {
  return { ...lesson, dependencies };
}
