import { z } from "zod";
import { SlugSchema } from "../course/model.ts";
import { NOTE_SECTIONS } from "../course/notes.ts";
import { MAX_CUSTOM_ID } from "./limits.ts";

/**
 * What a button, select or modal asks for. A custom id carries identity, never authority: who may press is decided
 * by the coach, from the pressing member and the enrolment that the id names. Every action states what is wanted
 * (ticked, hidden, answered with B), so that pressing twice, or days later, does no harm.
 *
 * Spelled `1:<kind>:<field>:<field>…`, fields in the order below; the leading number is the version.
 */

const VERSION = "1";

const number = z.codec(z.string().regex(/^\d{1,15}$/), z.int().min(0).max(999_999_999_999_999), {
  decode: Number,
  encode: String,
});
/** A day at most. */
const minutes = z.codec(z.string().regex(/^\d{1,4}$/), z.int().min(1).max(1_440), { decode: Number, encode: String });
const flag = z.codec(z.enum(["0", "1"]), z.boolean(), {
  decode: (text) => text === "1",
  encode: (value) => (value ? "1" : "0"),
});
/** Places from 0 to 9, a digit each. */
const places = z.codec(z.string().regex(/^\d{0,10}$/), z.array(z.int().min(0).max(9)).readonly(), {
  decode: (text) => Array.from(text, Number),
  encode: (value) => value.join(""),
});
const noteSection = z.enum(NOTE_SECTIONS);
const slug = SlugSchema;
const optionalSlug = z.codec(z.union([z.literal(""), SlugSchema]), SlugSchema.nullable(), {
  decode: (text) => (text === "" ? null : text),
  encode: (value) => value ?? "",
});

const shapes = {
  /** Opens the form that asks for a time zone. */
  join: { courseId: optionalSlug },
  /** The chosen course is the menu's value. */
  "choose-course": {},
  "join-form": { courseId: optionalSlug },
  "join-zone": { courseId: optionalSlug },
  leave: { enrolmentId: number, erase: flag },
  stay: { enrolmentId: number },
  /** Shows a lesson; null is the next one. */
  learn: { enrolmentId: number, lessonId: optionalSlug },
  /** Shows a section of the lesson's notes, in a message of its own. */
  notes: { enrolmentId: number, lessonId: slug, section: noteSection },
  /** The message that shows notes turns to another page, or section. */
  "turn-notes": { enrolmentId: number, lessonId: slug, section: noteSection, page: number },
  start: { enrolmentId: number, lessonId: slug },
  done: { enrolmentId: number, lessonId: slug },
  snooze: { enrolmentId: number, lessonId: slug, minutes },
  quiz: { enrolmentId: number, lessonId: optionalSlug },
  answer: { quizId: number, position: number, choice: number },
  /** The choices are the menu's values. */
  answers: { quizId: number, position: number },
  /** Steps in the order picked so far. */
  order: { quizId: number, position: number, places },
  question: { quizId: number, position: number },
  /** Opens the form that asks when. */
  remind: { enrolmentId: number, lessonId: optionalSlug },
  "remind-form": { enrolmentId: number, lessonId: optionalSlug },
  "remove-reminders": { enrolmentId: number },
  "remove-all-reminders": { enrolmentId: number },
  path: { enrolmentId: number, page: number },
  checklist: { enrolmentId: number, page: number },
  tick: { enrolmentId: number, page: number },
  untick: { enrolmentId: number, page: number },
  resources: { enrolmentId: number, page: number },
  leaderboard: { courseId: slug, page: number },
  hide: { courseId: slug, page: number, hidden: flag },
  "retry-messages": { enrolmentId: number },
  /** An import that waits for Publish. */
  "course-draft": { draftId: number, page: number },
  /** `from`: the version that it was compared with; 0 is the built-in course, or none. */
  "course-publish": { draftId: number, from: number },
  /** The form that a course is imported with. */
  "course-import-form": {},
  "course-discard": { draftId: number },
  "course-preview": { courseId: slug, page: number },
  /** Leaves version `from` for the text of version `to`; 0 is the built-in course. */
  "course-roll-back": { courseId: slug, from: number, to: number },
  "course-keep": { courseId: slug },
  "course-archive": { courseId: slug, archived: flag },
} as const;

type Shapes = typeof shapes;
export type ActionKind = keyof Shapes;

/** The fields of one kind of action. */
export type Fields<Kind extends ActionKind> = { [Field in keyof Shapes[Kind]]: z.output<Shapes[Kind][Field]> };

export type Action = { [Kind in ActionKind]: { kind: Kind } & Fields<Kind> }[ActionKind];

export function encodeAction(action: Action): string {
  const shape: Record<string, z.ZodType> = shapes[action.kind];
  const values: Record<string, unknown> = action;
  const encoded = Object.entries(shape).map(([field, schema]) => z.encode(schema, values[field]));
  const id = [VERSION, action.kind, ...encoded].join(":");
  if (id.length > MAX_CUSTOM_ID) throw new RangeError(`custom id of ${id.length} characters: ${id}`);
  return id;
}

/** Null for anything that this version did not write: a forged id, or one from a version long gone. */
export function decodeAction(customId: string): Action | null {
  const [version, kind, ...texts] = customId.split(":");
  if (version !== VERSION || kind === undefined || !Object.hasOwn(shapes, kind)) return null;
  const shape = shapes[kind as ActionKind];
  const fields = Object.keys(shape);
  if (texts.length !== fields.length) return null;
  const raw = Object.fromEntries(fields.map((field, index) => [field, texts[index]]));
  const decoded = z.object(shape as Record<string, z.ZodType>).safeParse(raw);
  return decoded.success ? ({ kind, ...decoded.data } as Action) : null;
}
