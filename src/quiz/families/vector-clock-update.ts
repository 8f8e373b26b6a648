import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { combine, entrywiseMax, nodeNames, showVector, type Vector } from "./vectors.ts";

/** Nodes count from 0 in the code, and from 1 in what is shown. */
type Event =
  | { kind: "local"; node: number }
  | { kind: "send"; node: number; message: number; to: number }
  | { kind: "receive"; node: number; message: number };
/** In the order in which they happen. */
type History = readonly Event[];
/** A receive, with the two clocks that decide its own. */
type Receive = { node: number; message: number; sender: number; own: Vector; carried: Vector };

const NODES = nodeNames(3);

/**
 * The vector clock of a receive (Fidge 1988, Mattern 1989): the entrywise maximum, then one more for the receive
 * itself.
 */
export const vectorClockUpdate: Family = (random) => {
  const history = drawInteresting(random);
  const receive = lastReceive(history);
  const { node, message, own, carried } = receive;
  const text = `n1, n2 and n3 keep vector clocks, all 0 at first; the entries stand in that order. Every event, also a send or a receive, counts in its own node's entry. A message carries the clock of its send.
\`\`\`text
${history.map(row).join("\n")}
\`\`\`
Which clock does the last event have?`;
  const merged = entrywiseMax(own, carried);
  const right = {
    text: showVector(ticked(merged, node)),
    explanation: `${NODES[node]} was at ${showVector(own)}, and m${message} carries ${showVector(carried)}. The higher count of each entry makes ${showVector(merged)}, and then the receive counts in the entry of ${NODES[node]}.`,
  };
  const wrong = mistakes(history, receive).map(({ clock, explanation }) => ({ text: showVector(clock), explanation }));
  return chooseOne(random, text, right, random.shuffle(wrong));
};

/**
 * Draws again until the last event is a receive that tells the node something new, both clocks have an event in common,
 * and mistakes give three other clocks.
 */
function drawInteresting(random: Random): History {
  for (;;) {
    const history = draw(random);
    if (history.at(-1)?.kind !== "receive") continue;
    const receive = lastReceive(history);
    const { node, own, carried } = receive;
    const merged = entrywiseMax(own, carried);
    const hasNews = merged.some((count, index) => count > (own[index] ?? 0));
    const hasCommon = combine(own, carried, Math.min).some((count) => count > 0);
    const wrong = new Set(mistakes(history, receive).map(({ clock }) => showVector(clock)));
    wrong.delete(showVector(ticked(merged, node)));
    if (hasNews && hasCommon && wrong.size >= 3) return history;
  }
}

function draw(random: Random): History {
  const history: Event[] = [];
  const underway: { message: number; to: number }[] = [];
  let sent = 0;
  for (let left = random.integer(6, 8); left > 0; left -= 1) {
    const chance = random.next();
    const node = random.integer(0, NODES.length - 1);
    if (underway.length > 0 && chance < 0.45) {
      const { message, to } = random.pick(underway);
      underway.splice(
        underway.findIndex((each) => each.message === message),
        1,
      );
      history.push({ kind: "receive", node: to, message });
    } else if (chance < 0.85) {
      sent += 1;
      const to = (node + random.integer(1, NODES.length - 1)) % NODES.length;
      underway.push({ message: sent, to });
      history.push({ kind: "send", node, message: sent, to });
    } else {
      history.push({ kind: "local", node });
    }
  }
  return history;
}

/** Runs the history up to its last event, which is a receive. */
function lastReceive(history: History): Receive {
  const clocks: Vector[] = NODES.map(() => NODES.map(() => 0));
  const carried = new Map<number, { sender: number; clock: Vector }>();
  let last: Receive | undefined;
  for (const event of history) {
    const own = clocks[event.node] ?? [];
    if (event.kind === "receive") {
      const send = carried.get(event.message);
      if (send === undefined) throw new RangeError(`m${event.message} is received before it is sent`);
      const { sender, clock } = send;
      last = { node: event.node, message: event.message, sender, own, carried: clock };
      clocks[event.node] = ticked(entrywiseMax(own, clock), event.node);
      continue;
    }
    const clock = ticked(own, event.node);
    clocks[event.node] = clock;
    if (event.kind === "send") carried.set(event.message, { sender: event.node, clock });
  }
  if (last === undefined) throw new RangeError("nothing is received");
  return last;
}

/** The clock after one more event of the node. */
function ticked(clock: Vector, node: number): Vector {
  return clock.map((count, index) => (index === node ? count + 1 : count));
}

function mistakes(
  history: History,
  { node, message, sender, own, carried }: Receive,
): { clock: Vector; explanation: string }[] {
  const [name, from] = [NODES[node], NODES[sender]];
  const merged = entrywiseMax(own, carried);
  const [before, brought] = [showVector(own), showVector(carried)];
  return [
    {
      clock: merged,
      explanation: `This takes the higher counts of ${before} and ${brought}, but leaves out the receive itself, which is an event of ${name}.`,
    },
    {
      clock: ticked(own, node),
      explanation: `This counts the receive, but not what ${name} learns from m${message}, which carries ${brought}.`,
    },
    {
      clock: ticked(carried, node),
      explanation: `This goes on from the clock of m${message}, ${brought}, and forgets that ${name} was at ${before}.`,
    },
    {
      clock: ticked(
        combine(own, carried, (a, b) => a + b),
        node,
      ),
      explanation: `This adds ${before} and ${brought}. Events that both clocks know of would count twice.`,
    },
    {
      clock: ticked(merged, sender),
      explanation: `This counts the receive in the entry of ${from}, which sent m${message}. It is an event of ${name}.`,
    },
    {
      clock: NODES.map((_, index) => history.filter((event) => event.node === index).length),
      explanation: `This counts every event in the log. But ${name} knows only of its own events and of those that a message told it of.`,
    },
    {
      clock: merged.map((count, index) => (index === node ? Math.max(...merged) + 1 : count)),
      explanation: `This sets the entry of ${name} as a Lamport clock does, past the highest count, ${Math.max(...merged)}. But the entry counts the events of ${name} alone.`,
    },
    {
      clock: ticked(
        own.map((count, index) => (index === sender ? (carried[index] ?? 0) : count)),
        node,
      ),
      explanation: `This learns from m${message} only about its sender, ${from}. But the message carries the whole clock, ${brought}.`,
    },
  ];
}

function row(event: Event, index: number): string {
  const name = NODES[event.node];
  const label = `${index + 1}. ${name}`;
  switch (event.kind) {
    case "local":
      return `${label} works alone`;
    case "send":
      return `${label} sends m${event.message} to ${NODES[event.to]}`;
    case "receive":
      return `${label} receives m${event.message}`;
  }
}
