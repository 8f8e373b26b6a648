import { createRandom, type Random } from "../random.ts";
import { chooseNumber, type NumberOption } from "./choose-number.ts";
import type { Family } from "./family.ts";

/** A range of rounds, both ends included. */
type Range = { least: number; most: number };
type Rumour = { nodes: number; fanOut: number };

const RUNS = 1_000;
/** The share of the runs that end before the range, and also of those that end after it. */
const TAIL = 0.05;

/**
 * How many rounds push gossip takes to reach every node: about log(n) to the base f + 1, plus ln(n) / f (Pittel 1987).
 */
export const gossipRounds: Family = (random) => {
  const rumour = { nodes: 5 * random.integer(6, 20), fanOut: random.integer(1, 4) };
  const { nodes, fanOut } = rumour;
  const targets =
    fanOut === 1
      ? "another node, picked uniformly at random, even if that one knows it already"
      : `${fanOut} different other nodes, picked uniformly at random, even if those know it already`;
  const text = `Push gossip with a fan-out of ${fanOut}: a rumour starts at 1 of ${nodes} nodes. In each round, every node that knew it before the round tells ${targets}. No message is lost. After how many rounds do all ${nodes} know it? Choose the range that holds the middle 90 % of runs.`;
  const range = rangeOf(rumour);
  const right = {
    value: range.least,
    text: show(range),
    explanation: `So it came out in ${RUNS.toLocaleString("en-GB")} simulated runs, from the 5th to the 95th percentile. At first the rumour grows almost ${fanOut + 1}-fold a round; even at its best that takes ${growthRounds(rumour)} rounds. Later most picks hit nodes that know it already, and the last ones take rounds of their own.`,
  };
  return chooseNumber(random, text, right, mistakesFor(rumour));
};

/** The mistakes whose ranges are possible, and overlap neither the right range nor an earlier one. */
function mistakesFor(rumour: Rumour): NumberOption[] {
  const right = rangeOf(rumour);
  const taken = [right];
  const shown: NumberOption[] = [];
  for (const { rounds, explanation } of estimatesOf(rumour)) {
    const range = besides(right, Math.round(rounds));
    const overlaps = taken.some(({ least, most }) => range.least <= most && least <= range.most);
    if (overlaps || range.least < 1) continue;
    taken.push(range);
    shown.push({ value: range.least, text: show(range), explanation });
  }
  return shown;
}

/** What wrong rules predict, the likeliest mistakes first. */
function estimatesOf(rumour: Rumour): { rounds: number; explanation: string }[] {
  const { nodes, fanOut } = rumour;
  const growth = growthRounds(rumour);
  const tail = Math.log(nodes) / fanOut;
  const single = Math.log2(nodes) + Math.log(nodes);
  const others = nodes - 1;
  const alone = Math.ceil(others / fanOut);
  return [
    {
      rounds: growth,
      explanation: `Growing ${fanOut + 1}-fold each round, ${growth} rounds would do for ${nodes} nodes. But that is as if no node were ever picked twice.`,
    },
    {
      rounds: single,
      explanation: `log2(${nodes}) + ln(${nodes}), about ${single.toFixed(0)} rounds, is for a fan-out of 1. With ${fanOut} picks a round it grows faster, and the last ones are found sooner.`,
    },
    {
      rounds: alone,
      explanation: `That is as if only the first node told the other ${others}, ${fanOut} a round: ${alone} rounds. But every node that knows the rumour passes it on.`,
    },
    {
      rounds: (others * Math.log(nodes)) / fanOut,
      explanation: `That is as if only the first node told others at random, until it had found all ${others}. But every node that knows the rumour passes it on.`,
    },
    {
      rounds: nodes,
      explanation: `One round per node would be ${nodes}. But in each round all that know the rumour pass it on at once.`,
    },
    {
      rounds: nodes / 2,
      explanation: `Half of ${nodes} would mean growth in a straight line. At first the rumour grows almost ${fanOut + 1}-fold a round.`,
    },
    {
      rounds: tail,
      explanation: `ln(${nodes}) / ${fanOut} is about ${tail.toFixed(1)}. That is only the time for the last few nodes; before it the rumour must have grown.`,
    },
  ];
}

/**
 * A range around `rounds`, as wide as the right one. If `rounds` are not in the right range, it is moved clear of it.
 */
function besides(right: Range, rounds: number): Range {
  const width = right.most - right.least;
  const half = Math.floor(width / 2);
  if (rounds < right.least) {
    const most = Math.min(rounds + half, right.least - 1);
    return { least: most - width, most };
  }
  if (rounds <= right.most) return right;
  const least = Math.max(rounds - half, right.most + 1);
  return { least, most: least + width };
}

/** The fewest rounds in which the rumour could reach every node, if nobody were picked twice. */
function growthRounds({ nodes, fanOut }: Rumour): number {
  let [informed, rounds] = [1, 0];
  for (; informed < nodes; rounds += 1) informed *= fanOut + 1;
  return rounds;
}

const ranges = new Map<string, Range>();

/** The middle of the simulated runs. Each rumour has its own seed, so it has one answer, which is cached. */
function rangeOf(rumour: Rumour): Range {
  const { nodes, fanOut } = rumour;
  const key = `${nodes}/${fanOut}`;
  const known = ranges.get(key);
  if (known !== undefined) return known;
  const random = createRandom(nodes * 10 + fanOut);
  const rounds = Array.from({ length: RUNS }, () => spread(random, rumour)).sort((a, b) => a - b);
  const range = { least: rounds[RUNS * TAIL - 1] ?? 0, most: rounds[RUNS * (1 - TAIL) - 1] ?? 0 };
  ranges.set(key, range);
  return range;
}

/** How many rounds one run takes. Only the number of nodes that do not know yet matters, not which nodes are picked. */
function spread(random: Random, { nodes, fanOut }: Rumour): number {
  let ignorant = nodes - 1;
  let rounds = 0;
  for (; ignorant > 0; rounds += 1) {
    // A node that hears the rumour in this round passes it on from the next round.
    const tellers = nodes - ignorant;
    for (let teller = 0; teller < tellers; teller += 1) {
      for (let picked = 0; picked < fanOut; picked += 1) {
        if (random.next() * (nodes - 1 - picked) < ignorant) ignorant -= 1;
      }
    }
  }
  return rounds;
}

function show({ least, most }: Range): string {
  return `${least} to ${most} rounds`;
}
