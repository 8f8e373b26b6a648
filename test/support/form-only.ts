import type { Option } from "../../src/quiz/question.ts";

/**
 * Strategies for a learner who never reads the question. Each looks only at the form of the options: how long they are,
 * which numbers they hold, how like the others they are. If one of them is right much more often than by chance, then
 * the options give the answer away.
 */

/** The chance that the strategy picks the right option: 1, 0, or in between if it finds several options equally good. */
type Strategy = (options: readonly string[], right: number) => number;

export type Attempt = { name: string; hits: number; chance: number; count: number };

/** A property of one option among all, as a number; null if it has none. */
type Trait = (option: string, index: number, options: readonly string[]) => number | null;

const HEDGES = /\b(?:may|might|can|could|usually|often|some|sometimes|perhaps|unless|likely|mostly|about|only if)\b/gi;
const ABSOLUTES = /\b(?:always|never|all|every|everyone|everything|none|no one|nobody|nothing|any|must|cannot)\b/gi;
const NEGATIONS = /\b(?:not|no|never|nothing|nobody|none|neither|without|cannot)\b|n't\b/gi;
const REASONS = /\b(?:because|since|so that|therefore|as)\b/gi;

const TRAITS: Readonly<Record<string, Trait>> = {
  characters: (option) => option.length,
  words: (option) => wordsIn(option).length,
  commas: (option) => count(option, /[,;]/g),
  digits: (option) => count(option, /\d/g),
  hedges: (option) => count(option, HEDGES),
  absolutes: (option) => count(option, ABSOLUTES),
  negations: (option) => count(option, NEGATIONS),
  reasons: (option) => count(option, REASONS),
  "first number": (option) => numbersIn(option)[0] ?? null,
  "last number": (option) => numbersIn(option).at(-1) ?? null,
  "sum of numbers": (option) => (numbersIn(option).length === 0 ? null : sum(numbersIn(option))),
  "distance of the number from the others": (option, index, options) => {
    const own = numbersIn(option)[0];
    if (own === undefined) return null;
    return sum(othersOf(options, index).map((other) => Math.abs(own - (numbersIn(other)[0] ?? own))));
  },
  "steps to the nearest number": (option, index, options) => {
    const own = numbersIn(option)[0];
    if (own === undefined) return null;
    return Math.min(...othersOf(options, index).map((other) => Math.abs(own - (numbersIn(other)[0] ?? own))));
  },
  "shared words": (option, index, options) => {
    const own = new Set(wordsIn(option));
    return sum(othersOf(options, index).map((other) => alike(own, new Set(wordsIn(other)))));
  },
  "shared words with the likest": (option, index, options) => {
    const own = new Set(wordsIn(option));
    return Math.max(...othersOf(options, index).map((other) => alike(own, new Set(wordsIn(other)))));
  },
  "words of its own": (option, index, options) => {
    const others = new Set(othersOf(options, index).flatMap(wordsIn));
    return wordsIn(option).filter((word) => !others.has(word)).length;
  },
  "same word at the same place": (option, index, options) => {
    const own = wordsIn(option);
    return sum(
      othersOf(options, index).map((other) => wordsIn(other).filter((word, place) => word === own[place]).length),
    );
  },
  "shared pairs of letters": (option, index, options) => {
    const own = pairsIn(option);
    return sum(othersOf(options, index).map((other) => alike(own, pairsIn(other))));
  },
};

/** Which of the options in the order of a trait is picked. */
const PLACES = { most: 0, "second most": 1, least: -1, "second least": -2 } as const;

const MOST_OPTIONS = 4;
/** Numbers up to this one are tried as a fixed bound: "the lowest of at least 4". */
const HIGHEST_BOUND = 30;

const STRATEGIES: readonly (readonly [name: string, strategy: Strategy])[] = [
  ...Array.from({ length: MOST_OPTIONS }, (_, position): [string, Strategy] => [
    `position ${position + 1}`,
    (options, right) => (position >= options.length ? 1 / options.length : Number(right === position)),
  ]),
  ...Object.entries(TRAITS).flatMap(([trait, measure]) =>
    Object.entries(PLACES).map(([place, rank]): [string, Strategy] => [
      `${place} ${trait}`,
      (options, right) => pickByRank(options.map(measure), rank, right),
    ]),
  ),
  ...Array.from({ length: HIGHEST_BOUND }, (_, bound) => bound + 1).flatMap((bound): [string, Strategy][] => [
    [
      `lowest number of at least ${bound}`,
      (options, right) =>
        pickByRank(
          options.map((option) => within(option, bound, Number.POSITIVE_INFINITY)),
          -1,
          right,
        ),
    ],
    [
      `highest number of at most ${bound}`,
      (options, right) =>
        pickByRank(
          options.map((option) => within(option, 0, bound)),
          0,
          right,
        ),
    ],
  ]),
];

/** Plays every strategy over the questions, which have one right option each, and over those with as many options. */
export function playByForm(questions: readonly (readonly Option[])[]): Attempt[] {
  const played = STRATEGIES.map(([name, strategy]) => ({ name, results: new Map<number, number>(), strategy }));
  const counts = new Map<number, number>();
  for (const options of questions) {
    const texts = options.map(({ text }) => text);
    const right = options.findIndex((option) => option.right);
    counts.set(texts.length, (counts.get(texts.length) ?? 0) + 1);
    for (const { strategy, results } of played) {
      results.set(texts.length, (results.get(texts.length) ?? 0) + strategy(texts, right));
    }
  }
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  const chance = sum([...counts].map(([length, times]) => times / length)) / all;
  const byStrategy = played.map(({ name, results }) => ({
    name,
    hits: sum([...results.values()]) / all,
    chance,
    count: all,
  }));
  // The number of options is part of the form, too: another strategy may be the best for each.
  const adapted = sum(
    [...counts.keys()].map((length) => Math.max(...played.map(({ results }) => results.get(length) ?? 0))),
  );
  return [
    ...byStrategy,
    {
      name: `the best for each number of options (${[...counts.keys()].join(", ")})`,
      hits: adapted / all,
      chance,
      count: all,
    },
  ].sort((a, b) => b.hits - a.hits);
}

/** Picks the option at this rank of the values, the highest first. Among equal values any is as good. */
function pickByRank(values: readonly (number | null)[], rank: number, right: number): number {
  const distinct = [...new Set(values.filter((value) => value !== null))].sort((a, b) => b - a);
  const wanted = distinct.at(rank);
  if (wanted === undefined || values.length < 2) return 1 / values.length;
  const picked = values.filter((value) => value === wanted).length;
  return values[right] === wanted ? 1 / picked : 0;
}

function within(option: string, least: number, most: number): number | null {
  const [first] = numbersIn(option);
  return first !== undefined && first >= least && first <= most ? first : null;
}

function othersOf(options: readonly string[], index: number): string[] {
  return options.filter((_, other) => other !== index);
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? [];
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number);
}

function pairsIn(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

/** The share of what two sets have in common. */
function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = one.union(other).size;
  return all === 0 ? 0 : one.intersection(other).size / all;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
