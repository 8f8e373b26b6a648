import { type BankEntry, DIFFICULTIES } from "./question.ts";
import { createRandom, type Random } from "./random.ts";
import type { ReviewCard } from "./review.ts";

type Difficulty = (typeof DIFFICULTIES)[number];

/**
 * The difficulties of questions that were never asked, in the order in which they come: of five, two are easy, two
 * medium and one is hard. It starts again for more than five.
 */
const MIX: readonly Difficulty[] = ["easy", "medium", "easy", "hard", "medium"];

/** One question of this many comes from an older lesson, because ideas that are mixed stay longer. */
const ONE_OLDER_IN = 5;

/**
 * The questions of one quiz about a lesson, or about all eligible lessons if `lessonId` is null. First come the reviews
 * that are due at `now` (UTC epoch ms), the most overdue first. Then questions never asked before: easy, medium and hard
 * ones mixed, shuffled by `seed`. Then the rest, in the order in which they fall due. In a quiz about a lesson, another
 * eligible lesson has one place in five. No question comes twice.
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
  const { bank, lessonId, eligibleLessonIds, now, count } = input;
  const random = createRandom(input.seed);
  const dueAt = new Map(input.cards.map((card) => [card.questionId, card.dueAt]));
  if (lessonId === null) {
    const all = bank.filter((question) => eligibleLessonIds.has(question.lessonId));
    return inOrder(all, dueAt, now, count, random);
  }
  const own = bank.filter((question) => question.lessonId === lessonId);
  const older = bank.filter((question) => question.lessonId !== lessonId && eligibleLessonIds.has(question.lessonId));
  const places = own.length === 0 ? 0 : Math.floor(count / ONE_OLDER_IN);
  const chosenOlder = inOrder(older, dueAt, now, places, random, ["medium"]);
  const chosen = inOrder(own, dueAt, now, count - chosenOlder.length, random, without(MIX, chosenOlder));
  // In the middle, so that a quiz begins and ends with its own lesson.
  return chosen.toSpliced(Math.ceil(chosen.length / 2), 0, ...chosenOlder);
}

function inOrder(
  questions: readonly BankEntry[],
  dueAt: ReadonlyMap<string, number>,
  now: number,
  count: number,
  random: Random,
  mix: readonly Difficulty[] = MIX,
): BankEntry[] {
  const reviews = questions
    .flatMap((question) => {
      const due = dueAt.get(question.id);
      return due === undefined ? [] : [{ question, due }];
    })
    .sort((a, b) => a.due - b.due);
  const due = reviews.filter((review) => review.due <= now).map(({ question }) => question);
  const later = reviews.filter((review) => review.due > now).map(({ question }) => question);
  const fresh = random.shuffle(questions.filter(({ id }) => !dueAt.has(id)));
  return [...due, ...mixed(fresh, count - due.length, mix), ...later].slice(0, count);
}

/** Up to `count` of the questions, in the order of the mix. If a difficulty has run out, the nearest one takes its place. */
function mixed(questions: readonly BankEntry[], count: number, mix: readonly Difficulty[]): BankEntry[] {
  const left = [...questions];
  const chosen: BankEntry[] = [];
  while (left.length > 0 && chosen.length < count) {
    const wanted = DIFFICULTIES.indexOf(mix[chosen.length % mix.length] ?? "medium");
    const distances = left.map(({ difficulty }) => Math.abs(DIFFICULTIES.indexOf(difficulty) - wanted));
    chosen.push(...left.splice(distances.indexOf(Math.min(...distances)), 1));
  }
  return chosen;
}

/** The mix without the places that the questions already take. */
function without(mix: readonly Difficulty[], questions: readonly BankEntry[]): Difficulty[] {
  const rest = [...mix];
  for (const { difficulty } of questions) {
    const taken = rest.lastIndexOf(difficulty);
    if (taken !== -1) rest.splice(taken, 1);
  }
  return rest;
}
