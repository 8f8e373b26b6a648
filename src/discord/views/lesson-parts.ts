import type { Learner } from "../../coach/learning/learner.ts";
import { NOTE_SECTIONS, type NoteSection } from "../../course/notes.ts";
import type { LessonStanding } from "../../study/standing.ts";
import { select } from "../message.ts";
import type { Row } from "../pressables.ts";
import { hasQuestions } from "./offers.ts";

/** The menu of a lesson's message: what the message can turn to. */

export const NOTE_TITLES: Record<NoteSection, string> = {
  brief: "Brief",
  reading: "While you read",
  terms: "Key terms",
  discuss: "Discuss",
};

/** The values of the menu. Messages keep them, so one that has been released stays. */
const LESSON_PARTS = [...NOTE_SECTIONS, "quiz", "start", "path"] as const;

export type LessonPart = (typeof LESSON_PARTS)[number];

/** Null for what this version does not have. */
export function readPart(value: string | undefined): LessonPart | null {
  return LESSON_PARTS.find((part) => part === value) ?? null;
}

/** Null if the lesson has nothing to choose. `shown` is the section that the message shows already. */
export function partsMenu(learner: Learner, standing: LessonStanding, shown: NoteSection | null = null): Row | null {
  const { content, enrolment } = learner;
  const { lesson } = standing;
  const notes = content.notes.get(lesson.id) ?? {};
  const sections = NOTE_SECTIONS.filter((section) => notes[section] !== undefined && section !== shown);
  const mayQuiz = hasQuestions(content, lesson.id);
  const options: { label: string; value: LessonPart }[] = [
    ...sections.map((section) => ({ label: NOTE_TITLES[section], value: section })),
    ...(mayQuiz ? [{ label: "Quiz me", value: "quiz" as const }] : []),
    ...(mayStartAgain(learner, standing) ? [{ label: "Start again", value: "start" as const }] : []),
    ...(learner.standing.lessons.length > 1 ? [{ label: "The whole path", value: "path" as const }] : []),
  ];
  return select(
    { kind: "lesson-part", enrolmentId: enrolment.id, lessonId: lesson.id },
    placeholderOf(sections.length > 0, mayQuiz),
    options,
  );
}

/** Without a duration there is no timer, so it would change nothing. */
function mayStartAgain({ progress }: Learner, { lesson, state }: LessonStanding): boolean {
  return state === "open" && lesson.duration !== null && progress.started.has(lesson.id);
}

function placeholderOf(hasNotes: boolean, mayQuiz: boolean): string {
  if (hasNotes && mayQuiz) return "Read the notes, take a quiz…";
  if (hasNotes) return "Read the notes…";
  return mayQuiz ? "Take a quiz…" : "More…";
}
