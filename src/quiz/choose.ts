import { type BankEntry, DIFFICULTIES } from "./question.ts";
import { createRandom } from "./random.ts";
import type { ReviewCard } from "./review.ts";

/**
 * The questions of one quiz about a lesson, or about all eligible lessons if `lessonId` is null. First come the reviews
 * that are due at `now` (UTC epoch ms), the most overdue first. Then questions never asked before, easy ones first and
 * shuffled by `seed`. Then the rest, in the order in which they fall due. No question comes twice.
 */
export function chooseQuestions(input: {
  bank: readonly BankEntry[];
  lessonId: string | null;
  eligibleLessonIds: ReadonlySet<string>;
  cards: readonly ReviewCard[];
  now: number;
  count: number;
  seed: number;
}): BankEntry[] {
  const { lessonId, eligibleLessonIds, now } = input;
  const dueAt = new Map(input.cards.map((card) => [card.questionId, card.dueAt]));
  const candidates = input.bank.filter((question) =>
    lessonId === null ? eligibleLessonIds.has(question.lessonId) : question.lessonId === lessonId,
  );

  const reviews = candidates
    .flatMap((question) => {
      const due = dueAt.get(question.id);
      return due === undefined ? [] : [{ question, due }];
    })
    .sort((a, b) => a.due - b.due);
  const fresh = createRandom(input.seed)
    .shuffle(candidates.filter((question) => !dueAt.has(question.id)))
    .sort((a, b) => DIFFICULTIES.indexOf(a.difficulty) - DIFFICULTIES.indexOf(b.difficulty));

  return [
    ...reviews.filter(({ due }) => due <= now).map(({ question }) => question),
    ...fresh,
    ...reviews.filter(({ due }) => due > now).map(({ question }) => question),
  ].slice(0, input.count);
}
