import type { Learner } from "../../coach/learning/learner.ts";
import type { LessonStanding, PhaseStanding } from "../../study/standing.ts";
import { button, line, row, text, textOf, type View, view } from "../message.ts";
import { clampPage, packPages, pageButtons } from "../pages.ts";
import {
  bold,
  clipBlocks,
  durationOf,
  listOf,
  minutesOf,
  nameOf,
  phaseName,
  plainBlocks,
  progressOf,
} from "./words.ts";

/** Characters of phases on one page: see the notes' own. */
const PAGE_TEXT = 1_400;

/** What the course is about, all phases with what is done, current and locked, and at the end the author's notes. */
export function pathView(learner: Learner, wantedPage: number): View {
  const { content, standing, enrolment } = learner;
  const pages = packPages(
    [
      ...blockOf(content.course.overview),
      ...standing.phases.flatMap((phase) => phaseBlocks(learner, phase)),
      ...blockOf(content.course.notes, "### Notes of the author\n"),
    ],
    PAGE_TEXT,
    "\n",
  );
  const page = clampPage(wantedPage, pages.length);
  const enrolmentId = enrolment.id;
  return view(
    standing.finished ? "done" : "lesson",
    text(`## ${nameOf(content.course.title)}`),
    textOf([
      progressOf(standing.completedLessons, standing.lessons.length),
      standing.remainingMinutes === 0 ? null : `-# About ${minutesOf(standing.remainingMinutes)} to go`,
    ]),
    line(),
    text(pages[page] ?? ""),
    row(
      standing.finished ? null : button("My next lesson", { kind: "turn-lesson", enrolmentId, lessonId: null }),
      ...pageButtons(page, pages.length, (to) => ({ kind: "path", enrolmentId, page: to })),
    ),
  );
}

/** The author's own text, if there is any. */
function blockOf(prose: string, heading = ""): string[] {
  return prose === "" ? [] : [heading + clipBlocks(plainBlocks(prose), PAGE_TEXT - heading.length)];
}

/** The phase's heading with its lessons; a very long phase is cut into blocks that fit a page. */
function phaseBlocks(learner: Learner, standing: PhaseStanding): string[] {
  const { phase, state, completed, lessons } = standing;
  const mark = state === "done" ? "✅" : state === "locked" ? "🔒" : "📖";
  const waits = state === "locked" ? "opens after" : "best after";
  const after = standing.missing.length === 0 ? "" : ` · ${waits} ${openedBy(standing)}`;
  const heading = `### ${mark} ${phaseName(phase)}\n-# ${completed} of ${lessons.length} done${after}`;
  const blocks = packPages(
    lessons.map((lesson) => lessonLine(learner, lesson)),
    PAGE_TEXT - heading.length,
    "\n",
  );
  return blocks.map((block, index) => (index === 0 ? `${heading}\n${block}` : block));
}

function openedBy({ phase, missing }: PhaseStanding): string {
  const phases = phase.dependencies.flatMap((dependency) =>
    dependency.kind === "phase" ? [`Phase ${dependency.phase}`] : [],
  );
  return phases.length > 0 ? listOf(phases) : listOf(missing.map(bold));
}

function lessonLine({ standing, progress }: Learner, { lesson, state }: LessonStanding): string {
  const current = standing.next?.lesson === lesson;
  const mark = state === "done" ? "✅" : state === "locked" ? "🔒" : current ? "▶️" : "⬜";
  const minutes = lesson.duration === null ? "" : ` · ${durationOf(lesson.duration)}`;
  const started = state === "open" && progress.started.has(lesson.id) ? " · started" : "";
  return `${mark} ${current ? bold(lesson) : nameOf(lesson.title)}${minutes}${started}`;
}
