import type { Option } from "../question.ts";
import { createRandom, type Random } from "../random.ts";
import type { Family } from "./family.ts";

/** A question with its right option, and all the wrong options that a mistake leads to. */
export type Draft = { text: string; right: Omit<Option, "right">; mistakes: readonly Omit<Option, "right">[] };
/** The same seed draws the same draft. */
export type DrawDraft = (random: Random) => Draft;

const OPTIONS = 4;

/** Four options that can be shown together, each with the seeds of the drafts in which it is the right one. */
type EvenSet = readonly { text: string; seeds: readonly number[] }[];

/**
 * A family that nobody can guess by the form of its options: each of the four options that are shown together can be
 * right, and all four are right equally often. It first draws `pool` drafts, and keeps every set of four options in
 * which each is right in one draft and a mistake in others. This makes the first question slower than the rest.
 *
 * Throws a RangeError if there is no such set.
 */
export function evenly(draw: DrawDraft, pool: number): Family {
  let known: readonly EvenSet[] | undefined;
  return (random) => {
    known ??= findEvenSets(draw, pool);
    const set = random.pick(known);
    const { text, right, mistakes } = draw(createRandom(random.pick(random.pick(set).seeds)));
    const shown = new Set(set.map((option) => option.text));
    const wrong = distinct(mistakes).filter((mistake) => mistake.text !== right.text && shown.has(mistake.text));
    const options = [{ ...right, right: true }, ...wrong.map((mistake) => ({ ...mistake, right: false }))];
    return { kind: "choice", text, options: random.shuffle(options) };
  };
}

function findEvenSets(draw: DrawDraft, pool: number): EvenSet[] {
  const sets = new Map<string, Map<string, number[]>>();
  for (let seed = 0; seed < pool; seed += 1) {
    const { right, mistakes } = draw(createRandom(seed));
    const wrong = distinct(mistakes)
      .map(({ text }) => text)
      .filter((text) => text !== right.text);
    for (const three of triplesOf(wrong)) {
      const key = [right.text, ...three].sort().join("\n");
      const byRight = sets.get(key) ?? new Map<string, number[]>();
      sets.set(key, byRight);
      const seeds = byRight.get(right.text);
      if (seeds === undefined) byRight.set(right.text, [seed]);
      else seeds.push(seed);
    }
  }
  const even = [...sets.values()]
    .filter(({ size }) => size === OPTIONS)
    .map((byRight) => Array.from(byRight, ([text, seeds]) => ({ text, seeds })));
  if (even.length === 0) throw new RangeError(`${pool} drafts make no even set`);
  return even;
}

function* triplesOf<Item>(items: readonly Item[]): Generator<[Item, Item, Item]> {
  for (const [first, one] of items.entries()) {
    for (const [second, other] of items.entries()) {
      if (second <= first) continue;
      for (const another of items.slice(second + 1)) yield [one, other, another];
    }
  }
}

/** The first of those with the same text. */
function distinct<Item extends { text: string }>(items: readonly Item[]): Item[] {
  const byText = new Map<string, Item>();
  for (const item of items) if (!byText.has(item.text)) byText.set(item.text, item);
  return [...byText.values()];
}
