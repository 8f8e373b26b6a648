import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { type Draft, type DrawDraft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { counted } from "./wording.ts";

/** How many nodes it takes to tolerate faults: a majority for crashes, more than two thirds for Byzantine faults. */
export const faultTolerance: Family = evenly((random) => random.pick(KINDS)(random), 1_500);

const CRASH =
  "A cluster keeps a replicated log by majority quorums, as Raft and Paxos do. Nodes only crash; they never lie.";
const BYZANTINE =
  "A cluster agrees as PBFT does. Faulty nodes are Byzantine: they may be silent, lie, or tell each node something else. Messages may be late for an unknown time.";

const KINDS: readonly DrawDraft[] = [
  askMajority,
  askCrashesStood,
  askNodesForCrashes,
  askLiarsStood,
  askNodesForLiars,
  askByzantineQuorum,
];

function askMajority(random: Random): Draft {
  const nodes = random.integer(3, 16);
  const quorum = majorityOf(nodes);
  return withNearby(
    `A cluster has ${nodes} nodes. How many make the smallest quorum, if any two quorums must share a node?`,
    nodesOption(
      quorum,
      `2 × ${quorum} = ${2 * quorum} is more than ${nodes}, so two quorums share a node. With ${quorum - 1} they need not: 2 × ${quorum - 1} = ${2 * quorum - 2}.`,
    ),
    [
      nodesOption(
        Math.ceil(nodes / 2),
        `That is half of ${nodes}, rounded up. Two halves can be apart: 2 × ${nodes / 2} = ${nodes}.`,
      ),
      nodesOption(
        quorum - 1,
        `That is one too few: 2 × ${quorum - 1} = ${2 * quorum - 2} nodes fit in ${nodes}, so two quorums can be apart.`,
      ),
      nodesOption(
        quorum + 1,
        `Any two of that size overlap, but so do any two of ${quorum}, since 2 × ${quorum} is more than ${nodes}.`,
      ),
      nodesOption(
        Math.floor((2 * nodes) / 3) + 1,
        `That is more than two thirds of ${nodes}, as against Byzantine faults. To share one node, more than half is enough.`,
      ),
      nodesOption(
        nodes,
        `With all ${nodes} in the quorum nothing goes on once a single node is down. ${quorum} are enough to overlap.`,
      ),
    ],
    (value) =>
      value < quorum
        ? `Two quorums of ${value} can be apart: 2 × ${value} = ${2 * value} is not more than ${nodes}.`
        : `Any two of that size overlap, but ${quorum} are enough: 2 × ${quorum} is more than ${nodes}.`,
  );
}

function askCrashesStood(random: Random): Draft {
  const nodes = random.integer(4, 16);
  const quorum = majorityOf(nodes);
  const faults = nodes - quorum;
  return withNearby(
    `${CRASH} It has ${nodes} nodes. How many may be down at once, whichever they are, while it still commits?`,
    nodesOption(
      faults,
      `A majority of ${nodes} is ${quorum}, and ${nodes} - ${quorum} = ${faults}. With one more down, ${quorum - 1} are left, too few.`,
    ),
    [
      nodesOption(
        faults + 1,
        `Then ${quorum - 1} of ${nodes} are left. That is not more than half, and a majority needs ${quorum}.`,
      ),
      nodesOption(
        Math.floor((nodes - 1) / 3),
        `That is (n - 1) / 3 rounded down, the bound for Byzantine faults. Where nodes only crash, ${quorum} of ${nodes} are enough.`,
      ),
      nodesOption(
        quorum,
        `That is the size of a majority, the number that must be up. ${nodes} - ${quorum} = ${faults} may be down.`,
      ),
      nodesOption(
        nodes - 1,
        `A single node left is not a majority of ${nodes}: it cannot tell a crash of the others from being cut off.`,
      ),
      nodesOption(
        faults - 1,
        `Then ${quorum + 1} are up, more than the ${quorum} that a majority needs. One more may go.`,
      ),
    ],
    (value) =>
      value > faults
        ? `Then ${counted(Math.max(0, nodes - value), "node")} would be left, and a majority of ${nodes} is ${quorum}.`
        : `Then ${nodes - value} are up, more than the ${quorum} that a majority needs. More may go.`,
  );
}

function askNodesForCrashes(random: Random): Draft {
  const faults = random.integer(1, 8);
  const nodes = 2 * faults + 1;
  return withNearby(
    `${CRASH} It must go on committing while any ${counted(faults, "node")} ${faults === 1 ? "is" : "are"} down. How many nodes does it need at least?`,
    nodesOption(
      nodes,
      `2 × ${faults} + 1 = ${nodes}: with ${faults} down, ${nodes - faults} are left, and ${nodes - faults} of ${nodes} is a majority.`,
    ),
    [
      nodesOption(
        nodes - 1,
        `With ${faults} of ${nodes - 1} down, ${faults} are left. That is half, not more than half.`,
      ),
      nodesOption(
        faults + 1,
        `With ${faults} of ${faults + 1} down, one node is left. It cannot tell a crash of the others from being cut off.`,
      ),
      nodesOption(
        3 * faults + 1,
        `That is 3f + 1, the bound for Byzantine faults. Against crashes, 2 × ${faults} + 1 are enough.`,
      ),
      nodesOption(
        nodes + 1,
        `That works, but so does ${nodes}: the even number stands no more faults than the odd one below it.`,
      ),
      nodesOption(
        3 * faults,
        `That is more than it takes: with ${faults} of ${nodes} down, ${nodes - faults} are left, a majority.`,
      ),
    ],
    (value) =>
      value < nodes
        ? `With ${faults} of ${value} down, ${Math.max(0, value - faults)} would be left. That is not more than half.`
        : `That works, but so does ${nodes}: with ${faults} down, ${nodes - faults} are a majority.`,
  );
}

function askLiarsStood(random: Random): Draft {
  const nodes = random.integer(4, 19);
  const faults = liarsStood(nodes);
  const shown = `3 × ${faults} + 1 = ${3 * faults + 1}`;
  return withNearby(
    `${BYZANTINE} It has ${nodes} nodes. How many may be faulty at most?`,
    nodesOption(
      faults,
      `To stand ${counted(faults, "faulty node")} takes ${shown} nodes, and ${nodes} are there. One more would take ${3 * faults + 4}.`,
    ),
    [
      nodesOption(
        Math.floor((nodes - 1) / 2),
        `That is (n - 1) / 2 rounded down, the bound for crashes. Against lies n must be at least 3f + 1, so ${nodes} nodes stand ${faults}.`,
      ),
      nodesOption(
        faults + 1,
        `That many would take 3 × ${faults + 1} + 1 = ${3 * faults + 4} nodes, and ${nodes} are there.`,
      ),
      nodesOption(faults - 1, `One more is possible: it takes ${shown} nodes, and ${nodes} are there.`),
      nodesOption(
        nodes - faults,
        `That is ${nodes} - ${faults}, as many as must be honest, not as many as may be faulty.`,
      ),
      nodesOption(
        Math.floor(nodes / 2) + 1,
        `That is a majority of ${nodes}: then the liars would be more than the honest nodes.`,
      ),
    ],
    (value) =>
      value > faults
        ? `That many would take 3 × ${value} + 1 = ${3 * value + 1} nodes, and ${nodes} are there.`
        : `More are possible: ${faults} take ${shown} nodes, and ${nodes} are there.`,
  );
}

function askNodesForLiars(random: Random): Draft {
  const faults = random.integer(1, 8);
  const nodes = 3 * faults + 1;
  const liars = counted(faults, "faulty node");
  return withNearby(
    `${BYZANTINE} It must stand ${liars}. How many nodes does it need at least?`,
    nodesOption(
      nodes,
      `3 × ${faults} + 1 = ${nodes}. It can wait for ${nodes} - ${faults} = ${nodes - faults} answers, and of those the ${nodes - 2 * faults} honest ones outnumber ${counted(faults, "liar")}.`,
    ),
    [
      nodesOption(
        2 * faults + 1,
        `That is 2f + 1, the bound for crashes. Of the ${faults + 1} answers it can wait for, ${faults} may be lies, and the honest ones are not more.`,
      ),
      nodesOption(
        3 * faults,
        `One too few: of the ${2 * faults} answers it can wait for, ${faults} may be lies. That is a tie.`,
      ),
      nodesOption(nodes + 1, `That works, but 3 × ${faults} + 1 = ${nodes} are enough.`),
      nodesOption(4 * faults + 1, `4f + 1 is more than it takes: 3 × ${faults} + 1 = ${nodes} are enough.`),
      nodesOption(faults + 1, `With ${faults + 1} nodes a single one is honest, and nobody could tell which.`),
      nodesOption(
        5 * faults + 1,
        `5f + 1 buys fewer rounds in some protocols. To be safe and go on, ${nodes} are enough.`,
      ),
    ],
    (value) =>
      value < nodes
        ? `Too few: against ${liars} it takes 3 × ${faults} + 1 = ${nodes}, so that the honest answers outnumber the lies.`
        : `That works, but 3 × ${faults} + 1 = ${nodes} are enough.`,
  );
}

function askByzantineQuorum(random: Random): Draft {
  const faults = random.integer(1, 8);
  const nodes = 3 * faults + 1;
  const quorum = 2 * faults + 1;
  return withNearby(
    `${BYZANTINE} It has ${nodes} nodes, of which ${faults} may be faulty. How many make the smallest quorum, if any two quorums must share an honest node?`,
    nodesOption(
      quorum,
      `Two quorums of ${quorum} share at least 2 × ${quorum} - ${nodes} = ${2 * quorum - nodes} nodes, and ${faults} of those may lie: an honest one is left.`,
    ),
    [
      nodesOption(
        majorityOf(nodes),
        `That is a majority of ${nodes}. Two of them share at least ${counted(2 * majorityOf(nodes) - nodes, "node")}, and every one of those may lie.`,
      ),
      nodesOption(
        quorum - 1,
        faults === 1
          ? `Two quorums of ${quorum - 1} need not share any node of ${nodes}.`
          : `Two quorums of ${quorum - 1} may share only ${counted(faults - 1, "node")}, and ${faults} nodes may lie.`,
      ),
      nodesOption(
        faults + 1,
        `${faults + 1} answers hold one honest one, but two quorums of that size need not share any node.`,
      ),
      nodesOption(
        quorum + 1,
        `Then ${counted(faults, "silent liar")} would stop it: only ${nodes} - ${faults} = ${quorum} answer for certain, and ${quorum} are enough.`,
      ),
      nodesOption(nodes, `Then a single silent node would stop it. ${quorum} of ${nodes} are enough.`),
    ],
    (value) =>
      value < quorum
        ? `Two quorums of ${value} may share only ${counted(Math.max(0, 2 * value - nodes), "node")}, and ${faults} may lie.`
        : `Only ${nodes} - ${faults} = ${quorum} nodes are sure to answer, and quorums of ${quorum} are enough.`,
  );
}

function majorityOf(nodes: number): number {
  return Math.floor(nodes / 2) + 1;
}

/** The most Byzantine nodes that `nodes` nodes tolerate if messages may be late (Castro and Liskov 1999). */
function liarsStood(nodes: number): number {
  return Math.floor((nodes - 1) / 3);
}

/** An option, with the number that it stands for. */
type NumberOption = Omit<Option, "right"> & { value: number };

/** Numbers up to this far from the right one are options, too. `judge` says why such a number is wrong. */
const NEARBY = 3;

function withNearby(
  text: string,
  right: NumberOption,
  mistakes: readonly NumberOption[],
  judge: (value: number) => string,
): Draft {
  const near = Array.from({ length: 2 * NEARBY + 1 }, (_, index) => right.value - NEARBY + index)
    .filter((value) => value !== right.value)
    .map((value) => nodesOption(value, judge(value)));
  const all = [...mistakes, ...near].filter(({ value }) => value > 0);
  return { text, right: toOption(right), mistakes: all.map(toOption) };
}

function toOption({ text, explanation }: NumberOption): Omit<Option, "right"> {
  return { text, explanation };
}

function nodesOption(value: number, explanation: string): NumberOption {
  return { value, text: counted(value, "node"), explanation };
}
