import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { chooseNumber, type NumberOption } from "./choose-number.ts";
import { chooseOne, type Family, type Instance } from "./family.ts";

/** The number of replicas, and how many must answer a read and a write before it is done. */
type Quorums = { n: number; r: number; w: number };
type Verdict = { readsSee: boolean; writesMeet: boolean };

/** What read and write quorums promise (Gifford 1979): sets overlap exactly when their sizes add up to more than n. */
export const quorumOverlap: Family = (random) => random.pick([askOverlap, askDown, askLeast])(random);

const STORE =
  "Each key has N replicas. A write is done once W of them have it, a read once R have answered; the newest version among the answers wins. Any replicas may be the ones that answer, but no others stand in for them.";

function askOverlap(random: Random): Instance {
  const quorums = drawFor(random, { readsSee: random.pick([true, false]), writesMeet: random.pick([true, false]) });
  const text = `${STORE} With ${show(quorums)}: does every read see the latest completed write, and do any two writes share a replica?`;
  const verdict = verdictOn(quorums);
  const verdicts = [true, false].flatMap((readsSee) => [true, false].map((writesMeet) => ({ readsSee, writesMeet })));
  const wrong = verdicts.filter((other) => nameOf(other) !== nameOf(verdict));
  const explained = (answer: Verdict) => ({ text: nameOf(answer), explanation: explain(answer, quorums) });
  return chooseOne(random, text, explained(verdict), wrong.map(explained));
}

/** Each verdict is equally likely, although everything overlaps in most draws. */
function drawFor(random: Random, wanted: Verdict): Quorums {
  for (;;) {
    const n = random.integer(3, 8);
    const quorums = { n, r: random.integer(1, n), w: random.integer(1, n) };
    if (nameOf(verdictOn(quorums)) === nameOf(wanted)) return quorums;
  }
}

function verdictOn({ n, r, w }: Quorums): Verdict {
  return { readsSee: r + w > n, writesMeet: 2 * w > n };
}

function nameOf({ readsSee, writesMeet }: Verdict): string {
  return `Reads ${readsSee ? "always see" : "may miss"} it; two writes ${writesMeet ? "always share" : "may not share"} a replica`;
}

/** Why a verdict is right; or if it is wrong, the main reason against it. */
function explain(answer: Verdict, quorums: Quorums): string {
  const { n, r, w } = quorums;
  const verdict = verdictOn(quorums);
  const reads = verdict.readsSee
    ? `R + W = ${r + w} is more than ${n}: a read meets a replica of every write.`
    : `R + W = ${r + w} is not more than ${n}: a read may meet none of the ${w} that have the write.`;
  const writes = verdict.writesMeet
    ? `2 × W = ${2 * w} is more than ${n}, so two writes share a replica.`
    : `2 × W = ${2 * w} is not more than ${n}, so two writes may share none.`;
  if (nameOf(answer) === nameOf(verdict)) return `${reads} ${writes}`;
  return [answer.readsSee === verdict.readsSee ? [] : reads, answer.writesMeet === verdict.writesMeet ? [] : writes]
    .flat()
    .join(" ");
}

type Down = { reads: number; writes: number };

function askDown(random: Random): Instance {
  const quorums = drawUneven(random);
  const { n, r, w } = quorums;
  const text = `${STORE} With ${show(quorums)}: how many replicas may be down, whichever they are, while reads still succeed, and how many while writes do?`;
  const right = {
    text: downText({ reads: n - r, writes: n - w }),
    explanation: `A read needs ${r} of ${n}, so ${n} - ${r} = ${n - r} may be down. A write needs ${w} of ${n}, so ${n} - ${w} = ${n - w} may be down.`,
  };
  const majority = Math.floor(n / 2) + 1;
  const least = n - Math.max(r, w);
  const wrong: Omit<Option, "right">[] = [
    {
      text: downText({ reads: n - w, writes: n - r }),
      explanation: `That is the wrong way round: reads need R = ${r} and writes W = ${w}.`,
    },
    {
      text: downText({ reads: r, writes: w }),
      explanation: `These are R and W, the numbers that must be up. Of ${n} replicas, ${n - r} and ${n - w} may be down.`,
    },
    {
      text: downText({ reads: n - majority, writes: n - majority }),
      explanation: `That holds for majorities of ${majority}. Here reads need ${r} and writes ${w}.`,
    },
    {
      text: downText({ reads: least, writes: least }),
      explanation: `With ${least} down both succeed, but the one that needs only ${Math.min(r, w)} stands ${n - Math.min(r, w)}.`,
    },
    {
      text: downText({ reads: r - 1, writes: w - 1 }),
      explanation: `These are R - 1 and W - 1, what is down of a quorum. But the ${n - r} replicas beyond R and the ${n - w} beyond W may be down, since any may answer.`,
    },
  ];
  return chooseOne(random, text, right, random.shuffle(wrong));
}

/** Reads and writes need different numbers of replicas, and neither needs all. */
function drawUneven(random: Random): Quorums {
  const n = random.integer(4, 9);
  const [r = 1, w = 2] = random.shuffle(Array.from({ length: n - 1 }, (_, before) => before + 1));
  return { n, r, w };
}

function downText({ reads, writes }: Down): string {
  return `Reads: up to ${reads}; writes: up to ${writes}`;
}

function askLeast(random: Random): Instance {
  const n = random.integer(4, 12);
  const known = random.integer(2, n - 1);
  const [set, sought] = random.pick([
    ["W", "R"],
    ["R", "W"],
  ] as const);
  const least = n - known + 1;
  const majority = Math.floor(n / 2) + 1;
  return chooseNumber(
    random,
    `${STORE} With N = ${n} and ${set} = ${known}: what is the smallest ${sought} with which every read sees the latest completed write?`,
    sizeOption(
      sought,
      least,
      `${sought} + ${set} must be more than ${n}: ${least} + ${known} = ${n + 1} is, and ${least - 1} + ${known} = ${n} is not.`,
    ),
    [
      sizeOption(
        sought,
        least - 1,
        `${least - 1} + ${known} = ${n} is not more than ${n}: a read may meet just those that lack the write.`,
      ),
      sizeOption(
        sought,
        majority,
        `That is a majority of ${n}. ${majority} + ${known} = ${majority + known} is ${majority + known > n ? `more than ${n}, but ${least} is enough` : `not more than ${n}`}.`,
      ),
      sizeOption(
        sought,
        known,
        `That makes R and W equal. ${known} + ${known} = ${2 * known} is ${2 * known > n ? `more than ${n}, but ${least} is enough` : `not more than ${n}`}.`,
      ),
      sizeOption(
        sought,
        n,
        `All ${n} work, but ${least} of them are enough: ${least} + ${known} = ${n + 1} is more than ${n}.`,
      ),
      sizeOption(
        sought,
        least + 1,
        `That works, but one less does, too: ${least} + ${known} = ${n + 1} is more than ${n}.`,
      ),
      sizeOption(
        sought,
        1,
        `1 + ${known} = ${known + 1} is not more than ${n}: a single replica need not be among the ${known}.`,
      ),
    ].filter(({ value }) => value >= 1 && value <= n),
  );
}

function sizeOption(name: string, value: number, explanation: string): NumberOption {
  return { value, text: `${name} = ${value}`, explanation };
}

function show({ n, r, w }: Quorums): string {
  return `N = ${n}, R = ${r} and W = ${w}`;
}
