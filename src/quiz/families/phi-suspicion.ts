import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";

/** How many of the observed gaps between heartbeats were longer than `silence`, which is in tenths of a second. */
type Row = { silence: number; longer: number };
/** The heartbeats' interval is in tenths of a second. `shown` are the rows that are options. */
type Observed = { interval: number; threshold: number; rows: readonly Row[]; shown: readonly Row[] };

const GAPS = 10_000;
const COUNT = new Intl.NumberFormat("en-GB");

/**
 * The silence at which a phi accrual failure detector (Hayashibara et al. 2004) suspects, given the gaps it observed. This
 * is an empirical variant: the paper fits a normal distribution to the gaps.
 */
export const phiSuspicion: Family = (random) => {
  const observed = drawObserved(random);
  const { interval, threshold, rows } = observed;
  const text = `A node sends a heartbeat every ${seconds(interval)}. A phi accrual failure detector computes phi = −log10(p), where p is the share of past gaps between heartbeats that were longer than the present silence (an empirical variant; the paper fits a normal distribution). Of the last ${count(GAPS)} gaps:
\`\`\`text
${rows.map(({ silence, longer }) => `longer than ${seconds(silence)}: ${count(longer).padStart(5)}`).join("\n")}
\`\`\`
It suspects the node at phi ≥ ${threshold}. Which is the shortest silence in the table that is enough?`;
  const enough = limitsOf(threshold).right;
  const answer = firstWith(observed, enough);
  const right = {
    text: seconds(answer.silence),
    explanation: `Phi is ${threshold} where 1 gap in ${count(10 ** threshold)} was longer, ${count(enough)} of ${count(GAPS)}. This is the first row with no more than that: ${count(answer.longer)}.`,
  };
  const known = mistakes(observed);
  const wrong = observed.shown
    .filter((row) => row !== answer)
    .map((row) => ({
      text: seconds(row.silence),
      explanation: known.find(({ of }) => of === row)?.explanation ?? `${judge(row, answer, threshold)}.`,
    }));
  return chooseOne(random, text, right, wrong);
};

const OPTIONS = 4;

/**
 * Draws which of the options, from the shortest silence to the longest, is the right one, and the silences without
 * regard to that. There is a row for the right rule and one for every mistake about p, and more rows beyond them.
 */
function drawObserved(random: Random): Observed {
  const threshold = random.integer(1, 3);
  const limits = new Set([0.9 * GAPS, ...Object.values(limitsOf(threshold))]);
  const interval = random.pick([5, 6, 8, 10]);
  const counts = [...limits]
    .toSorted((a, b) => b - a)
    .map((limit, index, all) => {
      const next = all[index + 1];
      return next === undefined ? 0 : drawRound(random, next + 1, limit);
    });
  const place = random.integer(0, OPTIONS - 1);
  const answer = counts.findIndex((longer) => longer <= limitsOf(threshold).right);
  const first = answer - place;
  // Rows without any longer gap, so that even the shortest silence that is shown can be the right one.
  while (counts.length < first + OPTIONS) counts.push(0);
  const from = random.integer(interval + 4, interval + 12);
  const silences = drawRising(random, from, OPTIONS);
  const before = Array.from({ length: first }, (_, index) => from - (first - index));
  const last = silences.at(-1) ?? from;
  const after = Array.from({ length: counts.length - first - OPTIONS }, (_, index) => last + 2 * (index + 1));
  const rows = [...before, ...silences, ...after].map((silence, index) => ({ silence, longer: counts[index] ?? 0 }));
  return { interval, threshold, rows, shown: rows.slice(first, first + OPTIONS) };
}

function drawRising(random: Random, from: number, length: number): number[] {
  let silence = from;
  return Array.from({ length }, (_, index) => {
    silence += index === 0 ? 0 : random.integer(1, 5);
    return silence;
  });
}

/** The most gaps that may be longer, by the definition of phi and by wrong definitions. */
function limitsOf(threshold: number) {
  return {
    right: gapsOf(10 ** -threshold),
    halved: gapsOf(2 ** -threshold),
    natural: gapsOf(Math.exp(-threshold)),
    percent: gapsOf(threshold / 100),
    zeros: gapsOf(10 ** -(threshold + 1)),
    none: 0,
  };
}

/** This share of the gaps, rounded down. */
function gapsOf(share: number): number {
  // Powers of ten are not exact in binary. Without this, rounding 10 ** -3 down could give 9 gaps.
  return Math.floor(share * GAPS + 1e-6);
}

/** A number in the range, with one or two digits before its zeros. */
function drawRound(random: Random, least: number, most: number): number {
  const step = most > 1_000 ? 100 : most > 100 ? 10 : 1;
  return step * random.integer(Math.ceil(least / step), Math.floor(most / step));
}

function mistakes(observed: Observed): { of: Row; explanation: string }[] {
  const { interval, threshold, rows } = observed;
  const limits = limitsOf(threshold);
  const answer = firstWith(observed, limits.right);
  const byLimit = (limit: number, explanation: string) => {
    const row = firstWith(observed, limit);
    return { of: row, explanation: `${explanation} ${judge(row, answer, threshold)}.` };
  };
  const bySilence = (silence: number, explanation: string) => {
    const row = rows.find((each) => each.silence >= silence);
    return row ? [{ of: row, explanation: `${explanation} ${judge(row, answer, threshold)}.` }] : [];
  };
  return [
    byLimit(
      limits.halved,
      `This halves the share for each step of phi, down to ${count(limits.halved)} gaps. But each step leaves a tenth.`,
    ),
    byLimit(
      limits.natural,
      `This takes the natural logarithm, so that ${count(limits.natural)} gaps are enough. But phi counts powers of ten.`,
    ),
    byLimit(
      limits.percent,
      `This reads phi as per cent: ${threshold} % are ${count(limits.percent)} gaps. But phi = ${threshold} is 1 in ${count(10 ** threshold)}.`,
    ),
    byLimit(
      limits.zeros,
      `This counts the zeros of ${(10 ** -(threshold + 1)).toFixed(threshold + 1)} after the point. But phi = ${threshold} is ${(10 ** -threshold).toFixed(threshold)}.`,
    ),
    byLimit(limits.none, "This waits until no past gap was longer."),
    ...bySilence(
      threshold * 10,
      `This reads phi as seconds of silence. But phi says how unusual a silence is, not how long.`,
    ),
    ...bySilence(
      threshold * interval,
      `This counts missed heartbeats: ${threshold} × ${seconds(interval)}. But phi goes by the gaps that were seen.`,
    ),
  ];
}

function judge(row: Row, answer: Row, threshold: number): string {
  return `${phiAt(row)}${row.silence > answer.silence ? `, but it reached ${threshold} before` : ""}`;
}

function firstWith({ rows }: Observed, most: number): Row {
  const row = rows.find(({ longer }) => longer <= most);
  if (row === undefined) throw new RangeError(`no row with at most ${most} gaps`);
  return row;
}

function phiAt({ silence, longer }: Row): string {
  const phi = longer === 0 ? "infinite" : `about ${(-Math.log10(longer / GAPS)).toFixed(2)}`;
  return `At ${seconds(silence)} phi is ${phi}`;
}

function seconds(tenths: number): string {
  return `${(tenths / 10).toFixed(1)} s`;
}

function count(number: number): string {
  return COUNT.format(number);
}
