import type { Block } from "./prose.ts";

/** The sections of a lesson's file that learners read. */
export const NOTE_SECTIONS = ["brief", "reading", "terms", "discuss"] as const;

export type NoteSection = (typeof NOTE_SECTIONS)[number];

/** Empty sections are left out. */
export type LessonNotes = Partial<Record<NoteSection, readonly Block[]>>;
