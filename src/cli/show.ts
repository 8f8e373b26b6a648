import type { Course, Duration, Lesson, Phase } from "../course/model.ts";
import { count, countErrors, printDiagnostics } from "./formats.ts";
import { readCourses } from "./read-courses.ts";

/**
 * Prints every course at the path as a tree with minutes. Resolves to the exit code. If a course has an error, its
 * problems are printed instead and the exit code is 1.
 */
export async function show(path: string, print: (line: string) => void): Promise<number> {
  let exitCode = 0;
  for (const { course, diagnostics } of await readCourses(path)) {
    if (course === null || countErrors(diagnostics) > 0) {
      await printDiagnostics(diagnostics, "human", print);
      exitCode = 1;
    } else {
      for (const line of drawCourse(course)) print(line);
    }
  }
  return exitCode;
}

type Branch = { line: string; below: string[] };

function drawCourse(course: Course): string[] {
  const { id, title, phases, extras, videos, checklist } = course;
  const lessons = phases.flatMap((phase) => phase.lessons);
  const size = `${count(phases.length, "phase")}, ${count(lessons.length, "lesson")}`;
  const rest = [
    { line: `Additional resources: ${extras.length}`, below: [] },
    { line: `Supplementary videos: ${videos.length}`, below: [] },
    { line: `Completion checklist: ${count(checklist.length, "line")}`, below: [] },
  ];
  return [`${title} (${id}): ${size}, ${formatTotal(lessons)}`, ...drawBranches([...phases.map(drawPhase), ...rest])];
}

function drawPhase({ number, title, lessons }: Phase): Branch {
  return {
    line: `Phase ${number}: ${title}: ${formatTotal(lessons)}`,
    below: drawBranches(lessons.map((lesson) => ({ line: drawLesson(lesson), below: [] }))),
  };
}

function drawLesson({ id, title, kind, duration, link }: Lesson): string {
  const parts = [
    kind,
    duration === null ? "no duration yet" : formatDuration(duration),
    ...(link ? [] : ["no link yet"]),
  ];
  return `${title} (${id}): ${parts.join(", ")}`;
}

function drawBranches(branches: readonly Branch[]): string[] {
  return branches.flatMap(({ line, below }, index) => {
    const isLast = index === branches.length - 1;
    return [`${isLast ? "└─ " : "├─ "}${line}`, ...below.map((each) => (isLast ? "   " : "│  ") + each)];
  });
}

/** A range counts with its longer end, as plans do. */
function formatTotal(lessons: readonly Lesson[]): string {
  const total = lessons.reduce((sum, { duration }) => sum + (duration?.longest ?? 0), 0);
  const open = lessons.filter(({ duration }) => duration === null).length;
  return `${total} minutes${open === 0 ? "" : ` and ${count(open, "lesson")} without a duration`}`;
}

function formatDuration({ shortest, longest }: Duration): string {
  return shortest === longest ? `${longest} minutes` : `${shortest}-${longest} minutes`;
}
