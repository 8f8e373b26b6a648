import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { nodeNames } from "./vectors.ts";

/** A write, with its time by a true clock and by its node's clock, both in seconds. */
type Write = { node: string; realTime: number; clock: number; value: number };

const NODES = nodeNames(3);

/**
 * The value that survives in a last-writer-wins register (Shapiro et al. 2011), written by nodes whose clocks differ.
 */
export const lwwRegisterMerge: Family = (random) => {
  const writes = drawWrites(random);
  const reader = random.pick(NODES);
  const winner = survivor(writes);
  const text = `n1, n2 and n3 share a last-writer-wins register. Each write is stamped with its node's own clock. The later stamp wins; of equal stamps, that of the node with the higher number. Without contact they write:
\`\`\`text
true time  node  clock  value
${writes.map(row).join("\n")}
\`\`\`
Then every node merges the states of the others. What does ${reader} hold?`;
  const right = {
    text: String(winner.value),
    explanation: `${winner.node} wrote it at ${winner.clock} s by its own clock, ${reasonToWin(writes)}. True time plays no part, and all nodes come to the same value. A multi-value register would keep the last write of each node that no other had seen; this one loses them.`,
  };
  const wrong = writes
    .filter((write) => write !== winner)
    .map((write) => ({
      text: String(write.value),
      explanation: `${temptation(write, writes, reader)}${reasonToLose(write, winner)}.`,
    }));
  return chooseOne(random, text, right, wrong);
};

/**
 * First draws whether another write has the winner's stamp, and whether the last write in true time wins. Then draws
 * writes again and again until both are so.
 */
function drawWrites(random: Random): Write[] {
  const tie = random.next() < 0.4;
  const lastWins = random.next() < 0.25;
  for (;;) {
    const writes = draw(random);
    const winner = survivor(writes);
    if (
      tie === writes.some((write) => write !== winner && write.clock === winner.clock) &&
      lastWins === (winner === writes.at(-1))
    ) {
      return writes;
    }
  }
}

/** Four writes in order of true time. Each node writes once, except that one writes twice. So each option is a write. */
function draw(random: Random): Write[] {
  const writers = random.shuffle([...NODES, random.pick(NODES)]);
  const ahead = new Map(NODES.map((node) => [node, random.integer(-5, 5)]));
  const values = random.shuffle(Array.from({ length: 30 }, (_, index) => index + 11));
  let realTime = 10;
  return writers.map((node, index) => {
    realTime += random.integer(1, 3);
    return { node, realTime, clock: realTime + (ahead.get(node) ?? 0), value: values[index] ?? 0 };
  });
}

function survivor(writes: readonly Write[]): Write {
  return writes.reduce((best, write) => (compareStamps(write, best) > 0 ? write : best));
}

function compareStamps(a: Write, b: Write): number {
  return a.clock - b.clock || NODES.indexOf(a.node) - NODES.indexOf(b.node);
}

function row({ node, realTime, clock, value }: Write): string {
  return `${`${realTime} s`.padEnd(11)}${node.padEnd(6)}${`${clock} s`.padEnd(7)}${value}`;
}

function reasonToWin(writes: readonly Write[]): string {
  const winner = survivor(writes);
  const tied = writes.find((write) => write !== winner && write.clock === winner.clock);
  return tied === undefined
    ? "the latest stamp of all"
    : `as late as ${tied.node}, and ${winner.node} has the higher number`;
}

function reasonToLose(write: Write, winner: Write): string {
  if (write.node === winner.node) return `${write.node} overwrote it itself with ${winner.value}, a later stamp`;
  return write.clock === winner.clock
    ? `${write.node}'s clock said ${write.clock} s, as ${winner.node}'s did for ${winner.value}, and of equal stamps the higher node's wins`
    : `${write.node}'s clock said ${write.clock} s, earlier than ${winner.node}'s ${winner.clock} s for ${winner.value}`;
}

/** Why somebody could think that this write survives; empty if there is no reason. */
function temptation(write: Write, writes: readonly Write[], reader: string): string {
  if (write === writes.at(-1)) return "It was the last in true time. But nodes see only their own clocks: ";
  if (write === writes.findLast(({ node }) => node === reader)) {
    return `It is ${reader}'s own. But a merge does not favour the node that does it: `;
  }
  if (writes.every(({ value }) => value <= write.value)) {
    return "It is the highest value. But values are not compared: ";
  }
  return "";
}
