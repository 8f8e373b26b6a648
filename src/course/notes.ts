import type { Block } from "./prose.ts";

/** What a lesson's file holds to be read, by section. */
export const NOTE_SECTIONS = ["brief", "reading", "terms", "discuss"] as const;

export type NoteSection = (typeof NOTE_SECTIONS)[number];

/** Sections that hold nothing are not there. */
export type LessonNotes = Partial<Record<NoteSection, readonly Block[]>>;
