import { z } from "zod";

/**
 * A course as the rest of Lockstep sees it: parsed, checked and free of placeholders.
 * What an author left open is `null` here, never template text.
 */

/** The most characters of each kind of text, so that it fits one Discord message with everything around it. */
export const LIMITS = {
  title: 150,
  kind: 40,
  focus: 500,
  nextStep: 500,
  channel: 150,
  text: 3000,
} as const;

/** Lower-case words joined by hyphens. It travels in custom ids, which Discord limits to 100 characters. */
export const SlugSchema = z
  .string()
  .max(48)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** Discord takes at most 512 characters in a link button. */
export const MAX_LINK = 512;

/**
 * A whole address as RFC 3986 has it: https, a host with a dot, and everything else in ASCII. Discord refuses a message
 * with any other link button in it. There is no user name, because it could pass for the host.
 */
const SENDABLE_ADDRESS =
  /^https:\/\/(?:[a-z0-9_-]+\.)+[a-z0-9_-]+(?::\d+)?\/(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?$/;

/** Course text may link to https only. */
export const LinkSchema = z
  .url({ protocol: /^https$/ })
  .regex(SENDABLE_ADDRESS)
  .max(MAX_LINK);

/** Plain text, one line. The code that shows it must escape it. */
const LineSchema = z.string().min(1);

/** Plain text. Paragraphs are separated by a blank line; a code block keeps its fence. */
const TextSchema = z.string().max(LIMITS.text);

/** Minutes, whole and positive. A plain duration has `shortest === longest`; a range keeps both ends. */
export const DurationSchema = z
  .object({ shortest: z.int().min(1), longest: z.int().min(1).max(6000) })
  .refine((duration) => duration.shortest <= duration.longest);

export const AlternateSchema = z.object({
  title: LineSchema.max(LIMITS.title),
  link: LinkSchema,
  duration: DurationSchema.nullable(),
});

/** What must be complete first: a whole phase (by its number) or one lesson (by its id). */
export const DependencySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phase"), phase: z.int().min(1) }),
  z.object({ kind: z.literal("lesson"), lesson: SlugSchema }),
]);

export const LessonSchema = z.object({
  /** Unique within the course; survives retitling when the author states it with `Id:`. */
  id: SlugSchema,
  title: LineSchema.max(LIMITS.title),
  /** `Article`, `Paper`, … as the author wrote it. */
  kind: LineSchema.max(LIMITS.kind),
  link: LinkSchema.nullable(),
  duration: DurationSchema.nullable(),
  focus: LineSchema.max(LIMITS.focus).nullable(),
  nextStep: LineSchema.max(LIMITS.nextStep).nullable(),
  /** Only what this lesson itself states. What its phase needs is in `Phase.dependencies`. */
  dependencies: z.array(DependencySchema),
  alternates: z.array(AlternateSchema),
});

export const PhaseSchema = z.object({
  /** 1, 2, 3 … in the order of the document. */
  number: z.int().min(1),
  title: LineSchema.max(LIMITS.title),
  /**
   * What must be complete before the phase opens: the phases and lessons that its first lesson states
   * (the template puts a phase's needs there), or else the phase before it.
   */
  dependencies: z.array(DependencySchema),
  lessons: z.array(LessonSchema).min(1),
});

/** An additional resource. */
export const ExtraSchema = z.object({
  id: SlugSchema,
  title: LineSchema.max(LIMITS.title),
  /** The link's own name in the document, if it differs from the title. */
  linkTitle: LineSchema.max(LIMITS.title).nullable(),
  link: LinkSchema.nullable(),
  alternates: z.array(AlternateSchema),
});

/** A supplementary video. */
export const VideoSchema = z.object({
  id: SlugSchema,
  title: LineSchema.max(LIMITS.title),
  link: LinkSchema.nullable(),
  duration: DurationSchema.nullable(),
  channel: LineSchema.max(LIMITS.channel).nullable(),
  alternates: z.array(AlternateSchema),
});

/** A line of the course's own completion checklist. */
export const ChecklistItemSchema = z.object({
  id: SlugSchema,
  text: LineSchema.max(LIMITS.title),
  /** The phase whose completion ticks this line (`Phase 1 completed`); null if the learner ticks it. */
  phase: z.int().min(1).nullable(),
});

export const CourseSchema = z.object({
  id: SlugSchema,
  title: LineSchema.max(LIMITS.title),
  overview: TextSchema,
  prerequisites: TextSchema,
  phases: z.array(PhaseSchema).min(1),
  extras: z.array(ExtraSchema),
  videos: z.array(VideoSchema),
  checklist: z.array(ChecklistItemSchema),
  notes: TextSchema,
});

export type Duration = z.infer<typeof DurationSchema>;
export type Alternate = z.infer<typeof AlternateSchema>;
export type Dependency = z.infer<typeof DependencySchema>;
export type Lesson = z.infer<typeof LessonSchema>;
export type Phase = z.infer<typeof PhaseSchema>;
export type Extra = z.infer<typeof ExtraSchema>;
export type Video = z.infer<typeof VideoSchema>;
export type ChecklistItem = z.infer<typeof ChecklistItemSchema>;
export type Course = z.infer<typeof CourseSchema>;
