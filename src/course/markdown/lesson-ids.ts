import type { Report } from "../diagnostics.ts";
import { SlugSchema } from "../model.ts";
import { createSlugSet, type SlugSet, slugify } from "../slug.ts";
import type { LessonDraft } from "./lessons.ts";
import type { PhaseDraft } from "./phases.ts";

export type IdentifiedLesson = Omit<LessonDraft, "id"> & { id: string };
export type IdentifiedPhase = Omit<PhaseDraft, "lessons"> & { lessons: IdentifiedLesson[] };

/** A lesson's file is called `<id>.md`, but `path.md` belongs to the course. */
const RESERVED = "path";

/**
 * Gives every lesson the id that it states, or else its title's slug. Ids are unique within the course; stated ids come
 * first. If titles share a slug, the later ones get `-2`, `-3`, … and a warning: when such lessons are reordered, the
 * id and the learners' progress move to another lesson.
 */
export function identifyLessons(phases: readonly PhaseDraft[], report: Report): IdentifiedPhase[] {
  const taken = createSlugSet();
  taken.add(RESERVED);
  const stated = new Map<LessonDraft, string>();
  for (const lesson of phases.flatMap((phase) => phase.lessons)) {
    const id = readStatedId(lesson, taken, report);
    if (id !== null) stated.set(lesson, id);
  }
  return phases.map((phase) => ({
    ...phase,
    lessons: phase.lessons.map((lesson) => ({ ...lesson, id: stated.get(lesson) ?? deriveId(lesson, taken, report) })),
  }));
}

function readStatedId({ id }: LessonDraft, taken: SlugSet, report: Report): string | null {
  if (id === null) return null;
  if (!SlugSchema.safeParse(id.text).success || id.text === RESERVED) {
    const rule = "Use at most 48 of a-z, 0-9 and single hyphens between words.";
    report.add("id-invalid", id.location, `“${id.text}” cannot be a lesson's id. ${rule}`);
    return null;
  }
  if (taken.has(id.text)) {
    report.add("id-repeated", id.location, `Another lesson already has the id “${id.text}”: choose a different one.`);
    return null;
  }
  taken.add(id.text);
  return id.text;
}

function deriveId(lesson: LessonDraft, taken: SlugSet, report: Report): string {
  const slug = slugify(lesson.title);
  const id = taken.claim(slug === "" ? "lesson" : slug);
  if (id !== slug && lesson.id === null) {
    const advice = "Add a sub-bullet `- Id: …`, so that progress stays with the lesson when lessons move.";
    report.add(
      "id-unstable",
      lesson.location,
      `“${lesson.title}” gives no id of its own, so it is “${id}” for now. ${advice}`,
    );
  }
  return id;
}
