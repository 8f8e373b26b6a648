import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import { chooseOne, type Family, type Instance } from "./family.ts";

/** The number of replicas, and how many must answer a read and a write before it is done. */
type Quorums = { n: number; r: number; w: number };
type Verdict = { readsSee: boolean; writesMeet: boolean };

/**
 * Which read and write quorums overlap (Gifford 1979, who asks for R + W > N and for 2W > N): two sets always meet exactly
 * if their sizes add up to more than n. To overlap is necessary for reads that see the latest write, but not sufficient:
 * versions must follow the order in which writes complete, and it is not linearizability (Attiya, Bar-Noy, Dolev 1995).
 */
export const quorumOverlap: Family = (random) => random.pick([askOverlap, askDown, askLeast])(random);

const STORE =
  "Each key has N replicas. A write is done once W of them have it, a read once R have answered; the newest version among the answers wins. Any replicas may be the ones that answer, but no others stand in for them.";

function askOverlap(random: Random): Instance {
  const quorums = drawFor(random, { readsSee: random.pick([true, false]), writesMeet: random.pick([true, false]) });
  const text = `${STORE} With ${show(quorums)}: does every read meet a replica with the latest completed write, and do any two writes share a replica?`;
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
  return `Reads ${readsSee ? "always meet" : "may miss"} one; two writes ${writesMeet ? "always share" : "may not share"} a replica`;
}

/** Why a verdict is right; or if it is wrong, the main reason against it. */
function explain(answer: Verdict, quorums: Quorums): string {
  const { n, r, w } = quorums;
  const verdict = verdictOn(quorums);
  const reads = verdict.readsSee
    ? `R + W = ${r + w} is more than ${n}: a read meets a replica of every completed write. To return the latest, it must also tell which version that is.`
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

/** The four pairs of numbers are the right one, its mistakes and both at once, so each of them is right as often. */
function askDown(random: Random): Instance {
  const quorums = drawUneven(random);
  const { n, r, w } = quorums;
  const text = `${STORE} With ${show(quorums)}: how many replicas may be down, whichever they are, while reads still succeed, and how many while writes do?`;
  const right = {
    text: downText({ reads: n - r, writes: n - w }),
    explanation: `A read needs ${r} of ${n}, so ${n} - ${r} = ${n - r} may be down. A write needs ${w} of ${n}, so ${n} - ${w} = ${n - w} may be down.`,
  };
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
      text: downText({ reads: w, writes: r }),
      explanation: `These are the numbers that must be up, and the wrong way round: reads need R = ${r} and writes W = ${w}.`,
    },
  ];
  return chooseOne(random, text, right, wrong);
}

/** Reads and writes need different numbers of replicas, neither needs all, and they do not add up to all. */
function drawUneven(random: Random): Quorums {
  const n = random.integer(4, 9);
  for (;;) {
    const [r, w] = [random.integer(1, n - 1), random.integer(1, n - 1)];
    if (r !== w && r + w !== n) return { n, r, w };
  }
}

function downText({ reads, writes }: Down): string {
  return `Reads: up to ${reads}; writes: up to ${writes}`;
}

const askLeast = evenly(drawLeast, 1_000);

function drawLeast(random: Random): Draft {
  const n = random.integer(4, 12);
  const known = random.integer(2, n - 1);
  const sought = random.pick(["R", "W"] as const);
  const set = sought === "R" ? "W" : "R";
  const meeting = n - known + 1;
  const majority = Math.floor(n / 2) + 1;
  const least = sought === "R" ? meeting : Math.max(meeting, majority);
  const aim =
    sought === "R"
      ? "every read meets a replica with the latest completed write"
      : "every read meets a replica with the latest completed write, and any two writes share a replica";
  const judge = (value: number) => {
    if (value + known <= n) {
      return `${value} + ${known} = ${value + known} is not more than ${n}: a read may meet just those that lack the write.`;
    }
    if (value < least) return `Two writes of ${value} can be apart: 2 × ${value} = ${2 * value} is not more than ${n}.`;
    return `That works, but ${least} ${least === 1 ? "is" : "are"} enough.`;
  };
  const named: [value: number, about: string][] = [
    [meeting - 1, "This lets the two sets add up to N."],
    [meeting, "This looks at reads alone."],
    [majority, "This takes a majority."],
    [known, "This makes R and W equal."],
    [n, "This takes all replicas."],
    [n - known, `This takes what is left of N beside ${set}.`],
    [1, "This takes any single replica."],
  ];
  const near = [-3, -2, -1, 1, 2, 3].map((by): [number, string] => [least + by, ""]);
  const mistakes = [...named, ...near]
    .filter(([value]) => value >= 1 && value <= n && value !== least)
    .map(([value, about]) => sizeOption(sought, value, `${about} ${judge(value)}`.trim()));
  const meets = `${meeting} + ${known} = ${n + 1} is the first sum that is more than ${n}.`;
  const shares =
    sought === "R" ? "" : ` For two writes to share a replica, 2 × W must be more than ${n}: that takes ${majority}.`;
  return {
    text: `${STORE} With N = ${n} and ${set} = ${known}: what is the smallest ${sought} with which ${aim}?`,
    right: sizeOption(sought, least, `${meets}${shares}`),
    mistakes,
  };
}

function sizeOption(name: string, value: number, explanation: string): Omit<Option, "right"> {
  return { text: `${name} = ${value}`, explanation };
}

function show({ n, r, w }: Quorums): string {
  return `N = ${n}, R = ${r} and W = ${w}`;
}
