import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { combine, entrywiseMax, nodeNames, showVector, sum, type Vector } from "./vectors.ts";
import { counted, listed } from "./wording.ts";

/** The value of two merged G-Counters (Shapiro et al. 2011): the sum of the entrywise maximum. */
export const gCounterMerge: Family = evenly(draw, 1_000);

function draw(random: Random): Draft {
  const names = nodeNames(random.integer(3, 4));
  const [a, b] = drawStates(random, names.length);
  const merged = entrywiseMax(a, b);
  const text = `${listed(names)} share a G-Counter: each node counts its own increments in its own entry. Their entries stand in that order:
\`\`\`text
state of n1: ${showVector(a)}
state of n2: ${showVector(b)}
\`\`\`
n1 merges the state of n2 into its own. Which value does the counter have at n1 then?`;
  const right = option(
    sum(merged),
    `Each entry keeps its higher count: ${showVector(merged)}. The value is their sum, ${added(merged)}.`,
  );
  return { text, right, mistakes: mistakes(a, b, names) };
}

/**
 * Nobody knows more about a node's increments than the node itself, so n1 leads in the first entry and n2 in the
 * second. Either of them may have heard more from the other nodes.
 */
function drawStates(random: Random, size: number): [Vector, Vector] {
  const known = Array.from({ length: size }, () => random.integer(1, 5));
  const ahead = known.map((_, index) => (index < 2 ? index : random.integer(0, 1)));
  const state = (node: number) =>
    known.map((count, index) => {
      const leads = index < 2 ? random.integer(1, 4) : random.integer(0, 4);
      return ahead[index] === node ? count + leads : count;
    });
  return [state(0), state(1)];
}

function mistakes(a: Vector, b: Vector, names: readonly string[]) {
  const [a1 = 0, a2 = 0] = a;
  const [b1 = 0, b2 = 0] = b;
  const [ofA, ofB] = [sum(a), sum(b)];
  const merged = entrywiseMax(a, b);
  const others = merged.slice(2);
  const hearsay = [...a.slice(2), ...b.slice(2)];
  const differing = combine(a, b, (x, y) => (x === y ? x : x + y));
  return [
    option(
      ofA + ofB,
      `This adds the values of both, ${ofA} + ${ofB}. What both have heard of is counted twice, such as ${counted(b1, "increment")} of n1.`,
    ),
    option(
      Math.max(ofA, ofB),
      `This takes the larger of the values ${ofA} and ${ofB}. But n1 has counted ${counted(a1 - b1, "increment")} of its own that n2 has not seen, and n2 has counted ${b2 - a2} that n1 has not seen.`,
    ),
    option(
      ofB,
      `This puts n2's state, worth ${ofB}, in the place of n1's. But a merge loses nothing, and n2 has not seen ${counted(a1 - b1, "increment")} of n1.`,
    ),
    option(
      ofA + b2,
      `This adds n2's own entry to n1's value, ${ofA} + ${b2}. But n1 already had ${a2} of those ${b2}, and what n2 has heard of ${listed(names.slice(2))} is left out.`,
    ),
    option(
      sum(differing),
      `This adds entries that differ: ${showVector(differing)}. But the higher count already includes the lower one: n1's ${a1} include the ${b1} that n2 has heard of.`,
    ),
    option(
      a1 + b2,
      `This takes only what each has counted itself, ${a1} + ${b2}. The merged state also keeps what they have heard of ${listed(names.slice(2))}: ${others.length > 1 ? added(others) : others[0]}.`,
    ),
    option(
      a1 + b2 + sum(hearsay),
      `This adds up what both have heard of ${listed(names.slice(2))}, ${added(hearsay)}. But both have heard of the same increments there: the higher count includes the lower one.`,
    ),
    option(
      sum(combine(a, b, Math.min)),
      `This keeps the lower count of each entry, as if only what both have heard of counted. It would take back ${counted(a1 - b1, "increment")} of n1.`,
    ),
  ];
}

function option(value: number, explanation: string) {
  return { text: String(value), explanation };
}

/** "3 + 5 = 8" */
function added(counts: Vector): string {
  return `${counts.join(" + ")} = ${sum(counts)}`;
}
