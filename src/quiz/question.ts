import { z } from "zod";
import { FAMILY_NAMES } from "./families/names.ts";

/** Options and steps are shown with these letters. Discord has room for five buttons in a row. */
export const LETTERS = ["A", "B", "C", "D", "E"] as const;

export const DIFFICULTIES = ["easy", "medium", "hard"] as const;

/** The most characters of each text. `whole` is a question with all its texts, which must fit one message. */
export const QUESTION_LIMITS = { text: 600, option: 300, step: 200, explanation: 600, whole: 3_500 } as const;

/** How many options a question has, and how many steps. */
export const OPTION_COUNT = { fewest: 2, most: 4 } as const;
export const STEP_COUNT = { fewest: 3, most: LETTERS.length } as const;

/** Texts are plain, and the code that shows them must escape them. Only a code block stays in its fence. */
export const StepSchema = z.object({
  text: z.string().min(1).max(QUESTION_LIMITS.step),
  /** Shown after the response: why this step comes where it does. */
  explanation: z.string().min(1).max(QUESTION_LIMITS.explanation),
});

export const OptionSchema = z.object({
  text: z.string().min(1).max(QUESTION_LIMITS.option),
  right: z.boolean(),
  /** Shown after the response: why this option is right or wrong. */
  explanation: z.string().min(1).max(QUESTION_LIMITS.explanation),
});

const entry = {
  /** Unique within the course: `<lesson id>/<slug of the question's heading>`; at most 97 characters. */
  id: z.string().regex(/^[a-z0-9-]{1,48}\/[a-z0-9-]{1,48}$/),
  lessonId: z.string().min(1),
  difficulty: z.enum(DIFFICULTIES),
};
const text = z.string().min(1).max(QUESTION_LIMITS.text);

/** A right response has every option that is right, and no other. */
export const ChoiceQuestionSchema = z
  .object({
    ...entry,
    kind: z.literal("choice"),
    text,
    options: z.array(OptionSchema).min(OPTION_COUNT.fewest).max(OPTION_COUNT.most),
    /** Any number of options may be chosen although one is right. If several are right, that goes without saying. */
    several: z.literal(true).optional(),
  })
  .refine(({ options }) => options.some(({ right }) => right) && options.some(({ right }) => !right), {
    message: "an option must be right, and another wrong",
  });

/** The steps are in their right order here, and are shown in another. */
export const OrderQuestionSchema = z.object({
  ...entry,
  kind: z.literal("order"),
  text,
  steps: z.array(StepSchema).min(STEP_COUNT.fewest).max(STEP_COUNT.most),
});

/** A family of generated questions. Each time it is asked, the learner gets another instance. */
export const FamilyEntrySchema = z.object({ ...entry, kind: z.literal("family"), family: z.enum(FAMILY_NAMES) });

export const BankEntrySchema = z.discriminatedUnion("kind", [
  ChoiceQuestionSchema,
  OrderQuestionSchema,
  FamilyEntrySchema,
]);

export type Step = z.infer<typeof StepSchema>;
export type Option = z.infer<typeof OptionSchema>;
export type ChoiceQuestion = z.infer<typeof ChoiceQuestionSchema>;
export type OrderQuestion = z.infer<typeof OrderQuestionSchema>;
export type FamilyEntry = z.infer<typeof FamilyEntrySchema>;

/** What can be asked and graded. */
export type Question = ChoiceQuestion | OrderQuestion;
/** What a course's bank holds. */
export type BankEntry = z.infer<typeof BankEntrySchema>;
