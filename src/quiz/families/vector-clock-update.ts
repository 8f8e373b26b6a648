import type { Random } from "../random.ts";
import { chooseOne, type Family } from "./family.ts";
import { combine, entrywiseMax, nodeNames, showVector, sum, type Vector } from "./vectors.ts";

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
  const { start, history, miscount, mistake } = drawInteresting(random);
  const { node, message, own, carried } = lastReceive(start, history);
  const text = `n1, n2 and n3 keep vector clocks; the entries stand in that order. All three know the same so far: ${showVector(start)}. Every event, also a send or a receive, counts in its own node's entry. A message carries the clock of its send.
\`\`\`text
${history.map(row).join("\n")}
\`\`\`
Which clock does the last event have?`;
  const merged = entrywiseMax(own, carried);
  const right = {
    text: showVector(counted(merged, node, 1)),
    explanation: `${NODES[node]} was at ${showVector(own)}, and m${message} carries ${showVector(carried)}. The higher count of each entry makes ${showVector(merged)}, and then the receive counts in the entry of ${NODES[node]}.`,
  };
  const wrong = [
    { clock: counted(merged, node, miscount.by), explanation: miscount.explain(NODES[node] ?? "") },
    { clock: counted(mistake.base, node, 1), explanation: mistake.explanation },
    {
      clock: counted(mistake.base, node, miscount.by),
      explanation: `${mistake.explanation} ${miscount.explain(NODES[node] ?? "")}`,
    },
  ];
  return chooseOne(
    random,
    text,
    right,
    wrong.map(({ clock, explanation }) => ({ text: showVector(clock), explanation })),
  );
};

/** A mistake about the receive's own event. */
type Miscount = { by: number; explain(node: string): string };
/** The clock that a mistake merges to, before the receive counts. */
type Mistake = { base: Vector; explanation: string };

const MISCOUNTS: readonly Miscount[] = [
  { by: 0, explain: (node) => `This leaves out the receive itself, which is an event of ${node}.` },
  {
    by: 2,
    explain: (node) => `This counts the receive twice in the entry of ${node}, as if to merge were an event, too.`,
  },
];

/**
 * The options are the right clock, a miscount of the receive, a mistake about the merge, and both at once. Whether each
 * of the two makes the clock lower or higher is drawn first, so that the right one is not known by its size or by how
 * much it has in common with the others. Then draws again until there is such a mistake, the last event is a receive
 * that tells the node something new.
 */
function drawInteresting(random: Random): { start: Vector; history: History; miscount: Miscount; mistake: Mistake } {
  const miscount = random.pick(MISCOUNTS);
  const isHigher = random.pick([true, false]);
  for (;;) {
    const start = NODES.map(() => random.integer(2, 7));
    const history = draw(random);
    if (history.at(-1)?.kind !== "receive") continue;
    const receive = lastReceive(start, history);
    const { own, carried } = receive;
    const merged = entrywiseMax(own, carried);
    const hasNews = merged.some((count, index) => count > (own[index] ?? 0));
    const fitting = mistakes(start, history, receive).filter(
      ({ base }) =>
        sum(base) !== sum(merged) && sum(base) > sum(merged) === isHigher && differsElsewhere(base, receive),
    );
    if (hasNews && fitting.length > 0) return { start, history, miscount, mistake: random.pick(fitting) };
  }
}

/** Whether the two differ in more than the receiver's own entry, so that a miscount cannot make them equal. */
function differsElsewhere(base: Vector, { node, own, carried }: Receive): boolean {
  const merged = entrywiseMax(own, carried);
  return base.some((count, index) => index !== node && count !== merged[index]);
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
function lastReceive(start: Vector, history: History): Receive {
  const clocks: Vector[] = NODES.map(() => start);
  const carried = new Map<number, { sender: number; clock: Vector }>();
  let last: Receive | undefined;
  for (const event of history) {
    const own = clocks[event.node] ?? [];
    if (event.kind === "receive") {
      const send = carried.get(event.message);
      if (send === undefined) throw new RangeError(`m${event.message} is received before it is sent`);
      const { sender, clock } = send;
      last = { node: event.node, message: event.message, sender, own, carried: clock };
      clocks[event.node] = counted(entrywiseMax(own, clock), event.node, 1);
      continue;
    }
    const clock = counted(own, event.node, 1);
    clocks[event.node] = clock;
    if (event.kind === "send") carried.set(event.message, { sender: event.node, clock });
  }
  if (last === undefined) throw new RangeError("nothing is received");
  return last;
}

/** The clock with this many more events of the node. */
function counted(clock: Vector, node: number, events: number): Vector {
  return clock.map((count, index) => (index === node ? count + events : count));
}

function mistakes(start: Vector, history: History, { node, message, sender, own, carried }: Receive): Mistake[] {
  const [name, from] = [NODES[node], NODES[sender]];
  const merged = entrywiseMax(own, carried);
  const [before, brought] = [showVector(own), showVector(carried)];
  return [
    {
      base: own,
      explanation: `This leaves out what ${name} learns from m${message}, which carries ${brought}.`,
    },
    {
      base: carried,
      explanation: `This goes on from the clock of m${message}, ${brought}, and forgets that ${name} was at ${before}.`,
    },
    {
      base: combine(own, start, (a, b) => a - b).map((count, index) => count + (carried[index] ?? 0)),
      explanation: `This adds what is new in ${before} to ${brought}. Events that both clocks know of would count twice.`,
    },
    {
      base: counted(merged, sender, 1),
      explanation: `This counts an event more of ${from}, which sent m${message}. The clock that it carries has the send already.`,
    },
    {
      base: counted(
        start.map((count, index) => count + history.filter((event) => event.node === index).length),
        node,
        -1,
      ),
      explanation: `This counts every event in the log. But ${name} knows only of its own events and of those that a message told it of.`,
    },
    {
      base: own.map((count, index) => (index === sender ? (carried[index] ?? 0) : count)),
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
