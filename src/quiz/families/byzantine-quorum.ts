import type { Option } from "../question.ts";
import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { counted } from "./wording.ts";

/** The number of nodes, the most of them that may be Byzantine, and the nodes in a quorum. */
type Cluster = { nodes: number; faulty: number; quorum: number };

/** How many nodes, or correct nodes, any two quorums share if nodes may lie (Malkhi and Reiter 1998). */
export const byzantineQuorum: Family = evenly(draw, 1_000);

function draw(random: Random): Draft {
  const cluster = drawCluster(random);
  const { nodes, faulty, quorum } = cluster;
  const asked = random.pick(["nodes", "correct nodes"] as const);
  const text = `Of ${nodes} nodes up to ${faulty} ${faulty === 1 ? "is" : "are"} Byzantine: ${faulty === 1 ? "it" : "they"} may lie, and tell each node something else. Any ${quorum} nodes make a quorum. How many ${asked} do two quorums share at least?`;
  const shared = sharedNodes(cluster);
  const counting = `Two quorums have ${quorum} + ${quorum} = ${2 * quorum} places for ${nodes} nodes, so at least ${shared} must be in both.`;
  if (asked === "nodes") {
    const mistakes = [...mistakesAboutNodes(cluster), ...nearby(shared, asked)];
    return { text, right: option(shared, counting), mistakes };
  }
  const correct = sharedCorrectNodes(cluster);
  const verdict =
    correct === 0
      ? `${shared === 1 ? "That one" : "All of those"} may be Byzantine, so no correct node is sure to be in both.`
      : `Up to ${faulty} of those may be Byzantine, which leaves ${shared} − ${faulty} = ${correct}.`;
  const mistakes = [...mistakesAboutCorrectNodes(cluster), ...nearby(correct, asked)];
  return { text, right: option(correct, `${counting} ${verdict}`), mistakes };
}

/** Numbers that come out if the subtraction goes wrong by one or two. */
function nearby(right: number, asked: string): Draft["mistakes"] {
  return [right - 2, right - 1, right + 1, right + 2]
    .filter((value) => value >= 0)
    .map((value) =>
      option(
        value,
        value < right
          ? `More than that are sure to be in both: ${right} ${asked}.`
          : `Two quorums can be chosen so that they share only ${right} ${asked}.`,
      ),
    );
}

/** Draws at least 3f + 1 nodes for f faulty ones, and quorums that do not wait for the faulty ones. */
function drawCluster(random: Random): Cluster {
  const faulty = random.integer(1, 3);
  const nodes = 3 * faulty + 1 + random.integer(0, 2);
  return { nodes, faulty, quorum: random.integer(Math.floor(nodes / 2) + 1, nodes - faulty) };
}

function sharedNodes({ nodes, quorum }: Cluster): number {
  return Math.max(0, 2 * quorum - nodes);
}

function sharedCorrectNodes(cluster: Cluster): number {
  return Math.max(0, sharedNodes(cluster) - cluster.faulty);
}

function mistakesAboutNodes(cluster: Cluster): Omit<Option, "right">[] {
  const { faulty } = cluster;
  const shared = sharedNodes(cluster);
  return [
    option(
      sharedCorrectNodes(cluster),
      `This takes away the ${faulty} that may be Byzantine. So many are sure to be correct, but the question is about all that are shared, ${shared}.`,
    ),
    ...mistakesAboutBoth(cluster),
  ];
}

function mistakesAboutCorrectNodes(cluster: Cluster): Omit<Option, "right">[] {
  const { faulty, quorum } = cluster;
  const shared = sharedNodes(cluster);
  return [
    option(
      shared,
      `So many nodes are in both quorums at least. But ${shared > faulty ? `up to ${faulty} of those` : "all of those"} may be Byzantine.`,
    ),
    option(
      Math.max(0, shared - 2 * faulty),
      `This takes away ${faulty} for each quorum. But there ${faulty === 1 ? "is" : "are"} at most ${counted(faulty, "Byzantine node")} in all, and a shared node is the same in both.`,
    ),
    option(
      quorum - faulty,
      `So many of one quorum are correct at least, ${quorum} − ${faulty}. The other quorum need not hold the same ones.`,
    ),
    ...mistakesAboutBoth(cluster),
  ];
}

function mistakesAboutBoth(cluster: Cluster): Omit<Option, "right">[] {
  const { nodes, faulty, quorum } = cluster;
  const shared = sharedNodes(cluster);
  const mistakes = [
    option(
      nodes - quorum,
      `So many nodes are left out of one quorum, ${nodes} − ${quorum}. The other quorum may hold all of those, but it needs ${quorum} nodes.`,
    ),
    option(
      quorum,
      `So many would be shared if both quorums were the same nodes. But the second may hold ${counted(nodes - quorum, "node")} from outside the first.`,
    ),
    option(
      Math.ceil(quorum / 2),
      `This is half of a quorum of ${quorum}, rounded up. But the overlap depends on how many nodes there are: ${nodes}.`,
    ),
  ];
  if (shared !== 1) {
    mistakes.push(
      option(1, `Any two majorities share a node. But any two quorums of ${quorum} among ${nodes} share ${shared}.`),
    );
  }
  if (shared !== faulty + 1) {
    mistakes.push(
      option(
        faulty + 1,
        `This is f + 1 with f = ${faulty}. Quorums of ${2 * faulty + 1} among ${3 * faulty + 1} share so many nodes; here they are of ${quorum} among ${nodes}.`,
      ),
    );
  }
  return mistakes;
}

function option(value: number, explanation: string): Omit<Option, "right"> {
  return { text: String(value), explanation };
}
