import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { combine, entrywiseMax, nodeNames, showVector, sum, type Vector } from "./vectors.ts";
import { counted, listed } from "./wording.ts";

/** P counts increments and N counts decrements, each in the entry of the node that made them. */
type State = { p: Vector; n: Vector };

/** The value of two merged PN-Counters (Shapiro et al. 2011): P and N are each merged by the entrywise maximum. */
export const pnCounterMerge: Family = evenly(draw, 1_000);

function draw(random: Random): Draft {
  const names = nodeNames(random.integer(2, 3));
  const [a, b] = drawStates(random, names.length);
  const merged = merge(a, b);
  const text = `${listed(names)} share a PN-Counter: each node counts its own increments in P and its own decrements in N. The entries stand in that order:
\`\`\`text
state of n1: P ${showVector(a.p)}
             N ${showVector(a.n)}
state of n2: P ${showVector(b.p)}
             N ${showVector(b.n)}
\`\`\`
n1 merges the state of n2 into its own. Which value does the counter have at n1 then?`;
  const right = option(
    value(merged),
    `Each entry keeps its higher count: P ${showVector(merged.p)}, N ${showVector(merged.n)}. The value is the sum of P less the sum of N: ${difference(merged)}.`,
  );
  return { text, right, mistakes: mistakes(a, b) };
}

/**
 * A replica knows a node's history up to some point, so the replica that knows more is ahead in both P and N. Nobody
 * knows more than the node itself: n1 leads in the first entries and n2 in the second. In the third either may lead.
 * There are enough increments that no rule, right or wrong, gives a value below 0.
 */
function drawStates(random: Random, size: number): [State, State] {
  const nodes = Array.from({ length: size }, (_, node) => ({
    known: { p: random.integer(5, 9), n: random.integer(0, 2) },
    unheard: { p: random.integer(1, 4), n: random.integer(1, 2) },
    ahead: node < 2 ? node : random.integer(0, 1),
  }));
  const state = (reader: number): State => ({
    p: nodes.map(({ known, unheard, ahead }) => known.p + (ahead === reader ? unheard.p : 0)),
    n: nodes.map(({ known, unheard, ahead }) => known.n + (ahead === reader ? unheard.n : 0)),
  });
  return [state(0), state(1)];
}

function merge(a: State, b: State): State {
  return { p: entrywiseMax(a.p, b.p), n: entrywiseMax(a.n, b.n) };
}

function value({ p, n }: State): number {
  return sum(p) - sum(n);
}

function mistakes(a: State, b: State): Draft["mistakes"] {
  const merged = merge(a, b);
  const unheard = (ofA: Vector, ofB: Vector) => (ofA[0] ?? 0) - (ofB[0] ?? 0);
  const lost = `${counted(unheard(a.p, b.p), "increment")} and ${counted(unheard(a.n, b.n), "decrement")}`;
  const net = ({ p, n }: State) => combine(p, n, (plus, minus) => plus - minus);
  const highestNet = entrywiseMax(net(a), net(b));
  const onlyP = { p: merged.p, n: a.n };
  const onlyN = { p: a.p, n: merged.n };
  const lowestP = { p: combine(a.p, b.p, Math.min), n: merged.n };
  const lowestN = { p: merged.p, n: combine(a.n, b.n, Math.min) };
  const addedN = { p: merged.p, n: combine(a.n, b.n, (x, y) => x + y) };
  return [
    option(
      value(a) + value(b),
      `This adds the values of both, ${value(a)} and ${value(b)}. What both have heard of is counted twice, such as ${counted(b.p[0] ?? 0, "increment")} of n1.`,
    ),
    option(
      Math.max(value(a), value(b)),
      `This takes the higher of the values ${value(a)} and ${value(b)}. But neither state is complete: n2 has not seen ${lost} of n1, for instance.`,
    ),
    option(
      value(b),
      `This puts n2's state, worth ${value(b)}, in the place of n1's. But a merge loses nothing, and n2 has not seen ${lost} of n1.`,
    ),
    option(
      value(onlyP),
      `This merges P but leaves N as n1 had it: ${difference(onlyP)}. Decrements that only n2 knew of would be lost. N is merged as P is.`,
    ),
    option(
      value(onlyN),
      `This merges N but leaves P as n1 had it: ${difference(onlyN)}. Increments that only n2 knew of would be lost. P is merged as N is.`,
    ),
    option(
      value(lowestN),
      `This keeps the lower counts in N: ${difference(lowestN)}. But N only ever grows, as P does: the lower count there is the older one.`,
    ),
    option(
      value(lowestP),
      `This keeps the lower counts in P: ${difference(lowestP)}. But P only ever grows: the lower count there is the older one.`,
    ),
    option(
      sum(highestNet),
      `This takes P less N entry by entry and keeps the higher: ${showVector(highestNet)}. But a decrement makes that lower, so the older would win. P and N are merged each by itself.`,
    ),
    option(
      value(addedN),
      `This adds the decrements of both: ${difference(addedN)}. But the higher count in N already includes the lower one.`,
    ),
    option(
      sum(merged.p) + sum(merged.n),
      `This adds N in the end, ${sum(merged.p)} + ${sum(merged.n)}. But N counts decrements, so its sum is taken away.`,
    ),
  ];
}

function option(value: number, explanation: string) {
  return { text: String(value), explanation };
}

/** "12 − 5 = 7": the sum of P, the sum of N and the value. */
function difference({ p, n }: State): string {
  return `${sum(p)} − ${sum(n)} = ${sum(p) - sum(n)}`;
}
