import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import type { Family } from "./family.ts";

/** A range of rounds, both ends included, and the per cent of runs that end in it. */
type Range = { least: number; most: number; percent: number };
type Rumour = { nodes: number; fanOut: number };
type Known = { rumour: Rumour; range: Range };

const OPTIONS = 3;

/**
 * For each number of nodes and fan-out the range that leaves out less than 5 % of the runs before it, and at most 5 %
 * after it, and the per cent of runs in it, rounded down. By the exact chances; the test computes them again.
 */
const KNOWN: readonly Known[] = (
  [
    [30, 1, 7, 12, 97],
    [30, 2, 5, 7, 96],
    [30, 3, 4, 5, 98],
    [30, 4, 3, 4, 98],
    [40, 1, 8, 12, 95],
    [40, 2, 5, 7, 97],
    [40, 3, 4, 5, 96],
    [40, 4, 3, 4, 95],
    [50, 1, 9, 13, 95],
    [50, 2, 5, 7, 95],
    [50, 3, 4, 6, 99],
    [50, 4, 4, 5, 99],
    [60, 1, 9, 13, 95],
    [60, 2, 6, 8, 97],
    [60, 3, 4, 6, 99],
    [60, 4, 4, 5, 99],
    [70, 1, 10, 14, 94],
    [70, 2, 6, 8, 97],
    [70, 3, 5, 6, 97],
    [70, 4, 4, 5, 99],
    [80, 1, 10, 14, 95],
    [80, 2, 6, 8, 97],
    [80, 3, 5, 6, 97],
    [80, 4, 4, 5, 98],
    [90, 1, 10, 14, 95],
    [90, 2, 6, 8, 95],
    [90, 3, 5, 6, 96],
    [90, 4, 4, 5, 97],
    [100, 1, 11, 15, 93],
    [100, 2, 6, 9, 99],
    [100, 3, 5, 6, 95],
    [100, 4, 4, 5, 96],
    [150, 1, 12, 16, 94],
    [150, 2, 7, 9, 97],
    [150, 3, 6, 7, 95],
    [150, 4, 5, 6, 99],
    [200, 1, 12, 16, 95],
    [200, 2, 8, 10, 94],
    [200, 3, 6, 7, 97],
    [200, 4, 5, 6, 99],
  ] as const
).map(([nodes, fanOut, least, most, percent]) => ({ rumour: { nodes, fanOut }, range: { least, most, percent } }));

/**
 * How many rounds push gossip takes to reach every node: about log(n) to the base f + 1, plus ln(n) / f (Pittel 1987).
 * Each range that is shown is the right one for some rumour, and any of them may be the one that is asked for.
 */
export const gossipRounds: Family = (random) => {
  const apart = drawApart(random);
  const right = random.pick(apart);
  const { nodes, fanOut } = right.rumour;
  const targets =
    fanOut === 1
      ? "another node, picked uniformly at random, even if that one knows it already"
      : `${fanOut} different other nodes, picked uniformly at random, even if those know it already`;
  const text = `Push gossip with a fan-out of ${fanOut}: a rumour starts at 1 of ${nodes} nodes. In each round, every node that knew it before the round tells ${targets}. No message is lost. After how many rounds do all ${nodes} know it? One of these ranges holds at least 9 of 10 runs.`;
  const options = apart.map((known): Option => {
    const isRight = known === right;
    return {
      text: show(known.range),
      right: isRight,
      explanation: isRight ? explain(known) : explainOther(known, right),
    };
  });
  return { kind: "choice", text, options: random.shuffle(options) };
};

/** Rumours whose ranges do not overlap. */
function drawApart(random: Random): Known[] {
  for (;;) {
    const apart: Known[] = [];
    for (const known of random.shuffle(KNOWN)) {
      const { least, most } = known.range;
      if (apart.every(({ range }) => least > range.most || most < range.least)) apart.push(known);
      if (apart.length === OPTIONS) return apart;
    }
  }
}

function explain({ rumour, range }: Known): string {
  const { nodes, fanOut } = rumour;
  const growth = growthRounds(rumour);
  return `By the exact chances, ${range.percent} % of runs end in this range. At first the rumour grows almost ${fanOut + 1}-fold a round; at its best, ${growth} rounds would do for ${nodes} nodes. Later most picks hit nodes that know it already, and the last ones take about ln(${nodes}) / ${fanOut}, that is ${(Math.log(nodes) / fanOut).toFixed(1)} more.`;
}

/** What the range would be right for. */
function explainOther({ rumour, range }: Known, right: Known): string {
  const of = `This is the range for ${rumour.nodes} nodes and a fan-out of ${rumour.fanOut}.`;
  const { rumour: asked } = right;
  const growth = growthRounds(asked);
  if (range.most < right.range.least) {
    return range.most <= growth
      ? `${of} Here so few rounds would do only if hardly any pick hit a node that knows it already.`
      : `${of} Here the last nodes take longer to be found: about ln(${asked.nodes}) / ${asked.fanOut} rounds after the first ${growth}.`;
  }
  return `${of} Here it is faster: the rumour grows almost ${asked.fanOut + 1}-fold a round at first, and at the end every node that knows it picks ${asked.fanOut} ${asked.fanOut === 1 ? "node" : "nodes"} a round.`;
}

/** The fewest rounds in which the rumour could reach every node, if nobody were picked twice. */
function growthRounds({ nodes, fanOut }: Rumour): number {
  let [informed, rounds] = [1, 0];
  for (; informed < nodes; rounds += 1) informed *= fanOut + 1;
  return rounds;
}

function show({ least, most }: Range): string {
  return `${least} to ${most} rounds`;
}
