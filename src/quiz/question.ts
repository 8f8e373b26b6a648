import { z } from "zod";

/** Discord shows at most five buttons in a row; the quiz uses A to D. */
export const OPTION_LETTERS = ["A", "B", "C", "D"] as const;

export const DIFFICULTIES = ["easy", "medium", "hard"] as const;

/** The most characters of each text, so that a question with all its options fits one message. */
export const QUESTION_LIMITS = { text: 600, option: 300, explanation: 600 } as const;

/** Texts are plain, for whoever shows them to escape, except that a code block stays in its fence. */
export const OptionSchema = z.object({
  text: z.string().min(1).max(QUESTION_LIMITS.option),
  right: z.boolean(),
  /** Shown after the answer: why this option is right or wrong. */
  explanation: z.string().min(1).max(QUESTION_LIMITS.explanation),
});

/** A multiple-choice question with exactly one right option. */
export const QuestionSchema = z
  .object({
    /** Unique within the course: `<lesson id>/<slug of the question's heading>`; at most 97 characters. */
    id: z.string().regex(/^[a-z0-9-]{1,48}\/[a-z0-9-]{1,48}$/),
    lessonId: z.string().min(1),
    text: z.string().min(1).max(QUESTION_LIMITS.text),
    difficulty: z.enum(DIFFICULTIES),
    options: z.array(OptionSchema).min(2).max(OPTION_LETTERS.length),
  })
  .refine((question) => question.options.filter((option) => option.right).length === 1, {
    message: "exactly one option must be right",
  });

export type Option = z.infer<typeof OptionSchema>;
export type Question = z.infer<typeof QuestionSchema>;
